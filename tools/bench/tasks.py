"""`invoke bench.…`: each prints ratios or units measured in one run beside what is promised."""

from __future__ import annotations

from invoke import Collection, Context, task


@task
def capacity(_context: Context) -> None:
    """DynamoDB capacity units of check-in, Today and login, computed from the items' sizes."""
    from tools.bench.capacity import main

    main()


@task
def cold(_context: Context) -> None:
    """From the start of a process to its first answer, against plain boto3, Powertools, Chalice and FastAPI."""
    from tools.bench.cold import main

    main()


@task
def postgres(_context: Context) -> None:
    """Connecting to PostgreSQL, against pg8000's default."""
    from tools.bench.postgres import main

    main()


ns = Collection("bench", capacity, cold, postgres)
