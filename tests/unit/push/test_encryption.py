"""The example of RFC 8291, and what browsers can open."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from shared.push.encoding import from_text, to_text
from shared.push.encryption import encrypt

# RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
OUR_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A"
    "_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_published_example() -> None:
    key = ec.derive_private_key(int.from_bytes(from_text(OUR_KEY), "big"), ec.SECP256R1())
    assert to_text(encrypt(PLAIN, P256DH, AUTH, salt=from_text(SALT), key=key)) == BODY


def test_no_two_bodies_are_the_same() -> None:
    assert encrypt(PLAIN, P256DH, AUTH) != encrypt(PLAIN, P256DH, AUTH)


@pytest.mark.parametrize("p256dh", ["", "AAAA", P256DH[:-4], "B" + "A" * 86, "!" * 87])
def test_what_is_no_key_is_refused(p256dh: str) -> None:
    with pytest.raises(ValueError):
        encrypt(PLAIN, p256dh, AUTH)
