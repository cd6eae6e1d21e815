"""The local user pool holds a new address back until its code is there."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import new_addresses
from tools.local.emulator.seams import SeamMissing

OWN = "t"  # an access token
ADA, NEW, TAKEN = "ada@example.com", "ada@new.example", "grace@example.com"


class Pool:
    """A user pool with two people, as the bridge finds it; `mails` are the codes that were sent."""

    def __init__(self, proven_first: bool = True) -> None:
        self.mails: list[tuple[str, str]] = []
        self.user: dict[str, Any] = {"Username": "u1", "Attributes": [{"Name": "email", "Value": ADA}]}
        wanted = {"AttributesRequireVerificationBeforeUpdate": ["email"]} if proven_first else {}
        self.pool = {"UserAttributeUpdateSettings": wanted}
        self.cognito = SimpleNamespace(
            _UNSIGNED_IDP_ACTIONS=set(),
            _user_pool_for_access_token=lambda token: (
                (self.user, self.pool) if token == OWN else (None, None)
            ),
            _resolve_user=lambda pool, name: ({} if name in (self.address, TAKEN) else None, None),
            _merge_attributes=lambda old, new: list({item["Name"]: item for item in [*old, *new]}.values()),
            _send_verification_email=lambda pool, name, attributes, code: self.mails.append(
                (attributes["email"], code)
            ),
            _run_idp_handler=lambda handler, action, data: handler(data),
            run_reentrant=self._run,
            error_response_json=lambda code, message, status: (status, code),
            json_response=lambda body: (200, body),
            _update_user_attributes=self._update,
            _dispatch_idp=self._dispatch,
        )
        new_addresses.install(SimpleNamespace(cognito=self.cognito))

    @property
    def address(self) -> str:
        return str(self._known()["email"])

    def change(self, token: str = OWN, **attributes: str) -> Any:
        items = [{"Name": name, "Value": value} for name, value in attributes.items()]
        return self.cognito._update_user_attributes({"AccessToken": token, "UserAttributes": items})

    def verify(self, code: str, token: str = OWN) -> Any:
        data = {"AccessToken": token, "AttributeName": "email", "Code": code}
        return asyncio.run(self.cognito._dispatch_idp("VerifyUserAttribute", data))

    def _known(self) -> dict[str, Any]:
        return {item["Name"]: item["Value"] for item in self.user["Attributes"]}

    def _update(self, data: dict[str, Any]) -> Any:
        new = data["UserAttributes"]
        self.user["Attributes"] = self.cognito._merge_attributes(self.user["Attributes"], new)
        return 200, {"CodeDeliveryDetailsList": []}

    async def _run(self, function: Any, *arguments: Any, thread_name: str) -> Any:
        return function(*arguments)

    async def _dispatch(self, action: str, data: dict[str, Any]) -> Any:
        return 200, action


def test_the_old_address_stays_until_the_code_is_there() -> None:
    pool = Pool()
    assert pool.change(email=NEW, name="Countess")[0] == 200
    ((address, code),) = pool.mails
    assert address == NEW and pool.address == ADA and pool._known()["name"] == "Countess"
    assert pool.verify("another") == (400, "CodeMismatchException") and pool.address == ADA
    assert pool.verify(code)[0] == 200
    assert pool.address == NEW and pool._known()["email_verified"] == "true"
    assert pool.verify(code) == (400, "CodeMismatchException")


def test_a_taken_address_is_refused() -> None:
    pool = Pool()
    assert pool.change(email=TAKEN) == (400, "AliasExistsException")
    assert pool.mails == [] and pool.verify("") == (400, "CodeMismatchException")


def test_an_address_that_was_taken_meanwhile_is_refused() -> None:
    pool = Pool()
    pool.change(email=NEW)
    pool.cognito._resolve_user = lambda *_: ({}, None)
    assert pool.verify(pool.mails[0][1]) == (400, "AliasExistsException") and pool.address == ADA


def test_nobody_changes_anybody_without_their_token() -> None:
    assert Pool().verify("000000", token="") == (400, "NotAuthorizedException")


def test_a_pool_that_asks_for_nothing_changes_at_once() -> None:
    pool = Pool(proven_first=False)
    pool.change(email=NEW)
    assert pool.address == NEW and pool.mails == []


def test_other_attributes_and_actions_are_as_they_were() -> None:
    pool = Pool()
    pool.change(name="Countess")
    assert pool._known()["name"] == "Countess" and pool.mails == []
    assert asyncio.run(pool.cognito._dispatch_idp("GetUser", {})) == (200, "GetUser")


def test_a_release_without_what_is_replaced_is_noticed() -> None:
    with pytest.raises(SeamMissing, match=r"1\.5\.33"):
        new_addresses.install(SimpleNamespace(cognito=SimpleNamespace()))
