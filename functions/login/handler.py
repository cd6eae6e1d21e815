"""Opens, renews and ends sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.login import browser, logic
from functions.login.provider import UserPool
from functions.login.repository import Profiles
from shared.clients import client
from shared.errors import FieldError, Invalid, Unauthenticated, Unavailable
from shared.http import App, Request, Response
from shared.identity.pacing import pacer
from shared.log import logger
from shared.settings import settings
from shared.table import Table

if TYPE_CHECKING:
    from functions.login.models import LogIn, Session, SessionToken
    from functions.login.provider import Tokens

app = App(__name__)
lambda_handler = app


@app.route("log_in")
def log_in(request: Request, body: LogIn) -> Response[Session]:
    """Open a session. The web app (X-Daybook-Client: web) gets the refresh token in a cookie."""
    _from_own_page(request)
    tokens = logic.log_in(
        _user_pool(), Profiles(Table()), pacer, body.email, body.password, request.received_at
    )
    return _session(request, tokens)


@app.route("refresh_session")
def refresh_session(request: Request, body: SessionToken | None) -> Response[Session]:
    """Get another access token for a session."""
    refresh_token = _refresh_token(request, body)
    tokens = logic.renew(_user_pool(), Profiles(Table()), refresh_token, request.received_at)
    return _session(request, tokens)


@app.route("log_out", status=204)
def log_out(request: Request, body: SessionToken | None) -> Response[None]:
    """End a session. Its refresh token is revoked; access tokens end by themselves, within the hour."""
    if not _from_own_page(request):
        _user_pool().end_session(_token_in(body))
        return Response()
    if token := request.cookies.get(browser.COOKIE):
        _end_in_browser(token)
    return Response(cookies=[browser.cookie_removed()])


def _end_in_browser(refresh_token: str) -> None:
    try:
        _user_pool().end_session(refresh_token)
    except Unavailable:
        # To refuse would leave the cookie, and the person signed in, on what may be a shared machine.
        logger.exception("a session could not be revoked; its cookie is removed all the same")


def _from_own_page(request: Request) -> bool:
    """True for the web app, False for other clients. Raises Forbidden for a browser on another site."""
    if not browser.is_browser(request.headers):
        return False
    browser.require_own_page(request.headers.get("origin", ""), request.viewer_host)
    return True


def _refresh_token(request: Request, body: SessionToken | None) -> str:
    if not _from_own_page(request):
        return _token_in(body)
    if token := request.cookies.get(browser.COOKIE):
        return token
    raise Unauthenticated("There is no session. Sign in.", code="session-ended")


def _token_in(body: SessionToken | None) -> str:
    if body is None or body.refresh_token is None:
        raise Invalid("Which session?", [FieldError("/refresh_token", "is required")])
    return body.refresh_token


def _session(request: Request, tokens: Tokens) -> Response[Session]:
    session: Session = {
        "access_token": tokens.access,
        "expires_in": tokens.expires_in,
        "token_type": "Bearer",
    }
    cookies = []
    if browser.is_browser(request.headers):
        cookies.append(browser.cookie_with(tokens.refresh))
    else:
        session["refresh_token"] = tokens.refresh
    return Response(session, cookies=cookies)


def _user_pool() -> UserPool:
    public = client("cognito-idp", unsigned=True)
    return UserPool(client("cognito-idp"), public, settings.user_pool_id, settings.user_pool_client_id)
