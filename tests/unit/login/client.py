"""Calls of the login function, as a client makes them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import jwt
from botocore.exceptions import ReadTimeoutError

from functions.login.handler import app
from shared.identity import sessions
from shared.identity.sessions import Session
from shared.table import Table
from tests.support.cognito import PASSWORD
from tests.support.events import call, http_event

ADA = "ada@example.com"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


def post(path: str, body: Any, user_agent: str = FIREFOX, **options: Any) -> SimpleNamespace:
    headers = {"user-agent": user_agent, **options.pop("headers", {})}
    return call(app, http_event("POST", f"/v1/auth/{path}", body, user=None, headers=headers, **options))


def log_in(email: str = ADA, password: str = PASSWORD, **options: Any) -> SimpleNamespace:
    return post("login", {"email": email, "password": password}, **options)


def refresh(refresh_token: str, **options: Any) -> SimpleNamespace:
    return post("refresh", {"refresh_token": refresh_token}, **options)


def code_of(answer: SimpleNamespace) -> str:
    return str(answer.body["type"]).rpartition(":")[2]


def pointer_of(answer: SimpleNamespace) -> str:
    (error,) = answer.body["errors"]
    return str(error["pointer"])


def claims_of(answer: SimpleNamespace) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(answer.body["access_token"], options={"verify_signature": False})
    return claims


def session_of(table: Table, answer: SimpleNamespace) -> Session:
    """What is stored about the session whose access token the answer has."""
    claims = claims_of(answer)
    found = sessions.find(table, claims["sub"], claims["origin_jti"])
    assert found is not None
    return found


def events_of(table: Table, user_id: str) -> list[str]:
    """The kinds of the person's security events, sorted: those of one millisecond have no order."""
    return sorted(item["kind"] for item in table.query_all(f"AUTH#{user_id}", begins_with="EVENT#"))


class Unreachable:
    """A DynamoDB that does not answer."""

    def __getattr__(self, operation: str) -> Any:
        def fail(**_: Any) -> Any:
            raise ReadTimeoutError(endpoint_url="https://dynamodb")

        return fail
