"""What Cognito's trigger leaves behind."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from functions.post_confirmation.handler import lambda_handler
from shared.settings import settings
from shared.table import Table

KEY = ("USER#user-1", "PROFILE")


def event(source: str = "PostConfirmation_ConfirmSignUp", **attributes: str) -> dict[str, Any]:
    """As Cognito sends it (the developer guide's "Customizing user pool workflows with Lambda triggers")."""
    standard = {
        "sub": "user-1",
        "email": "Ada@Example.com",
        "email_verified": "true",
        "cognito:user_status": "CONFIRMED",
        "name": "عدا 🌱",
        "zoneinfo": "Asia/Kolkata",
    }
    return {
        "version": "1",
        "region": "eu-west-2",
        "userPoolId": "eu-west-2_Daybook01",
        "userName": "user-1",
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": "client-1"},
        "triggerSource": source,
        "request": {"userAttributes": {**standard, **attributes}},
        "response": {},
    }


def test_writes_the_profile_and_gives_the_event_back(table: Table) -> None:
    given = event()
    assert lambda_handler(copy.deepcopy(given)) == given
    item = table.get(*KEY)
    assert item is not None
    assert item.pop("created_at") == item.pop("updated_at")
    assert item == {
        "pk": "USER#user-1",
        "sk": "PROFILE",
        "id": "user-1",
        "email": "ada@example.com",
        "name": "عدا 🌱",
        "timezone": "Asia/Kolkata",
        "day_start_hour": 0,
        "version": 1,
    }


@pytest.mark.parametrize(("locale", "language"), [("de", "de"), ("en", "en"), ("fr-CA", None)])
def test_the_language_is_the_one_chosen_at_sign_up(table: Table, locale: str, language: str | None) -> None:
    lambda_handler(event(locale=locale))
    item = table.get(*KEY)
    assert item is not None and item.get("language") == language


def test_coming_twice_changes_nothing(table: Table) -> None:
    lambda_handler(event())
    table.update(*KEY, set={"name": "Countess", "version": 2})
    given = event()
    assert lambda_handler(given) == given
    item = table.get(*KEY)
    assert item is not None and (item["name"], item["version"]) == ("Countess", 2)


def test_a_reset_password_makes_nobody(table: Table) -> None:
    given = event("PostConfirmation_ConfirmForgotPassword")
    assert lambda_handler(copy.deepcopy(given)) == given
    assert table.get(*KEY) is None


def test_who_signs_in_elsewhere_gets_the_profile_with_their_account(table: Table) -> None:
    given = event(**{"cognito:user_status": "EXTERNAL_PROVIDER"})
    assert lambda_handler(copy.deepcopy(given)) == given
    assert table.get(*KEY) is None


def test_a_table_that_is_gone_does_not_undo_the_confirmation(
    table: Table, capsys: pytest.CaptureFixture[str]
) -> None:
    with settings.override(table_name="gone"):
        assert lambda_handler(event()) == event()
    assert '"ProfileWriteFailures":1' in capsys.readouterr().out


def test_an_event_that_says_nothing_of_the_person_is_given_back(table: Table) -> None:
    odd = {"triggerSource": "PostConfirmation_ConfirmSignUp", "request": {}}
    assert lambda_handler(dict(odd)) == odd
