"""E-mail addresses: one spelling for each, and a check that catches typing errors before a mail is sent."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 128  # of Cognito's user names, which the addresses are; mail itself would allow 254
MAX_LOCAL_LENGTH = 64  # RFC 5321, 4.5.3.1.1

# The dot-atom of RFC 5322, 3.2.3 before the @, host names of RFC 1123, 2.1 after it. Quoted local parts and
# address literals are left out: nobody has one, and both are ways to smuggle in characters.
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SHAPE = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=[a-z])[a-z0-9-]*[a-z0-9]")


def normalise(address: str) -> str:
    """The one spelling under which an address is stored and looked up: trimmed, NFC, lower case.

    The part before the @ may by the standard differ in case; no provider of today makes use of that, and
    people do not expect it.
    """
    return unicodedata.normalize("NFC", address.strip()).lower()


def checked(address: str) -> str:
    """`address`, normalised. Raises ValueError, worded for whoever typed it, when no mail could reach it."""
    address = normalise(address)
    local, at, _ = address.rpartition("@")
    if not at or not local:
        raise ValueError("must be an e-mail address like name@example.com")
    if len(address) > MAX_LENGTH or len(local) > MAX_LOCAL_LENGTH:
        raise ValueError(
            f"must have at most {MAX_LOCAL_LENGTH} characters before the @ and {MAX_LENGTH} in all"
        )
    if not address.isascii():
        # Amazon SES carries no SMTPUTF8:
        # https://docs.aws.amazon.com/ses/latest/DeveloperGuide/send-email-concepts-email-format.html
        raise ValueError("must have plain letters only (write an international domain in its xn-- form)")
    if not _SHAPE.fullmatch(address):
        raise ValueError("must be an e-mail address like name@example.com")
    return address
