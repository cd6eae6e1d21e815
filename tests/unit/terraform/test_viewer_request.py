"""The CloudFront function, run by Node.js: CloudFront's own runtime has no more than the language."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tools.terraform.workspace import ROOT

# Node.js is started for each.
pytestmark = pytest.mark.exhaustive

SOURCE = ROOT / "modules/static_site/viewer_request.js"

NO_NAMES: dict[str, Any] = {"app": None, "moved": [], "api": None, "assets": None}
NAMES: dict[str, Any] = {
    "app": "daybook.example.com",
    "moved": ["www.daybook.example.com"],
    "api": "api.daybook.example.com",
    "assets": "assets.daybook.example.com",
}
WITHOUT_STORE = "null"
EMPTY_STORE = "{ get: async () => { throw new Error('KeyNotFound'); } }"
STORE = "{ get: async (key) => key === 'origin-key' ? 'the key' : null }"


def viewed(
    uri: str,
    headers: dict[str, str] | None = None,
    *,
    names: dict[str, Any] | None = None,
    store: str = WITHOUT_STORE,
    app_key: str | None = None,
    method: str = "GET",
    query: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What the function makes of a request for `uri` by a viewer at 192.0.2.7."""
    sent = {"host": "app.example.com"} | (headers or {})
    given = {name: {"value": value} for name, value in sent.items()}
    request = {"method": method, "uri": uri, "headers": given, "querystring": query or {}}
    event = {"viewer": {"ip": "192.0.2.7"}, "request": request}
    script = "\n".join([
        f"const store = {store};",
        f"const HOSTS = {json.dumps(names or NO_NAMES)};",
        f"const APP_KEY = {json.dumps(app_key)};",
        SOURCE.read_text(),
        f"handler({json.dumps(event)}).then((answer) => console.log(JSON.stringify(answer)));",
    ])
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("uri", ["/", "/habits", "/habits/01JABCDEFGHJKMNPQRSTVWXYZ0", "/v1", "/v10/habits"])
def test_an_address_of_the_app_is_its_page(uri: str) -> None:
    assert viewed(uri)["uri"] == "/index.html"


@pytest.mark.parametrize("uri", ["/assets/app-1a2b.js", "/app.webmanifest", "/.well-known/security.txt"])
def test_a_file_is_itself(uri: str) -> None:
    assert viewed(uri)["uri"] == uri


@pytest.mark.parametrize("uri", ["/v1/habits", "/v1/openapi.json", "/v1/auth/login"])
def test_the_api_keeps_its_path_and_is_told_who_asks(uri: str) -> None:
    request = viewed(uri)
    assert request["uri"] == uri
    assert request["headers"]["x-viewer-host"]["value"] == "app.example.com"
    assert request["headers"]["x-viewer-address"]["value"] == "192.0.2.7"


FORGED = {"x-viewer-host": "evil.example", "x-viewer-address": "198.51.100.1", "x-origin-key": "guessed"}


@pytest.mark.parametrize("store", [WITHOUT_STORE, EMPTY_STORE, STORE])
def test_nobody_says_who_they_are_by_themselves(store: str) -> None:
    request = viewed("/v1/auth/login", FORGED, store=store)
    assert request["headers"]["x-viewer-host"]["value"] == "app.example.com"
    assert request["headers"]["x-viewer-address"]["value"] == "192.0.2.7"
    assert request["headers"].get("x-origin-key", {}).get("value") != "guessed"


def test_with_a_firewall_the_api_is_told_that_it_came_this_way() -> None:
    assert viewed("/v1/habits", store=STORE)["headers"]["x-origin-key"]["value"] == "the key"
    assert "x-origin-key" not in viewed("/assets/app-1a2b.js", store=STORE)["headers"]


@pytest.mark.parametrize("store", [WITHOUT_STORE, EMPTY_STORE])
def test_without_a_key_the_request_goes_on_without_one(store: str) -> None:
    assert "x-origin-key" not in viewed("/v1/habits", store=store)["headers"]


class TestKeysOfPrograms:
    def key(self, **more: Any) -> str | None:
        headers = viewed("/v1/habits", **more)["headers"]
        value: str | None = headers.get("x-api-key", {}).get("value")
        return value

    def test_pages_are_given_the_apps(self) -> None:
        assert self.key(app_key="the app's") == "the app's"
        assert self.key() is None
        assert "x-api-key" not in viewed("/assets/app-1a2b.js", app_key="the app's")["headers"]

    def test_a_program_keeps_its_own(self) -> None:
        assert self.key(app_key="the app's", headers={"x-api-key": "its own"}) == "its own"

    def test_at_the_apis_own_host_everybody_brings_one(self) -> None:
        assert self.key(app_key="the app's", headers={"host": NAMES["api"]}, names=NAMES) is None
        assert self.key(app_key="the app's", headers={"host": NAMES["app"]}, names=NAMES) == "the app's"


class TestNamesOfOnesOwn:
    def at(self, host: str, uri: str, **more: Any) -> dict[str, Any]:
        return viewed(uri, {"host": host}, names=NAMES, **more)

    def test_the_app_has_everything(self) -> None:
        assert self.at(NAMES["app"], "/habits")["uri"] == "/index.html"
        assert self.at(NAMES["app"], "/assets/app-1a2b.js")["uri"] == "/assets/app-1a2b.js"
        request = self.at(NAMES["app"], "/v1/habits")
        assert request["headers"]["x-viewer-host"]["value"] == NAMES["app"]

    def test_www_leads_there_with_path_and_query(self) -> None:
        tags = {"value": "a", "multiValue": [{"value": "a"}, {"value": "b%20c"}]}
        query = {"date": {"value": "2026-05-01"}, "tag": tags}
        answer = self.at("WWW.daybook.example.com", "/today", query=query)
        assert answer["statusCode"] == 301
        there = "https://daybook.example.com/today?date=2026-05-01&tag=a&tag=b%20c"
        assert answer["headers"]["location"]["value"] == there

    def test_what_is_more_than_reading_keeps_its_method(self) -> None:
        answer = self.at("www.daybook.example.com", "/v1/habits", method="POST")
        assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (
            308,
            "https://daybook.example.com/v1/habits",
        )

    def test_the_apis_host_answers_nothing_else(self) -> None:
        assert self.at(NAMES["api"], "/v1/habits")["uri"] == "/v1/habits"
        for uri in ("/", "/habits", "/assets/app-1a2b.js", "/index.html"):
            assert self.at(NAMES["api"], uri)["statusCode"] == 404

    def test_the_assets_host_answers_nothing_else(self) -> None:
        assert self.at(NAMES["assets"], "/assets/app-1a2b.js")["uri"] == "/assets/app-1a2b.js"
        for uri in ("/", "/v1/habits", "/index.html", "/sw.js"):
            assert self.at(NAMES["assets"], uri)["statusCode"] == 404

    def test_an_app_that_was_opened_at_cloudfronts_own_name_goes_on(self) -> None:
        old = "d111111abcdef8.cloudfront.net"
        assert self.at(old, "/v1/habits")["headers"]["x-viewer-host"]["value"] == old
        assert self.at(old, "/sw.js")["uri"] == "/sw.js"
        assert self.at(old, "/today")["headers"]["location"]["value"] == "https://daybook.example.com/today"
