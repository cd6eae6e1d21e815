"""The environment's settings, typed, read when first used and only once.

`settings.table_name` is the environment variable TABLE_NAME. Which variables a function gets is declared in
`environment` of its function.json (SERVICE_NAME, ENVIRONMENT, LOG_LEVEL, METRICS_DETAIL and AWS_REGION every
function has).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class MissingSetting(RuntimeError):
    """An environment variable that the code needs is not there."""

    def __init__(self, variable: str) -> None:
        service = os.environ.get("SERVICE_NAME", "<name>")
        super().__init__(
            f'environment variable {variable} is not set: declare it in "environment" of '
            f"functions/{service}/function.json (tests: settings.override({variable.lower()}=…))"
        )


class Setting(Generic[T]):
    """A setting with the name of its attribute. `variable` is for another environment variable than NAME."""

    def __init__(self, convert: Callable[[str], T], *, default: T | None = None, variable: str = "") -> None:
        self.convert, self.default, self.variable = convert, default, variable

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.variable = self.variable or name.upper()

    @overload
    def __get__(self, settings: None, owner: type) -> Setting[T]: ...
    @overload
    def __get__(self, settings: Settings, owner: type) -> T: ...

    def __get__(self, settings: Settings | None, owner: type) -> Setting[T] | T:
        if settings is None:
            return self
        if self.name not in settings.known:
            settings.known[self.name] = self._read()
        value: T = settings.known[self.name]
        return value

    def _read(self) -> T:
        raw = os.environ.get(self.variable, "")
        if raw:
            return self.convert(raw)
        if self.default is None:
            raise MissingSetting(self.variable)
        return self.default


class Settings:
    """Every setting there is. Attributes raise MissingSetting when the variable is unset or empty and has no
    default.
    """

    environment = Setting(str, default="local")
    service_name = Setting(str, default="daybook")
    log_level = Setting(str.upper, default="INFO")
    # Which metrics are paid for: "lean" or "route" (shared/metrics.py).
    metrics_detail = Setting(str, default="lean")
    region = Setting(str, variable="AWS_REGION")
    # SHA-256 of the keys by which CloudFront is known; empty: anybody may call. What the API calls has it,
    # without its manifest's saying so.
    origin_keys = Setting(lambda text: frozenset(text.split()), default=frozenset[str]())

    table_name = Setting(str)
    user_pool_id = Setting(str)
    user_pool_client_id = Setting(str)
    hosted_domain = Setting(str, default="")
    hosted_providers = Setting(str, default="")
    hosted_app_address = Setting(str, default="")
    event_bus_name = Setting(str)
    database_host = Setting(str)
    database_port = Setting(int)
    database_name = Setting(str)
    database_user = Setting(str)
    # Whether what is done daily may call on the database; false where it sleeps while nobody needs it.
    database_always_on = Setting(lambda text: text == "true", default=False)
    database_master_secret_arn = Setting(str)
    # With an RDS Proxy: the secret with the password that it logs in with as DATABASE_USER; empty: none.
    database_user_secret_arn = Setting(str, default="")
    migrate_db_function = Setting(str)
    transfers_bucket = Setting(str)
    uploads_bucket = Setting(str)
    media_bucket = Setting(str)
    # Where files are copied to, in another region; empty: they are not.
    media_copy_bucket = Setting(str, default="")
    recovery_region = Setting(str, default="")
    # The parameter with the private key of the media cookies, and the id of its public one; empty: there is
    # none.
    media_signing_key = Setting(str)
    media_key_id = Setting(str, default="")
    notify_queue_url = Setting(str)
    reminders_function = Setting(str)
    digest_function = Setting(str)
    erasure_machine_arn = Setting(str)
    erasure_grace_days = Setting(int, default=7)

    # Who keeps the accounts: "cognito" or "native". The secret is there with native only.
    identity = Setting(str, default="cognito")
    signing_secret_arn = Setting(str)
    issuer = Setting(str)
    # The sender of the stack's own mail; empty: none is sent.
    mail_from = Setting(str, default="")
    # Whether text messages are sent.
    text_messages = Setting(lambda text: text == "true", default=False)
    # Of all people together.
    text_messages_a_day = Setting(int, default=200)

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    @contextmanager
    def override(self, **values: Any) -> Iterator[None]:
        """For tests: these values instead of the environment's, until the block ends."""
        unknown = [name for name in values if not isinstance(getattr(type(self), name, None), Setting)]
        if unknown:
            raise TypeError(f"no such setting: {', '.join(unknown)}")
        before = dict(self.known)
        self.known.update(values)
        try:
            yield
        finally:
            self.known.clear()
            self.known.update(before)


settings = Settings()
