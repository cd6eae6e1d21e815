"""Files as a browser adds and shows them, against the running stack."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import requests

from tests.support.stack import Account, Stack, eventually
from tests.support.transfers import send

PHOTO = {"purpose": "photo", "name": "me.jpg", "content_type": "image/jpeg"}


def begin(account: Account, data: bytes, **fields: Any) -> Any:
    """A file that waits, with its form."""
    return account.api.post("/uploads", {**PHOTO, "size": len(data), **fields}).expect(201)


def add(account: Account, data: bytes, **fields: Any) -> Any:
    """Uploads, and gives what became of it: ready or refused."""
    made = begin(account, data, **fields)
    sent = send(made, data)
    assert sent.status_code in (200, 201, 204), sent.text

    def look() -> Any:
        found = account.api.get(f"/uploads/{made['id']}").expect(200)
        return found if found["status"] in ("ready", "refused") else None

    # What a person sees within ten seconds on a machine that does nothing else.
    return eventually(look, "the file to be worked on", 60)


class Browser:
    """Loads files at the site's address with the cookies that the API has given to somebody."""

    def __init__(self, stack: Stack, account: Account | None = None) -> None:
        self._site = urlsplit(stack.app_url)
        self.cookies: dict[str, str] = {}
        if account is not None:
            token = {"authorization": f"Bearer {account.api.token}"}
            opened = self.call("POST", "/v1/media/session", token)
            assert opened.status_code == 201, opened.text
            # As requests keeps no cookies of another host, and these are for that in the header.
            lines = opened.raw.headers.getlist("set-cookie")
            self.cookies = dict(line.partition(";")[0].split("=", 1) for line in lines)

    def get(self, path: str) -> requests.Response:
        return self.call("GET", path, {})

    def call(self, method: str, path: str, headers: dict[str, str]) -> requests.Response:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        known = {"cookie": cookie} if cookie else {}
        url = f"http://127.0.0.1:{self._site.port}{path}"
        named = {"host": self._site.netloc, **known, **headers}
        return requests.request(method, url, headers=named, timeout=60)
