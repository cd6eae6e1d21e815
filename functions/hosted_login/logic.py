"""Whose account it is that somebody enters from elsewhere (docs/decisions/0211)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.errors import Forbidden

if TYPE_CHECKING:
    from functions.hosted_login.provider import Directory, Visitor
    from shared.identity.provider import Provider, SignedIn


def join(directory: Directory, visitor: Visitor) -> None:
    """Makes signing in elsewhere a way into the account with the same address, which is made if need be.

    Both sides must have proven the address. Raises Forbidden.
    """
    # Cognito has made it a person of its own, and joins only who is none.
    directory.forget_visitor(visitor.username)
    if not visitor.is_proven or not visitor.email:
        detail = "Whoever you have signed in with does not vouch for your e-mail address."
        raise Forbidden(detail, code="address-not-proven")
    local = directory.find(visitor.email)
    if local is not None and not local.is_confirmed:
        # Somebody has signed up with this address and never proven it: their password must not get in here.
        directory.delete(local.username)
        local = None
    if local is not None and not local.is_usable:
        raise Forbidden("This account cannot be entered this way.", code="account-not-usable")
    username = local.username if local else directory.create(visitor.email, visitor.name)
    directory.link(username, visitor.source)


def check_second_factor(accounts: Provider, signed_in: SignedIn) -> None:
    """Cognito asks for no second factor after another provider. Raises Forbidden for who has one."""
    if accounts.has_totp(signed_in.user_id):
        accounts.end(signed_in.renewal)
        detail = "Your account asks for your authenticator app: sign in with your password."
        raise Forbidden(detail, code="second-factor")
