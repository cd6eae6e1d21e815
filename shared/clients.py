"""AWS clients, made on first use and kept while the function is warm.

They come from one botocore session: boto3 would add s3transfer and its resources to every cold start. What
goes over the wire (credentials, signing, retries) stays botocore's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.settings import settings

if TYPE_CHECKING:
    from botocore.session import Session

# A request has a few seconds in all, so a call that hangs must fail while there is time for another attempt.
CONNECT_TIMEOUT_S = 2
READ_TIMEOUT_S = 4
MAX_ATTEMPTS = 3

# Addresses that browsers are given name the bucket's own region: the global one would redirect them, which
# CORS and the site's policy do not allow. An emulator has no host for each bucket, so there paths name it.
_S3_REGIONAL = {"us_east_1_regional_endpoint": "regional"}

_overrides: dict[str, Any] = {}


def client(service: str, *, unsigned: bool = False, wait_s: float | None = None, region: str = "") -> Any:
    """The client of `service` ("dynamodb", "cognito-idp", …). `unsigned` is for operations that are called
    without credentials. `wait_s` is for a call that takes long: one attempt, whose answer is awaited that
    many seconds. `region`: another one than the function's own.
    """
    return _overrides.get(service) or _make(service, unsigned, wait_s, region)


def stand_in(name: str) -> Any:
    """What a test has put in the place of something that is no AWS service; None otherwise."""
    return _overrides.get(name)


def credentials() -> Any:
    """The function's own botocore credentials, for what is signed without a client (shared/postgres.py)."""
    return _session().get_credentials()


@contextmanager
def override(**fakes: Any) -> Iterator[None]:
    """For tests: `override(dynamodb=fake, cognito_idp=fake)`; underscores stand for the service's hyphens."""
    before = dict(_overrides)
    _overrides.update({name.replace("_", "-"): fake for name, fake in fakes.items()})
    try:
        yield
    finally:
        _overrides.clear()
        _overrides.update(before)


def forget() -> None:
    """For tests: make all clients anew on their next use."""
    _make.cache_clear()
    _session.cache_clear()


@cache
def _make(service: str, unsigned: bool, wait_s: float | None, region: str) -> Any:
    from botocore.config import Config

    config = Config(
        connect_timeout=CONNECT_TIMEOUT_S,
        read_timeout=wait_s or READ_TIMEOUT_S,
        retries={"mode": "standard", "total_max_attempts": 1 if wait_s else MAX_ATTEMPTS},
        tcp_keepalive=True,
        signature_version=_unsigned() if unsigned else ("s3v4" if service == "s3" else None),
        s3=_s3_addressing() if service == "s3" else None,
    )
    made = _session().create_client(service, region_name=region or settings.region, config=config)
    if service == "dynamodb":
        from shared.dynamodb_parser import install

        install(made)
    return made


def _s3_addressing() -> dict[str, str]:
    emulated = "AWS_ENDPOINT_URL" in os.environ or "AWS_ENDPOINT_URL_S3" in os.environ
    return {**_S3_REGIONAL, "addressing_style": "path" if emulated else "virtual"}


@cache
def _session() -> Session:
    from botocore.session import Session

    return Session()


def _unsigned() -> Any:
    from botocore import UNSIGNED

    return UNSIGNED
