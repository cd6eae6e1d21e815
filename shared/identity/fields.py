"""Types of body fields about a person's account. Imported by models.py files only: they need pydantic."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from shared.identity import addresses
from shared.identity.timezones import is_timezone

MIN_PASSWORD_LENGTH = 12  # as password_policy in terraform/modules/user_pool
MAX_PASSWORD_LENGTH = 256  # Cognito's own limit
CODE_LENGTH = 6  # Cognito's, too


def _timezone(name: str) -> str:
    if not is_timezone(name):
        raise ValueError('must be a time zone of the IANA database, like "Europe/London" or "UTC"')
    return name


def _code(code: str) -> str:
    # Mails, apps and people write codes as "123 456".
    digits = "".join(code.split())
    if len(digits) != CODE_LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"must be the {CODE_LENGTH} digits of the code")
    return digits


def _looked_up(text: str) -> str:
    address = addresses.normalise(text)
    # A user pool takes a user id for a name as well: guesses at it would be counted apart from those at the
    # address, and a notice would go to it. Nobody's address begins with an @.
    return address if "@" in address else f"@{address}"[: addresses.MAX_LENGTH]


EmailAddress = Annotated[str, StringConstraints(max_length=1000), AfterValidator(addresses.checked)]
"""Normalised. The bound before the check only keeps the check cheap."""

KnownEmailAddress = Annotated[
    str,
    StringConstraints(min_length=1, max_length=addresses.MAX_LENGTH),
    AfterValidator(_looked_up),
]
"""Normalised but not checked: to look an address up, any text will do, and an odd one is simply not known."""

NewPassword = Annotated[
    str, StringConstraints(min_length=MIN_PASSWORD_LENGTH, max_length=MAX_PASSWORD_LENGTH)
]
"""Length is the only rule (NIST SP 800-63B, 5.1.1.2). Trimmed, as Cognito takes no space at either end."""

Password = Annotated[str, StringConstraints(min_length=1, max_length=MAX_PASSWORD_LENGTH)]
"""Trimmed and in NFC like the one that was set: another keyboard or a copied line end locks nobody out."""

Timezone = Annotated[str, StringConstraints(max_length=100), AfterValidator(_timezone)]

Code = Annotated[
    str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^[0-9]{{{CODE_LENGTH}}}$"})
]
"""Six digits from a mail or an authenticator app, as text: a code may begin with 0."""
