"""What only the holder of a secret can read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity.sealing import Unsealable, digest, matches, new_secret, seal, unseal
from tests.support.thorough import examples


@given(text=st.text(), purpose=st.text())
@examples(30)
def test_what_is_sealed_opens_with_its_own_secret_and_purpose_only(text: str, purpose: str) -> None:
    secret = new_secret()
    sealed = seal(text, secret, purpose)
    assert unseal(sealed, secret, purpose) == text
    broken = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for attempt in (
        (sealed, new_secret(), purpose),
        (sealed, secret, purpose + "."),
        (broken, secret, purpose),
    ):
        with pytest.raises(Unsealable):
            unseal(*attempt)
    with pytest.raises(Unsealable):
        unseal(sealed[:10], secret, purpose)


def test_a_secret_is_known_by_its_digest_only() -> None:
    secret, other = new_secret(), new_secret()
    assert matches(secret, digest(secret))
    assert not matches(other, digest(secret))
    assert not matches(secret, None) and not matches("", None)


def test_the_same_text_is_never_sealed_the_same() -> None:
    secret = new_secret()
    assert seal("text", secret, "purpose") != seal("text", secret, "purpose")
