"""The user pool of this installation, and what its parts of the provider have in common."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shared.clients import client
from shared.errors import FieldError, Invalid, Unauthenticated
from shared.identity.cognito import Refused, answers
from shared.identity.provider import SignedIn
from shared.log import logger
from shared.metrics import count
from shared.settings import settings

MAIL_FAILED = "CodeDeliveryFailureException"
NOBODY = "UserNotFoundException"
# post_confirmation failed. Cognito has done what it was asked for by then, and does not take it back.
TRIGGER_FAILED = frozenset(
    {"UnexpectedLambdaException", "UserLambdaValidationException", "InvalidLambdaResponseException"}
)
# One answer to a wrong password, an unknown address, a disabled account and too many attempts; on calls with
# a token: it has been revoked, or its person is gone.
NOT_AUTHORISED = frozenset({"NotAuthorizedException", NOBODY})


class Pool:
    """Everything is looked up when it is needed: signing up has no pool id, and no rights to sign with."""

    @property
    def client(self) -> Any:
        """cognito-idp with the function's own rights."""
        return client("cognito-idp")

    @property
    def public(self) -> Any:
        """cognito-idp without credentials, for what anyone may call who has a token or nothing."""
        return client("cognito-idp", unsigned=True)

    @property
    def pool_id(self) -> str:
        return settings.user_pool_id

    @property
    def client_id(self) -> str:
        return settings.user_pool_client_id

    def person(self, name: str) -> dict[str, Any]:
        """AdminGetUser of a user id or an address. Raises Refused."""
        with answers():
            found: dict[str, Any] = self.client.admin_get_user(UserPoolId=self.pool_id, Username=name)
        return found


def attributes_of(person: dict[str, Any]) -> dict[str, str]:
    """All that Cognito says about a person, by name."""
    return {item["Name"]: item["Value"] for item in person["UserAttributes"]}


def signed_in(answer: dict[str, Any], renewal: str = "") -> SignedIn:
    """The session in an answer with tokens; `renewal` is what it was renewed with.

    The access token has just come from Cognito, so that nothing of it is verified.
    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
    """
    result = answer["AuthenticationResult"]
    claims = claims_of(result["AccessToken"])
    return SignedIn(
        user_id=claims["sub"],
        session_id=claims["origin_jti"],
        access_token=result["AccessToken"],
        expires_in=result["ExpiresIn"],
        # Cognito sends a refresh token along with a renewal only when rotation is on.
        renewal=result.get("RefreshToken") or renewal,
    )


def claims_of(token: str) -> dict[str, Any]:
    """What stands in a JWT, unverified. Raises ValueError or IndexError for something else."""
    payload = token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return claims


@contextmanager
def of_a_person() -> Iterator[None]:
    """Around one call about somebody who is signed in: raises Unauthenticated when they are no more."""
    try:
        with answers():
            yield
    except Refused as refusal:
        if refusal.code in NOT_AUTHORISED:
            raise session_ended() from refusal
        raise


def session_ended() -> Unauthenticated:
    return Unauthenticated("The session has ended. Sign in again.", code="session-ended")


def password_refused(refusal: Refused, pointer: str = "/password") -> Invalid:
    """Only a pool that is stricter than shared/identity gets here."""
    policy = refusal.reason.rpartition("policy: ")[2]
    return Invalid("Choose another password.", [FieldError(pointer, f"is not accepted: {policy}")])


def report_mail_failure(refusal: Refused) -> None:
    """For the operator: the person was told what they would have been told with the mail on its way."""
    logger.error("a code could not be sent: check the pool's e-mail settings", reason=refusal.reason)
    count("CodeDeliveryFailures")
