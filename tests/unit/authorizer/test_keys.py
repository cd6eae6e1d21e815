"""Where the authorizer has the pool's keys from, and what it does when they cannot be had."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from functions.authorizer import handler
from functions.authorizer.logic import authorize
from functions.authorizer.provider import Keys, KeysUnavailable, address_of_keys, issuer_of
from shared.identity import sessions
from shared.settings import settings
from shared.table import Table
from tests.support.cognito import FakeTime
from tests.support.open_sessions import checks
from tests.support.tokens import CLIENT_ID, ISSUER, POOL_ID, access_claims, access_token, key_set


class Site:
    """Serves `document`, or raises it; counts how often it was asked."""

    def __init__(self, document: bytes | Exception) -> None:
        self.document, self.asked = document, 0

    def fetch(self, address: str) -> bytes:
        self.asked += 1
        if isinstance(self.document, Exception):
            raise self.document
        return self.document


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def site() -> Site:
    return Site(key_set("a", "b"))


@pytest.fixture
def keys(site: Site, time: FakeTime) -> Keys:
    return Keys("https://keys", site.fetch, time.clock)


def test_keys_are_fetched_once_and_parsed_once(keys: Keys, site: Site) -> None:
    first = keys.get("a")
    assert first is not None and keys.get("b") is not first
    assert keys.get("a") is first
    assert site.asked == 1


def test_made_up_key_ids_ask_once_a_minute_at_most(keys: Keys, site: Site, time: FakeTime) -> None:
    keys.get("a")
    time.sleep(60)
    assert [keys.get(f"made up {number}") for number in range(50)] == [None] * 50
    assert site.asked == 2
    time.sleep(59)
    keys.get("made up")
    assert site.asked == 2


def test_a_new_key_is_found_within_a_minute(keys: Keys, site: Site, time: FakeTime) -> None:
    keys.get("a")
    site.document = key_set("a", "b", "c")
    time.sleep(60)
    assert keys.get("c") is not None


def test_a_known_key_keeps_working_without_the_network(keys: Keys, site: Site, time: FakeTime) -> None:
    keys.get("a")
    site.document = OSError("no route")
    time.sleep(3600)
    assert keys.get("a") is not None
    with pytest.raises(KeysUnavailable):
        keys.get("c")
    assert keys.get("b") is not None


def test_after_an_outage_an_unknown_key_is_looked_for_again(keys: Keys, site: Site, time: FakeTime) -> None:
    keys.get("a")
    good, site.document = site.document, OSError("no route")
    time.sleep(60)
    with pytest.raises(KeysUnavailable):
        keys.get("c")
    site.document = good
    time.sleep(60)
    assert keys.get("c") is None


@pytest.mark.parametrize("document", [OSError("no route"), b"<html>", b"[]", b"{}", b'{"keys": [{}]}'])
def test_without_any_key_the_authorizer_fails_rather_than_decides(
    document: bytes | Exception, time: FakeTime
) -> None:
    site = Site(document)
    keys = Keys("https://keys", site.fetch, time.clock)
    event = {"headers": {"authorization": f"Bearer {access_token(key='a')}"}}
    with pytest.raises(KeysUnavailable):
        authorize(event, checks(keys), 0)
    site.document = key_set("a")
    assert authorize(event, checks(keys), 0)["context"]["problem"] == ""


def test_keys_that_do_not_sign_are_passed_over(time: FakeTime) -> None:
    (key,) = json.loads(key_set("a"))["keys"]
    other = [{**key, "kid": "enc", "use": "enc"}, {"kid": "ec", "kty": "EC"}, {**key, "kid": "bad", "n": "*"}]
    site = Site(json.dumps({"keys": [key, *other]}).encode())
    keys = Keys("https://keys", site.fetch, time.clock)
    assert keys.get("a") is not None
    assert keys.get("enc") is None and keys.get("ec") is None
    bad = {"headers": {"authorization": f"Bearer {access_token(key='a', key_id='bad')}"}}
    assert authorize(bad, checks(keys), 0)["context"]["problem"] == "token_invalid"


class TestAddress:
    def test_is_the_issuers_on_aws(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
        assert issuer_of(POOL_ID) == ISSUER
        assert address_of_keys(POOL_ID) == f"{ISSUER}/.well-known/jwks.json"

    def test_is_the_endpoints_elsewhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:4566/")
        assert address_of_keys(POOL_ID) == f"http://localhost:4566/{POOL_ID}/.well-known/jwks.json"


@pytest.fixture
def published_keys() -> Iterator[str]:
    """The address of a server that has the pool's key set where Cognito has it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == f"/{POOL_ID}/.well-known/jwks.json" else 404)
            self.end_headers()
            self.wfile.write(key_set())

        def log_message(self, *arguments: object) -> None:
            """Not on the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.enable_socket
def test_the_function_finds_the_keys_of_its_pool(
    published_keys: str, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(timezone.utc)
    table.put(sessions.new_item(access_claims()["sub"], "session-1", "Firefox", "192.0.2.1", now, mfa=False))
    monkeypatch.setenv("AWS_ENDPOINT_URL", published_keys)
    handler._checks.cache_clear()
    with settings.override(user_pool_id=POOL_ID, user_pool_client_id=CLIENT_ID):
        answer = handler.lambda_handler({"headers": {"authorization": f"Bearer {access_token()}"}})
    handler._checks.cache_clear()
    assert answer["context"]["problem"] == ""
