"""Creates an account and confirms its e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.signup import logic
from functions.signup.provider import UserPool
from shared.clients import client
from shared.http import App, Request
from shared.identity.pacing import pacer
from shared.settings import settings

if TYPE_CHECKING:
    from functions.signup.models import Confirmation, ResendRequest, SignedUp, SignUp

app = App(__name__)
lambda_handler = app


@app.route("sign_up", status=201)
def sign_up(request: Request, body: SignUp) -> SignedUp:
    """Make an account. A code is sent to the address, which confirms it."""
    logic.register(_user_pool(), pacer, body)
    return {"email": body.email, "code_length": logic.CODE_LENGTH}


@app.route("confirm_sign_up", status=204)
def confirm_sign_up(request: Request, body: Confirmation) -> None:
    """Confirm an address with the code that was sent to it."""
    logic.confirm(_user_pool(), pacer, body.email, body.code)


@app.route("resend_code", status=204)
def resend_code(request: Request, body: ResendRequest) -> None:
    """Send the code again. The answer is the same for every address."""
    logic.resend(_user_pool(), pacer, body.email)


def _user_pool() -> UserPool:
    return UserPool(client("cognito-idp", unsigned=True), settings.user_pool_client_id)
