"""What the integration and browser tests know of a running local cloud."""

from __future__ import annotations

import json
import os
import signal
import ssl
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import boto3
import pg8000.native
import pytest
import requests

Found = TypeVar("Found")
ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery staple"


def eventually(look: Callable[[], Found | None], what: str, seconds: float = 30) -> Found:
    """The first true answer of `look`, asked until `seconds` are over; fails naming `what` was awaited."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    pytest.fail(f"waited {seconds:.0f} s in vain for {what}")


@dataclass(frozen=True)
class Stack:
    """The addresses of `endpoints.json`."""

    directory: Path
    endpoints: dict[str, Any]

    @classmethod
    def running(cls) -> Stack:
        directory = ROOT / os.environ.get("DAYBOOK_LOCAL_DIR", ".local")
        file = directory / "endpoints.json"
        if not file.exists():
            pytest.exit(
                f"These tests need a running local cloud, and {file} is not there: run `make up DETACH=1`.", 2
            )
        return cls(directory, json.loads(file.read_text()))

    @property
    def api_url(self) -> str:
        return self.endpoints["api_url"]

    @property
    def app_url(self) -> str:
        return self.endpoints["app_url"].rstrip("/")

    @property
    def identity(self) -> str:
        """Who keeps the accounts: "cognito" or "native"."""
        return self.endpoints["identity"]

    def aws(self, service: str) -> Any:
        """A boto3 client for the local cloud, with the operator's rights."""
        return boto3.client(
            service,
            endpoint_url=self.endpoints["aws_endpoint_url"],
            region_name=self.endpoints["region"],
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def item(self, pk: str, sk: str) -> dict[str, Any] | None:
        """One raw item of the table."""
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        return self.aws("dynamodb").get_item(TableName=self.endpoints["table_name"], Key=key).get("Item")

    def sql(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of the application's database, read as the master user with the managed secret's password."""
        with closing(self._master_connection()) as connection:
            rows = connection.run(statement, **values)
            return [
                dict(zip([column["name"] for column in connection.columns], row, strict=True)) for row in rows
            ]

    def _master_connection(self) -> pg8000.native.Connection:
        instance = self.aws("rds").describe_db_instances()["DBInstances"][0]
        secret = self.aws("secretsmanager").get_secret_value(
            SecretId=instance["MasterUserSecret"]["SecretArn"]
        )
        login = json.loads(secret["SecretString"])
        encrypted = ssl.create_default_context()
        encrypted.check_hostname, encrypted.verify_mode = (
            False,
            ssl.CERT_NONE,
        )  # local, and not what is tested
        return pg8000.native.Connection(
            login["username"],
            host="127.0.0.1",
            port=instance["Endpoint"]["Port"],
            database=instance["DBName"],
            password=login["password"],
            ssl_context=encrypted,
            timeout=20,
        )

    def user_row(self, user_id: str) -> dict[str, Any] | None:
        """The person's row in PostgreSQL, once it is there."""
        rows = self.sql("SELECT * FROM users WHERE id = :id", id=user_id)
        return rows[0] if rows else None

    @contextmanager
    def postgres_out_of_reach(self) -> Iterator[None]:
        """PostgreSQL answers nobody meanwhile: open connections are cut, new ones wait in vain."""
        self.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :user",
            user=self.endpoints.get("database_user", "daybook_app"),
        )
        pid = json.loads((self.directory / "run.json").read_text())["processes"]["postgres"]["pid"]
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


@dataclass(frozen=True)
class Reply:
    """An answer of the API; `expect` fails with the body when the status is another."""

    response: requests.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> Any:
        return self.response.headers

    @property
    def body(self) -> Any:
        return self.response.json() if self.response.content else None

    def expect(self, status: int) -> Any:
        assert self.status == status, f"{self.status} instead of {status}: {self.response.text[:2000]}"
        return self.body

    def problem(self, status: int) -> dict[str, Any]:
        """The problem document of a refusal, checked for its form (RFC 9457)."""
        body = self.expect(status)
        assert self.headers["content-type"].startswith("application/problem+json")
        assert body["status"] == status and body["title"] and body["detail"] and body["type"]
        assert body["instance"] == self.headers["x-request-id"]
        return body


@dataclass
class Api:
    """A small client: paths below /v1, JSON in and out."""

    base_url: str
    token: str | None = None
    session: requests.Session = field(default_factory=requests.Session)

    def request(self, method: str, path: str, body: Any = None, **options: Any) -> Reply:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= options.pop("headers", {})
        if body is not None:
            options["json"] = body
        return Reply(
            self.session.request(method, self.base_url + path, headers=headers, timeout=60, **options)
        )

    def get(self, path: str, **options: Any) -> Reply:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.request("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.request("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Reply:
        return self.request("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any) -> Reply:
        return self.request("DELETE", path, **options)


@dataclass(frozen=True)
class Account:
    """A person with a confirmed address and an open session."""

    email: str
    password: str
    api: Api
    id: str

    @classmethod
    def create(cls, stack: Stack, name: str = "Ada", timezone: str = "Europe/London") -> Account:
        email = unused_address(name)
        sign_up(stack, email, name=name, timezone=timezone)
        Api(stack.api_url).post("/auth/confirm", {"email": email, "code": code_for(stack, email)}).expect(204)
        return cls.log_in(stack, email)

    @classmethod
    def log_in(cls, stack: Stack, email: str) -> Account:
        session = Api(stack.api_url).post("/auth/login", {"email": email, "password": PASSWORD}).expect(200)
        api = Api(stack.api_url, session["access_token"])
        return cls(email, PASSWORD, api, api.get("/users/me").expect(200)["id"])


def unused_address(name: str = "someone") -> str:
    return f"{name.lower()}-{uuid.uuid4().hex[:12]}@example.com"


def sign_up(stack: Stack, email: str, name: str = "Ada", timezone: str = "Europe/London") -> Reply:
    body = {"email": email, "password": PASSWORD, "name": name, "timezone": timezone}
    reply = Api(stack.api_url).post("/auth/signup", body)
    reply.expect(201)
    return reply


def code_for(stack: Stack, email: str) -> str:
    """The newest confirmation code that was mailed to `email`."""

    def newest() -> str | None:
        mails = requests.get(f"{stack.endpoints['mail_url'].rstrip('/')}/mails.json", timeout=10).json()
        return next((mail["code"] for mail in mails if email in mail["recipients"] and mail["code"]), None)

    return eventually(newest, f"the mail with the code to {email}")
