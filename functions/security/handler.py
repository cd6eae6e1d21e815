"""The safety of one's own account over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from functions.security.caller import Caller, caller_of
from functions.security.logic import email, passwords, second_step, sessions, tokens
from functions.security.repository import Account
from shared.http import App, Request, Response, query
from shared.identity import access_tokens, events, profile
from shared.identity.pacing import pacer
from shared.identity.provider import provider
from shared.settings import settings
from shared.table import Table

if TYPE_CHECKING:
    from functions.security.models import (
        AccessTokens,
        AppCode,
        EmailChange,
        EmailConfirmation,
        Enrolment,
        NewAccessToken,
        OpenSessions,
        OwnPassword,
        PasswordChange,
        Profile,
        RecoveryCodes,
        Security,
        SecurityEvents,
        TokenRequest,
    )

app = App(__name__)
lambda_handler = app


@app.route("get_security")
def get_security(request: Request) -> Security:
    """How the account is kept safe at the moment."""
    who = caller_of(request)
    state = _account(who).state()
    mfa = provider().has_totp(who.user_id)
    return {
        "identity": "native" if settings.identity == "native" else "cognito",
        "mfa": mfa,
        "recovery_codes_left": second_step.codes_left(who) if mfa else 0,
        "password_changed_at": state.password_changed_at,
        "closing": None if state.erase_at is None else {"erase_at": state.erase_at},
    }


@app.route("list_sessions")
def list_sessions(request: Request) -> OpenSessions:
    """Where the account is signed in, last used first."""
    return {"items": sessions.listed(caller_of(request))}


@app.route("end_sessions", status=204, query={"keep_current": query.boolean(default=True)})
def end_sessions(request: Request) -> None:
    """End all sessions, or all but the one that asks."""
    sessions.end_all(caller_of(request), provider(), keep_current=request.query["keep_current"])


@app.route("end_session", status=204)
def end_session(request: Request, session_id: str) -> None:
    """End one session. Its tokens are refused from then on, within a minute at the latest."""
    sessions.end(caller_of(request), session_id)


@app.route("enrol_mfa")
def enrol_mfa(request: Request, body: OwnPassword) -> Enrolment:
    """Get a secret for an authenticator app. It counts once a code of the app has been verified."""
    return second_step.enrol(caller_of(request), provider(), body.password)


@app.route("verify_mfa")
def verify_mfa(request: Request, body: AppCode) -> RecoveryCodes:
    """Switch on the second step with a code that the app shows, and get the recovery codes."""
    return {"recovery_codes": second_step.switch_on(caller_of(request), provider(), body.code)}


@app.route("disable_mfa", status=204)
def disable_mfa(request: Request, body: OwnPassword) -> None:
    """Switch off the second step. The recovery codes are void."""
    second_step.switch_off(caller_of(request), provider(), body.password)


@app.route("renew_recovery_codes")
def renew_recovery_codes(request: Request, body: OwnPassword) -> RecoveryCodes:
    """Get ten new recovery codes. The earlier ones are void."""
    return {"recovery_codes": second_step.renew_codes(caller_of(request), provider(), body.password)}


@app.route("change_password", status=204)
def change_password(request: Request, body: PasswordChange) -> None:
    """Change the password. All other sessions end."""
    who = caller_of(request)
    passwords.change(who, provider(), _account(who), body.current_password, body.new_password)


@app.route("change_email", status=204)
def change_email(request: Request, body: EmailChange) -> None:
    """Ask for another e-mail address. A code is sent to it; until it is confirmed the old one stays."""
    email.begin(caller_of(request), provider(), pacer, body.email, body.password)


@app.route("confirm_email")
def confirm_email(request: Request, body: EmailConfirmation) -> Response[Profile]:
    """Confirm the new address with the code that was sent to it. The old one gets a notice."""
    who = caller_of(request)
    item = email.confirm(who, provider(), _account(who), body.code)
    return Response(profile.shape(item), etag=item["version"])


@app.route("list_tokens")
def list_tokens(request: Request) -> AccessTokens:
    """The personal access tokens, newest first. The tokens themselves are shown only once."""
    found = access_tokens.list_of(Table(), request.user.id)
    return {"items": [access_tokens.shape(item) for item in found]}


@app.route("create_token", status=201)
def create_token(request: Request, body: TokenRequest) -> Response[NewAccessToken]:
    """Make a personal access token for a program. This is the only time that it is shown."""
    from shared import idempotency

    who = caller_of(request)
    secret: list[str] = []

    def produce() -> dict[str, Any]:
        made = tokens.make(who, body.name, body.scopes, body.expires_in_days)
        secret.append(made.token)
        return {"body": {**access_tokens.shape(made.item), "token": None}, "status": 201}

    outcome = idempotency.once(who.table, who.user_id, request.idempotency_key, body, produce)
    # Not part of what is kept: other functions can read that (docs/decisions/0221).
    outcome["body"]["token"] = secret[0] if secret else None
    return Response(**outcome)


@app.route("delete_token", status=204)
def delete_token(request: Request, token_id: str) -> None:
    """End a personal access token. It is refused from then on, within a minute at the latest."""
    tokens.delete(caller_of(request), token_id)


@app.route("list_events", query={"limit": query.integer(1, 100, default=50), "cursor": query.text(500)})
def list_events(request: Request) -> SecurityEvents:
    """What happened to the account's safety in the last 400 days, newest first."""
    found = events.page(Table(), request.user.id, request.query["limit"], request.query["cursor"])
    return {"items": found.items, "next_cursor": found.next_cursor}


def _account(who: Caller) -> Account:
    return Account(who.table, who.user_id)
