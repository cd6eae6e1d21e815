"""Demo data: a person whose Today page has something on it. Made through the API, as any client would."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tools.local import demo_life, demo_plans
from tools.local.errors import LocalError
from tools.local.files import read_json
from tools.local.mailbox import Mailbox
from tools.local.paths import LocalPaths

EMAIL, PASSWORD = "demo@example.com", "a demo that stays on loopback"
_DAYS_AT_ONCE = 366  # as many as the API takes


@dataclass(frozen=True)
class Person:
    app_url: str
    email: str
    password: str


def create(paths: LocalPaths) -> Person:
    """Raises LocalError when the local cloud is down or refuses something."""
    endpoints = read_json(paths.endpoints)
    if not endpoints:
        raise LocalError("The local cloud is down. `make up` starts it.")
    api = _Api(endpoints["api_url"])
    api.token = _log_in(api, Mailbox(paths.mail))
    today = datetime.now(UTC).date()
    start = f"{today - timedelta(days=demo_life.DAYS)}"
    for habit in demo_life.HABITS:
        api.call("POST", "/habits", {**habit, "start_date": start}, allowed=(409,))
        days = list(demo_life.check_ins(habit, today))
        for first in range(0, len(days), _DAYS_AT_ONCE):
            batch = {"days": days[first : first + _DAYS_AT_ONCE]}
            api.call("PUT", f"/habits/{habit['id']}/checkins", batch)
    api.call("POST", "/vacations", demo_life.vacation(today), allowed=(409,))
    for task in demo_plans.tasks(today):
        api.call("POST", "/tasks", task, allowed=(409,))
    for note in demo_plans.NOTES:
        api.call("POST", "/notes", note, allowed=(409,))
    return Person(endpoints["app_url"], EMAIL, PASSWORD)


def _log_in(api: _Api, mailbox: Mailbox) -> str:
    answer = api.call("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD}, allowed=(401, 403))
    if "access_token" not in answer:
        api.call(
            "POST",
            "/auth/signup",
            {"email": EMAIL, "password": PASSWORD, "name": "Demo", "timezone": "Europe/London"},
        )
        _confirm(api, mailbox)
        answer = api.call("POST", "/auth/login", {"email": EMAIL, "password": PASSWORD})
    return str(answer["access_token"])


def _confirm(api: _Api, mailbox: Mailbox) -> None:
    for _ in range(50):
        mails = [mail for mail in mailbox.list(EMAIL, limit=1) if mail.code]
        if mails:
            api.call("POST", "/auth/confirm", {"email": EMAIL, "code": mails[0].code})
            return
        time.sleep(0.2)
    raise LocalError(
        "The confirmation mail of the demo account did not arrive; see `invoke local.logs signup`."
    )


class _Api:
    def __init__(self, url: str) -> None:
        self._url, self.token = url, ""
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(
        self, method: str, path: str, body: dict[str, Any], allowed: tuple[int, ...] = ()
    ) -> dict[str, Any]:
        """The JSON answer; of an error only when its status is `allowed`."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310  (always the local API)
            self._url + path, json.dumps(body).encode(), headers, method=method
        )
        try:
            with self._opener.open(request, timeout=30) as answer:
                content = answer.read()
        except urllib.error.HTTPError as refused:
            content = refused.read()
            if refused.code not in allowed:
                raise LocalError(
                    f"{method} {path} was refused ({refused.code}): {content.decode(errors='replace')}"
                ) from None
        except OSError as problem:
            raise LocalError(
                f"The local API does not answer: {problem}. `invoke local.status` says what runs."
            ) from problem
        return json.loads(content) if content else {}
