"""`invoke bench.…`: each prints ratios or units measured in one run beside what is promised."""

from __future__ import annotations

from invoke import Collection, Context, task


@task
def capacity(_context: Context) -> None:
    """DynamoDB capacity units of check-in, Today, overviews and login, computed from the items' sizes."""
    from tools.bench.capacity import main

    main()


@task
def cold(_context: Context) -> None:
    """Cold starts of a read and a write, against plain boto3, Powertools, Chalice and FastAPI."""
    from tools.bench.cold import main

    main()


@task
def images(_context: Context) -> None:
    """A photo into three sizes: time and memory, against naive Pillow."""
    from tools.bench.images import main

    main()


@task
def login(_context: Context) -> None:
    """How long a wrong login takes for known and for unknown addresses, which nobody shall tell apart."""
    from tools.bench.login import main

    main()


@task
def postgres(_context: Context) -> None:
    """Connecting to PostgreSQL, against pg8000's default."""
    from tools.bench.postgres import main

    main()


@task
def warm(_context: Context) -> None:
    """The framework's share of a warm, validated POST, against Powertools."""
    from tools.bench.warm import main

    main()


@task
def query(_context: Context) -> None:
    """The processor time of a DynamoDB query, against boto3."""
    from tools.bench.query import main

    main()


@task
def reminders(_context: Context) -> None:
    """100,000 people who are reminded in one minute: requests counted, time on AWS reckoned."""
    from tools.bench.reminders import main

    main()


@task
def stats(_context: Context) -> None:
    """The processor time of twenty years' statistics, Today with a hundred habits and a year's overview."""
    from tools.bench.stats import main

    main()


@task(name="build")
def unchanged_build(_context: Context) -> None:
    """A build without a change, against a full one."""
    from tools.bench.build import main

    main()


ns = Collection(
    "bench", capacity, cold, images, login, postgres, query, reminders, stats, unchanged_build, warm
)
