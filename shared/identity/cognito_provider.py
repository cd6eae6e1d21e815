"""Credentials in an Amazon Cognito user pool. What each method does: shared/identity/provider.py.

What the function is granted decides what it can call; tools/local bridges what the local pool lacks.
"""

from __future__ import annotations

from shared.identity.cognito_accounts import Accounts
from shared.identity.cognito_people import People
from shared.identity.cognito_sessions import Sessions
from shared.identity.provider import Provider


class CognitoProvider(Accounts, Sessions, People):
    """Clients come from shared.clients and ids from settings, each when it is first used."""


def from_settings() -> Provider:
    return CognitoProvider()
