"""What people do with their accounts, for the tests against a running local cloud."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pyotp
import requests

from tests.support.stack import PASSWORD, Account, Api, Stack, eventually

# The authorizer's answer is kept for a minute; a little more for a machine that is busy.
UNTIL_SEEN_S = 90


def mails(stack: Stack, email: str) -> list[dict[str, Any]]:
    """The latest mails to the address, newest first."""
    every = requests.get(f"{stack.endpoints['mail_url'].rstrip('/')}/mails.json", timeout=10).json()
    return [mail for mail in every if email in mail["recipients"]]


def code_after(stack: Stack, email: str, ask: Callable[[], object]) -> str:
    """The code of the mail that arrives when `ask` has been called."""
    before = {mail["id"] for mail in mails(stack, email)}
    ask()

    def new() -> str | None:
        return next((m["code"] for m in mails(stack, email) if m["code"] and m["id"] not in before), None)

    return eventually(new, f"a new code to {email}")


def log_in(stack: Stack, email: str, password: str = PASSWORD, agent: str = "") -> dict[str, Any]:
    """The answer to a login: a session, or a challenge."""
    headers = {"user-agent": agent} if agent else {}
    body = {"email": email, "password": password}
    answer: dict[str, Any] = Api(stack.api_url).post("/auth/login", body, headers=headers).expect(200)
    return answer


def with_token(stack: Stack, token: str) -> Api:
    return Api(stack.api_url, token)


def is_refused(api: Api) -> bool:
    """Whether the token is none any more; asked of the function that has the least to do."""
    status = api.get("/users/me").status
    assert status in (200, 401), status
    return status == 401


def await_refusal(api: Api, what: str) -> None:
    eventually(lambda: is_refused(api), what, seconds=UNTIL_SEEN_S)


class Authenticator:
    """An authenticator app. A code is shown once: a second one is asked for, so it is the next one's turn."""

    def __init__(self, secret: str) -> None:
        self._totp, self._last = pyotp.TOTP(secret), 0

    def code(self) -> str:
        """A code of now or of half a minute ahead, never one that was shown before."""
        while (step := max(self._last + 1, self._now())) > self._now() + 1:
            time.sleep(0.5)
        self._last = step
        return self._totp.at(step * 30)

    def wrong_code(self) -> str:
        """Of an hour ago."""
        return self._totp.at((self._now() - 120) * 30)

    @staticmethod
    def _now() -> int:
        return int(time.time()) // 30


def enrol(account: Account) -> tuple[Authenticator, list[str]]:
    """The second step is on afterwards; the app, and the recovery codes."""
    secret = account.api.post("/users/me/mfa", {"password": account.password}).expect(200)["secret"]
    app = Authenticator(secret)
    shown = account.api.post("/users/me/mfa/verify", {"code": app.code()}).expect(200)
    return app, shown["recovery_codes"]
