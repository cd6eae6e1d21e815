"""What signing up takes and gives."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from shared.identity.answers import Language
from shared.identity.fields import Code, EmailAddress, KnownEmailAddress, NewPassword, Timezone
from shared.models import Input, Text


class SignUp(Input):
    email: EmailAddress
    password: NewPassword
    """At least 12 characters of any kind, and nothing that guessers try first."""
    name: Annotated[str, Text(100)]
    """How the person wants to be called."""
    timezone: Timezone
    """Name in the IANA time zone database; a browser knows its own."""
    language: Language | None = None
    """What mails are written in, from the first one on. Null: English."""


class SignedUp(TypedDict):
    """The same whether or not the address was known before."""

    email: str
    code_length: int


class Confirmation(Input):
    email: KnownEmailAddress
    code: Code


class ResendRequest(Input):
    email: KnownEmailAddress
