"""The cookies of /media, by CloudFront's own rules."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from functions.uploads import handler, repository
from shared import clients
from shared.settings import settings
from tests.support.media import NOW, Person

APP = "https://daybook.example.com"
KEY = rsa.generate_private_key(65537, 2048)
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


class FakeSsm:
    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def get_parameter(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        return {"Parameter": {"Value": PEM}}


@pytest.fixture
def ssm(ada: Person) -> Iterator[FakeSsm]:
    ada.table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": APP})
    fake = FakeSsm()
    for kept in (repository.signing_key, handler._app_address):
        kept.cache_clear()
    with settings.override(media_key_id="K123", media_signing_key="/d/key"), clients.override(ssm=fake):
        yield fake
    repository.signing_key.cache_clear()
    handler._app_address.cache_clear()


def cookies_of(answer: Any) -> dict[str, tuple[str, str]]:
    """Value and attributes by name."""
    found = {}
    for cookie in answer.cookies:
        pair, _, attributes = cookie.partition("; ")
        name, _, value = pair.partition("=")
        found[name] = value, attributes
    return found


def verify(signature: bytes, policy: bytes) -> None:
    KEY.public_key().verify(signature, policy, padding.PKCS1v15(), SHA1())  # noqa: S303 - CloudFront's choice


def decoded(value: str) -> bytes:
    return base64.b64decode(value.replace("-", "+").replace("_", "=").replace("~", "/"))


def test_the_cookies_open_the_persons_own_files_for_twelve_hours(ada: Person, ssm: FakeSsm) -> None:
    answer = ada.send("POST", "/media/session")
    assert answer.status == 201
    assert answer.body == {"expires_at": "2099-05-11T00:00:00.000Z"}
    cookies = cookies_of(answer)
    policy = decoded(cookies["CloudFront-Policy"][0])
    (statement,) = json.loads(policy)["Statement"]
    assert statement["Resource"] == f"{APP}/media/ada/*"
    until = int((NOW + timedelta(hours=12)).timestamp())
    assert statement["Condition"] == {"DateLessThan": {"AWS:EpochTime": until}}
    assert cookies["CloudFront-Key-Pair-Id"][0] == "K123"
    signature = decoded(cookies["CloudFront-Signature"][0])
    verify(signature, policy)
    with pytest.raises(InvalidSignature):
        verify(signature, policy + b" ")


def test_no_script_sees_them_and_no_other_path_gets_them(ada: Person, ssm: FakeSsm) -> None:
    for _, attributes in cookies_of(ada.send("POST", "/media/session")).values():
        assert set(attributes.split("; ")) == {
            "HttpOnly", "Secure", "SameSite=Lax", "Path=/media/ada/", "Max-Age=43200",
        }  # fmt: skip


def test_the_key_is_read_once_decrypted(ada: Person, ssm: FakeSsm) -> None:
    for _ in range(2):
        ada.ok("POST", "/media/session")
    assert ssm.asked == [{"Name": "/d/key", "WithDecryption": True}]


def test_a_cookie_value_has_only_what_a_cookie_may_have(ada: Person, ssm: FakeSsm) -> None:
    for value, _ in cookies_of(ada.send("POST", "/media/session")).values():
        assert not set(value) & set('+=/;, "')


def test_who_signs_out_takes_them_along(ada: Person) -> None:
    removed = cookies_of(ada.send("DELETE", "/media/session"))
    assert len(removed) == 3
    assert {value for value, _ in removed.values()} == {""}
    assert all("Max-Age=0" in rest and "Path=/media/ada/" in rest for _, rest in removed.values())


def test_a_stack_without_a_key_says_so(ada: Person, ssm: FakeSsm) -> None:
    with settings.override(media_key_id=""):
        answer = ada.send("POST", "/media/session")
    assert (answer.status, answer.body["type"]) == (503, "urn:daybook:problem:media-key-missing")
    assert "invoke bootstrap" in answer.body["detail"]


def test_without_an_address_of_the_app_nothing_is_signed(ada: Person, ssm: FakeSsm) -> None:
    ada.table.delete("CONFIG#APP", "ADDRESS")
    answer = ada.send("POST", "/media/session")
    assert (answer.status, answer.cookies) == (503, [])
