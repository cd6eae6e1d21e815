"""scrypt, as the own identity keeps passwords."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity import scrypt
from tests.support.thorough import examples

CHEAP = scrypt.Cost(n=16, r=8, p=1)


@pytest.fixture(autouse=True, scope="module")
def _cheap() -> Iterator[None]:
    with scrypt.override(CHEAP):
        yield


def test_costs_what_owasp_asks_for_unless_a_test_says_otherwise() -> None:
    with scrypt.override(scrypt.OWASP):
        assert scrypt.hashed("correct horse battery staple").startswith("scrypt$131072$8$1$")


@examples(30)
@given(st.text(max_size=256), st.text(max_size=256))
def test_only_the_password_itself_matches(password: str, other: str) -> None:
    stored = scrypt.hashed(password)
    assert scrypt.matches(password, stored)
    assert scrypt.matches(other, stored) == (other == password)


def test_the_same_password_is_never_stored_alike() -> None:
    assert scrypt.hashed("x") != scrypt.hashed("x")


def test_is_the_scrypt_of_rfc_7914() -> None:
    """Its second vector (section 12): N=1024, r=8, p=16, of which the first 32 bytes are kept here."""
    derived = bytes.fromhex("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162")
    text = f"scrypt$1024$8$16${base64.b64encode(b'NaCl').decode()}${base64.b64encode(derived).decode()}"
    assert scrypt.matches("password", text)
    assert not scrypt.matches("Password", text)


def test_what_was_stored_at_another_cost_still_matches_and_is_known_for_it() -> None:
    stored = scrypt.hashed("x")
    with scrypt.override(CHEAP._replace(n=32)):
        assert scrypt.matches("x", stored)
        assert scrypt.is_weaker(stored)
        assert not scrypt.is_weaker(scrypt.hashed("x"))


def test_nobody_has_no_password_but_takes_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    real = hashlib.scrypt

    def counting(password: bytes, **how: object) -> bytes:
        asked.append({"n": how["n"], "r": how["r"], "p": how["p"]})
        return real(password, **how)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(hashlib, "scrypt", counting)
    assert not scrypt.matches("x", None)
    assert not scrypt.matches("", None)
    assert asked == [CHEAP._asdict()] * 2


@pytest.mark.parametrize("stored", ["md5$16$8$1$AA==$AA==", "plain", ""])
def test_what_is_none_of_ours_is_never_taken_for_a_wrong_password(stored: str) -> None:
    with pytest.raises(ValueError):
        scrypt.matches("x", stored)
