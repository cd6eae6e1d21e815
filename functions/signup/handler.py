"""Creates an account and confirms its e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.signup import logic
from shared.http import App, Request
from shared.identity.pacing import pacer
from shared.identity.provider import provider
from shared.identity.throttle import guard
from shared.table import Table

if TYPE_CHECKING:
    from functions.signup.models import Confirmation, ResendRequest, SignedUp, SignUp

app = App(__name__)
lambda_handler = app


@app.route("sign_up", status=201)
def sign_up(request: Request, body: SignUp) -> SignedUp:
    """Make an account. A code is sent to the address, which confirms it."""
    logic.register(provider(), pacer, body)
    return {"email": body.email, "code_length": logic.CODE_LENGTH}


@app.route("confirm_sign_up", status=204)
def confirm_sign_up(request: Request, body: Confirmation) -> None:
    """Confirm an address with the code that was sent to it."""
    attempt = guard(Table(), "confirm", body.email, request.source_address, request.received_at)
    logic.confirm(provider(), pacer, attempt, body.email, body.code)


@app.route("resend_code", status=204)
def resend_code(request: Request, body: ResendRequest) -> None:
    """Send the code again. The answer is the same for every address."""
    logic.resend(provider(), pacer, body.email)
