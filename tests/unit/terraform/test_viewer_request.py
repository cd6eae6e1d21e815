"""The CloudFront function, run by Node.js: CloudFront's own runtime has no more than the language."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tools.terraform.workspace import ROOT

SOURCE = ROOT / "modules/static_site/viewer_request.js"


def viewed(uri: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """What the function makes of a request for `uri` by a viewer at 192.0.2.7."""
    sent = {"host": "app.example.com"} | (headers or {})
    given = {name: {"value": value} for name, value in sent.items()}
    event = {"viewer": {"ip": "192.0.2.7"}, "request": {"method": "GET", "uri": uri, "headers": given}}
    script = f"{SOURCE.read_text()}\nconsole.log(JSON.stringify(handler({json.dumps(event)})));"
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


def test_nobody_says_who_they_are_by_themselves() -> None:
    request = viewed("/v1/auth/login", {"x-viewer-host": "evil.example", "x-viewer-address": "198.51.100.1"})
    assert request["headers"]["x-viewer-host"]["value"] == "app.example.com"
    assert request["headers"]["x-viewer-address"]["value"] == "192.0.2.7"
