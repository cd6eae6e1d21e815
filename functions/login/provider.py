"""The user pool, as far as sessions go."""

from __future__ import annotations

import base64
import json
from typing import Any, NamedTuple

from shared.errors import Forbidden, Unauthenticated
from shared.identity.cognito import Refused, answers, busy
from shared.log import logger


class Tokens(NamedTuple):
    """An open session: a JWT for the API, good for `expires_in` seconds, and the token that renews it."""

    access: str
    expires_in: int
    refresh: str


# One answer to a wrong password, an unknown address, a disabled account and too many attempts.
_WRONG_CREDENTIALS = {"NotAuthorizedException", "UserNotFoundException"}


class UserPool:
    """All methods raise Throttled or Unavailable when Cognito cannot answer.

    client: cognito-idp with the function's own rights. public: the same without credentials.
    """

    def __init__(self, client: Any, public: Any, pool_id: str, client_id: str) -> None:
        self.client, self.public = client, public
        self.pool_id, self.client_id = pool_id, client_id

    def open_session(self, email: str, password: str) -> Tokens:
        """Raises Unauthenticated, or Forbidden when the person has something to do before they may log in."""
        try:
            answer = self._initiate("ADMIN_USER_PASSWORD_AUTH", USERNAME=email, PASSWORD=password)
        except Refused as refusal:
            raise _login_error(refusal) from refusal
        return _tokens(answer)

    def renew_session(self, refresh_token: str) -> Tokens:
        """Raises Unauthenticated when the token is none of ours, has expired or has been revoked."""
        try:
            answer = self._initiate("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=refresh_token)
        except Refused as refusal:
            if refusal.code not in _WRONG_CREDENTIALS:
                raise
            raise Unauthenticated("The session has ended. Sign in again.", code="session-ended") from refusal
        return _tokens(answer, refresh_token)

    def end_session(self, refresh_token: str) -> None:
        """Revokes the token. One that means nothing to Cognito is as good as revoked."""
        try:
            with answers():
                self.public.revoke_token(Token=refresh_token, ClientId=self.client_id)
        except Refused as refusal:
            logger.info("nothing to revoke", code=refusal.code)

    def attributes(self, user_id: str) -> dict[str, str]:
        """The person's attributes by name. Raises Refused."""
        with answers():
            answer = self.client.admin_get_user(UserPoolId=self.pool_id, Username=user_id)
        return {item["Name"]: item["Value"] for item in answer["UserAttributes"]}

    def _initiate(self, flow: str, **parameters: str) -> dict[str, Any]:
        with answers():
            answer: dict[str, Any] = self.client.admin_initiate_auth(
                UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow=flow, AuthParameters=parameters
            )
        return answer


def subject_of(access_token: str) -> str:
    """The user id in a token that has just come from Cognito; nothing is verified."""
    payload = access_token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return str(claims["sub"])


def _tokens(answer: dict[str, Any], refresh_token: str = "") -> Tokens:
    if challenge := answer.get("ChallengeName"):
        logger.warning("login stopped at a challenge", challenge=challenge)
        raise Forbidden(
            "This account asks for a second step, which Daybook does not have yet. Ask whoever runs it.",
            code="second-step-unsupported",
        )
    result = answer["AuthenticationResult"]
    # Cognito sends a refresh token along with a renewal only when rotation is on.
    return Tokens(result["AccessToken"], result["ExpiresIn"], result.get("RefreshToken") or refresh_token)


def _login_error(refusal: Refused) -> Exception:
    if refusal.code in _WRONG_CREDENTIALS:
        return Unauthenticated("E-mail address or password is wrong.", code="invalid-credentials")
    if refusal.code == "UserNotConfirmedException":
        return Forbidden(
            "Confirm your e-mail address first, with the code we sent.", code="email-not-confirmed"
        )
    if refusal.code == "PasswordResetRequiredException":
        return Forbidden(
            "Your password has to be set anew. Ask whoever runs this Daybook.", code="password-reset-required"
        )
    if refusal.code == "LimitExceededException":
        return busy()
    return refusal
