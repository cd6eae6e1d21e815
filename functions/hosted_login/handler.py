"""Signs people in with their accounts at other providers, through the user pool's hosted pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.hosted_login import journey, logic, repository
from functions.hosted_login.journey import Journey, Pages
from functions.hosted_login.provider import Directory, exchange
from shared.errors import Forbidden, NotFound
from shared.http import App, Request, Response, query
from shared.identity import session_cookie
from shared.identity.provider import provider
from shared.identity.user_agents import device_of
from shared.settings import settings
from shared.table import Table

if TYPE_CHECKING:
    from functions.hosted_login.models import SignInProviders

app = App(__name__)
lambda_handler = app


@app.route("list_sign_in_providers")
def list_sign_in_providers(request: Request) -> SignInProviders:
    """The other providers that this Daybook takes; none unless it was set up with them."""
    return {"items": [{"name": name} for name in sorted(_pages().providers)]}


def _back(code: str) -> Response[None]:
    """To the app's sign-in page, which says what the code means: whoever comes here has clicked."""
    return _go(f"/login?problem={code}", journey.cookie_removed())


@app.route(
    "begin_sign_in_elsewhere",
    status=302,
    query={"provider": query.text(32, required=True)},
    instead=_back,
)
def begin_sign_in_elsewhere(request: Request) -> Response[None]:
    """Go to another provider's sign-in page. For browsers, which come back to /auth/callback, or to the app's
    sign-in page with `?problem=`."""
    name = request.query["provider"]
    if name not in _pages().providers:
        raise NotFound("There is no such sign-in provider.")
    return _depart(journey.begin(name))


@app.route(
    "finish_sign_in_elsewhere",
    status=302,
    query={
        "code": query.text(2000),
        "state": query.text(200),
        "error": query.text(200),
        "error_description": query.text(2000),
    },
    instead=_back,
)
def finish_sign_in_elsewhere(request: Request) -> Response[None]:
    """The way back from the provider's page. Leads to the app, signed in, or to its sign-in page with
    `?problem=`.
    """
    return _arrive(request, journey.resume(request.cookies.get(journey.COOKIE), request.query["state"]))


def _arrive(request: Request, way: Journey) -> Response[None]:
    if request.query["code"] is None:
        # The person has changed their mind, or the provider has refused them.
        raise Forbidden("The other provider has not signed you in.", code="sign-in-refused")
    visitor, signed_in = exchange(_pages(), request.query["code"], way.verifier)
    if not visitor.is_joined:
        if way.again:
            raise Forbidden("The accounts could not be joined. Try again.", code="sign-in-refused")
        logic.join(Directory(), visitor)
        return _depart(journey.begin(way.provider, again=True))
    logic.check_second_factor(provider(), signed_in)
    device, address = device_of(request.headers.get("user-agent", "")), request.source_address
    table = Table()
    # First: a notice goes to the profile's address.
    repository.make_sure_of_profile(table, provider(), signed_in.user_id, request.received_at)
    token = repository.open_session(table, signed_in, device, address, request.received_at)
    return _go("/", journey.cookie_removed(), session_cookie.cookie_with(token))


def _depart(way: Journey) -> Response[None]:
    return _go(_pages().address(way), journey.cookie_of(way))


def _go(address: str, *cookies: str) -> Response[None]:
    return Response(headers={"location": address, "cache-control": "no-store"}, cookies=list(cookies))


def _pages() -> Pages:
    pairs = (pair.partition("=") for pair in settings.hosted_providers.split(",") if pair)
    return Pages(
        settings.hosted_domain,
        settings.user_pool_client_id,
        settings.hosted_app_address,
        {name: at_cognito for name, _, at_cognito in pairs},
    )
