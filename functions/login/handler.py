"""Opens, renews and ends sessions, and sets forgotten passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.login import browser, opening, renewing, resetting
from functions.login.desk import Caller, Desk
from shared.errors import FieldError, Invalid, Unauthenticated, Unavailable
from shared.http import App, Request, Response
from shared.identity import session_cookie
from shared.identity.pacing import pacer
from shared.identity.provider import provider
from shared.identity.user_agents import device_of
from shared.log import logger
from shared.table import Table

if TYPE_CHECKING:
    from functions.login.models import (
        Forgotten,
        LoggedIn,
        LogIn,
        Recovery,
        Reset,
        SecondFactor,
        Session,
        SessionToken,
    )

app = App(__name__)
lambda_handler = app


@app.route("log_in")
def log_in(request: Request, body: LogIn) -> Response[LoggedIn]:
    """Open a session, or learn that the account asks for a second factor.

    The web app (X-Daybook-Client: web) gets the refresh token in a cookie.
    """
    _from_own_page(request)
    opened = opening.with_password(_desk(request), body.email, body.password)
    if isinstance(opened, str):
        return Response({"challenge": "totp", "session": opened})
    return _session(request, opened)


@app.route("log_in_with_code")
def log_in_with_code(request: Request, body: SecondFactor) -> Response[Session]:
    """Open the session with the code of an authenticator app."""
    _from_own_page(request)
    return _session(request, opening.with_code(_desk(request), body.session, body.code))


@app.route("log_in_with_recovery_code")
def log_in_with_recovery_code(request: Request, body: Recovery) -> Response[Session]:
    """Open a session without the authenticator app. The second factor is off afterwards."""
    _from_own_page(request)
    desk = _desk(request)
    return _session(request, opening.with_recovery_code(desk, body.email, body.password, body.recovery_code))


@app.route("refresh_session")
def refresh_session(request: Request, body: SessionToken | None) -> Response[Session]:
    """Get another access token for a session, and the next refresh token.

    The one that was sent stays good until the next one is first used. Once it has been replaced, using it
    again ends the session.
    """
    refresh_token = _refresh_token(request, body)
    return _session(request, renewing.renew(_desk(request), refresh_token))


@app.route("log_out", status=204)
def log_out(request: Request, body: SessionToken | None) -> Response[None]:
    """End a session. Its access tokens are refused within a minute."""
    if not _from_own_page(request):
        renewing.end(_desk(request), _token_in(body))
        return Response()
    if token := request.cookies.get(session_cookie.COOKIE):
        _end_in_browser(request, token)
    return Response(cookies=[session_cookie.cookie_removed()])


@app.route("forgot_password", status=204)
def forgot_password(request: Request, body: Forgotten) -> None:
    """Have a code sent that sets another password. The answer is the same for every address."""
    resetting.forgot(_desk(request), body.email)


@app.route("reset_password", status=204)
def reset_password(request: Request, body: Reset) -> None:
    """Set another password with the code that was sent. All sessions end."""
    resetting.reset(_desk(request), body.email, body.code, body.password)


def _end_in_browser(request: Request, refresh_token: str) -> None:
    try:
        renewing.end(_desk(request), refresh_token)
    except Unavailable:
        # To refuse would leave the cookie, and the person signed in, on what may be a shared machine.
        logger.exception("a session could not be ended; its cookie is removed all the same")


def _from_own_page(request: Request) -> bool:
    """True for the web app, False for other clients. Raises Forbidden for a browser on another site."""
    if not browser.is_browser(request.headers):
        return False
    browser.require_own_page(request.headers.get("origin", ""), request.viewer_host)
    return True


def _refresh_token(request: Request, body: SessionToken | None) -> str:
    if not _from_own_page(request):
        return _token_in(body)
    if token := request.cookies.get(session_cookie.COOKIE):
        return token
    raise Unauthenticated("There is no session. Sign in.", code="session-ended")


def _token_in(body: SessionToken | None) -> str:
    if body is None or body.refresh_token is None:
        raise Invalid("Which session?", [FieldError("/refresh_token", "is required")])
    return body.refresh_token


def _session(request: Request, opened: opening.Opened) -> Response[Any]:
    session: Session = {
        "access_token": opened.signed_in.access_token,
        "expires_in": opened.signed_in.expires_in,
        "token_type": "Bearer",
    }
    cookies = []
    if browser.is_browser(request.headers):
        cookies.append(session_cookie.cookie_with(opened.refresh_token))
    else:
        session["refresh_token"] = opened.refresh_token
    return Response(session, cookies=cookies)


def _desk(request: Request) -> Desk:
    device = device_of(request.headers.get("user-agent", ""))
    caller = Caller(device, request.source_address, request.received_at)
    return Desk(provider(), Table(), pacer, caller)
