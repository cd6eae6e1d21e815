"""S3 in moto, for the tests of what keeps files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from shared import clients
from shared.settings import settings

REGION = "eu-west-2"


@contextmanager
def moto_bucket(name: str) -> Iterator[Any]:
    """An empty bucket. Within the block, client("s3") and settings.transfers_bucket lead to it.

    Yields:
        The client.
    """
    from moto import mock_aws  # puts its hook into every client made from now on

    with mock_aws(), settings.override(transfers_bucket=name, region=REGION):
        made = _client()
        made.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        with clients.override(s3=made):
            yield made


@cache
def _client() -> Any:
    """One for the whole run: making it takes longer than most tests."""
    return clients.client("s3")
