"""Opening, renewing and ending sessions of a user pool."""

from __future__ import annotations

from typing import Any

from shared.errors import Forbidden, Unauthenticated
from shared.identity.cognito import Refused, answers, busy
from shared.identity.cognito_pool import (
    NOBODY,
    NOT_AUTHORISED,
    Pool,
    attributes_of,
    session_ended,
    signed_in,
)
from shared.identity.provider import Challenge, CodeRefused, SignedIn
from shared.log import logger

_TOTP = "SOFTWARE_TOKEN_MFA"
# A code that has been used already is an ExpiredCodeException.
_CODE_REFUSED = frozenset({"CodeMismatchException", "ExpiredCodeException"})


class Sessions(Pool):
    """See Provider. A challenge's `state` is Cognito's Session: it takes several codes, and one right one."""

    def log_in(self, email: str, password: str) -> SignedIn | Challenge:
        answer = self._with_password(email, password)
        if answer.get("ChallengeName") == _TOTP:
            return Challenge(attributes_of(self.person(email))["sub"], answer["Session"])
        _refuse_other_challenges(answer)
        return signed_in(answer)

    def answer(self, challenge: Challenge, code: str) -> SignedIn:
        try:
            with answers():
                answer = self.client.admin_respond_to_auth_challenge(
                    UserPoolId=self.pool_id,
                    ClientId=self.client_id,
                    ChallengeName=_TOTP,
                    Session=challenge.state,
                    ChallengeResponses={"USERNAME": challenge.user_id, "SOFTWARE_TOKEN_MFA_CODE": code},
                )
        except Refused as refusal:
            raise _answer_error(refusal) from refusal
        _refuse_other_challenges(answer)
        return signed_in(answer)

    def renew(self, user_id: str, session_id: str, renewal: str) -> SignedIn:
        try:
            answer = self._initiate("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=renewal)
        except Refused as refusal:
            if refusal.code in NOT_AUTHORISED:
                raise session_ended() from refusal
            raise
        return signed_in(answer, renewal)

    def end(self, renewal: str) -> None:
        # What means nothing to Cognito is as good as revoked.
        try:
            with answers():
                self.public.revoke_token(Token=renewal, ClientId=self.client_id)
        except Refused as refusal:
            logger.info("nothing to revoke", code=refusal.code)

    def end_all(self, user_id: str) -> None:
        try:
            with answers():
                self.client.admin_user_global_sign_out(UserPoolId=self.pool_id, Username=user_id)
        except Refused as refusal:
            if refusal.code != NOBODY:
                raise

    def check_password(self, user_id: str, email: str, password: str) -> bool:
        # By user id: Cognito takes it for the address, and an address may have changed hands.
        try:
            answer = self._with_password(user_id, password)
        except Unauthenticated:
            return False
        if "AuthenticationResult" in answer:
            # Cognito can check a password only by opening a session.
            self.end(answer["AuthenticationResult"]["RefreshToken"])
        return True

    def _with_password(self, name: str, password: str) -> dict[str, Any]:
        try:
            return self._initiate("ADMIN_USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=password)
        except Refused as refusal:
            raise _login_error(refusal) from refusal

    def _initiate(self, flow: str, **parameters: str) -> dict[str, Any]:
        with answers():
            answer: dict[str, Any] = self.client.admin_initiate_auth(
                UserPoolId=self.pool_id, ClientId=self.client_id, AuthFlow=flow, AuthParameters=parameters
            )
        return answer


def _refuse_other_challenges(answer: dict[str, Any]) -> None:
    if challenge := answer.get("ChallengeName"):
        logger.warning("login stopped at a challenge", challenge=challenge)
        raise Forbidden(
            "This account asks for a second step that Daybook does not know. Ask whoever runs it.",
            code="second-step-unsupported",
        )


def _login_error(refusal: Refused) -> Exception:
    if refusal.code in NOT_AUTHORISED:
        return Unauthenticated("E-mail address or password is wrong.", code="invalid-credentials")
    if refusal.code == "UserNotConfirmedException":
        return Forbidden(
            "Confirm your e-mail address first, with the code we sent.", code="email-not-confirmed"
        )
    if refusal.code == "PasswordResetRequiredException":
        return Forbidden(
            'Your password has to be set anew: choose "Forgot password".', code="password-reset-required"
        )
    if refusal.code == "LimitExceededException":
        return busy()
    return refusal


def _answer_error(refusal: Refused) -> Exception:
    if refusal.code in _CODE_REFUSED:
        return CodeRefused()
    # After too many codes Cognito takes the Session back, too.
    if refusal.code in NOT_AUTHORISED or refusal.code == "TooManyFailedAttemptsException":
        return Unauthenticated("That took too long. Sign in again.", code="challenge-expired")
    return refusal
