"""The local user pool lets nobody in with a code alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import challenge_sessions
from tools.local.emulator.seams import SeamMissing

REFUSED = (400, "NotAuthorizedException")


class Pool:
    """A user pool as the bridge finds it: every user's code is "123456"."""

    def __init__(self) -> None:
        self.now, self.made = 0.0, 0

        def answer(data: dict[str, Any]) -> Any:
            right = data["ChallengeResponses"].get("SOFTWARE_TOKEN_MFA_CODE") == "123456"
            return (200, "tokens") if right else (400, "CodeMismatchException")

        self.cognito = SimpleNamespace(
            _mfa_challenge_for_user=self._challenge,
            _admin_respond_to_auth_challenge=answer,
            _respond_to_auth_challenge=answer,
            _pool_for_client=lambda client: ({"Id": "pool"}, "pool") if client == "client" else (None, None),
            _resolve_user=lambda pool, name: ({"Username": name}, None),
            error_response_json=lambda code, message, status: (status, code),
        )
        challenge_sessions.install(SimpleNamespace(cognito=self.cognito), lambda: self.now)

    def password(self, name: str, mfa: bool = True) -> Any:
        """What a right password gives."""
        challenge = self.cognito._mfa_challenge_for_user({}, {"Username": name, "mfa": mfa}, "pool", name)
        return challenge and challenge["Session"]

    def code(
        self, session: str, name: str = "ada", code: str = "123456", kind: str = "_admin_respond"
    ) -> Any:
        return getattr(self.cognito, f"{kind}_to_auth_challenge")(
            {
                "ChallengeName": "SOFTWARE_TOKEN_MFA",
                "ClientId": "client",
                "Session": session,
                "ChallengeResponses": {"USERNAME": name, "SOFTWARE_TOKEN_MFA_CODE": code},
            }
        )

    def _challenge(self, pool: Any, user: dict[str, Any], pid: str, username: str) -> Any:
        self.made += 1
        return {"Session": f"session-{self.made}"} if user["mfa"] else None


@pytest.mark.parametrize("kind", ["_admin_respond", "_respond"])
def test_a_code_wants_the_password_first(kind: str) -> None:
    pool = Pool()
    assert pool.code("made up", kind=kind) == pool.code("", kind=kind) == REFUSED
    session = pool.password("ada")
    assert pool.code(session, code="000000", kind=kind) == (400, "CodeMismatchException")
    assert pool.code(session, kind=kind) == (200, "tokens")
    assert pool.code(session, kind=kind) == REFUSED


def test_a_session_is_one_persons_and_ends() -> None:
    pool = Pool()
    session = pool.password("ada")
    assert pool.code(session, name="grace") == REFUSED
    pool.now = challenge_sessions.VALIDITY_S + 1
    assert pool.code(session) == REFUSED


def test_the_rest_is_as_it_was() -> None:
    pool = Pool()
    assert pool.password("ada", mfa=False) is None
    other = {"ChallengeName": "NEW_PASSWORD_REQUIRED", "ChallengeResponses": {}}
    assert pool.cognito._respond_to_auth_challenge(other) == (400, "CodeMismatchException")


def test_a_release_without_what_is_replaced_is_noticed() -> None:
    with pytest.raises(SeamMissing, match=r"1\.5\.33"):
        challenge_sessions.install(SimpleNamespace(cognito=SimpleNamespace()))
