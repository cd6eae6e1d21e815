"""Which scopes there are, and which of them personal access tokens may have."""

from __future__ import annotations

from typing import get_args

from functions.security.models import Scope
from shared.identity.access_tokens import SCOPES
from tools.manifests import load_all

# What closes, opens or hands over the account takes a session, which asks for the password.
SESSIONS_ONLY = {"security:read", "security:write"}


def test_tokens_may_have_every_scope_of_the_manifests_but_those_of_security() -> None:
    declared = {route.scope for manifest in load_all().values() for route in manifest.routes} - {None}
    assert set(SCOPES) == declared - SESSIONS_ONLY


def test_each_of_them_can_be_asked_for() -> None:
    assert get_args(Scope) == SCOPES
