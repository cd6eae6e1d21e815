"""Changing the e-mail address."""

from __future__ import annotations

from typing import Any

import pytest

from shared.errors import Unauthenticated
from shared.identity import sessions
from shared.settings import settings
from tests.support import keeping
from tests.support.keeping import wrong
from tests.support.security import ADA, NEW, PASSWORD, Home, code_of, pointers


def begin(home: Home, email: str = NEW, password: str = PASSWORD) -> Any:
    return home.ask("POST", "email", {"email": email, "password": password})


def stored(home: Home) -> dict[str, Any]:
    item = home.table.get(f"USER#{home.ada.user_id}", "PROFILE")
    assert item is not None
    return item


def test_it_changes_when_the_code_from_the_new_address_is_here(home: Home) -> None:
    before = stored(home)
    assert begin(home, " Countess@Example.ORG").status == 204
    assert stored(home) == before and home.notices() == [] and home.events() == []

    answer = home.ask("POST", "email/confirm", {"code": home.keeper.code_for(NEW)})
    assert (answer.status, answer.body["email"], answer.headers["etag"]) == (200, NEW, '"2"')
    assert (stored(home)["email"], stored(home)["version"]) == (NEW, 2)
    assert keeping.log_in(home.keeper, NEW, PASSWORD)
    with pytest.raises(Unauthenticated):
        keeping.log_in(home.keeper, ADA, PASSWORD)


def test_the_old_address_is_told_and_learns_only_a_part(home: Home) -> None:
    begin(home)
    home.ask("POST", "email/confirm", {"code": home.keeper.code_for(NEW)})
    (notice,) = home.notices(ADA)
    assert notice.subject == "Your e-mail address was changed"
    assert "c…@example.org" in notice.text and NEW not in notice.text
    (event,) = home.events()
    assert (event["kind"], event["detail"]) == ("email_changed", "c…@example.org")


def test_sessions_go_on(home: Home) -> None:
    begin(home)
    home.ask("POST", "email/confirm", {"code": home.keeper.code_for(NEW)})
    session = sessions.find(home.table, home.ada.user_id, home.ada.session_id)
    assert session is not None and session.ended_why is None


def test_an_address_that_is_taken_is_not_told_from_one_that_is_free(home: Home) -> None:
    home.join(NEW)
    started = home.keeper.time.now
    taken = begin(home)
    between = home.keeper.time.now
    free = begin(home, "free@example.com")
    assert (taken.status, taken.body) == (free.status, free.body) == (204, None)
    assert home.keeper.time.now - between == pytest.approx(between - started)
    assert stored(home)["email"] == ADA


def test_whose_address_it_is_hears_of_it_once_a_day(home: Home) -> None:
    home.join(NEW)

    def told() -> list[str]:
        return [mail.subject for mail in home.ses.to(NEW) if mail.subject.startswith("You have an account")]

    mallory = home.join("mallory@example.com")
    for who in (home.ada, home.ada, mallory):
        body = {"email": NEW, "password": PASSWORD}
        assert home.ask("POST", "email", body, who=who).status == 204
    assert len(told()) == 1 and home.ses.to("free@example.com") == []
    for pk, sk in list(home.table._client.items):
        if sk == "NOTICE":
            home.table.update(pk, sk, set={"ttl": 1})  # a day is over, and TTL has not deleted it
    begin(home)
    assert len(told()) == 2


def test_that_the_owner_cannot_be_told_changes_no_answer(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.join(NEW)
    home.ses.refuse()
    assert begin(home).status == 204


@pytest.mark.parametrize("code", ["000000", "wrong"])
def test_another_code_changes_nothing(home: Home, code: str) -> None:
    begin(home)
    code = wrong(home.keeper.code_for(NEW)) if code == "wrong" else code
    answer = home.ask("POST", "email/confirm", {"code": code})
    assert (answer.status, pointers(answer)) == (422, ["/code"])
    assert stored(home)["email"] == ADA and home.events() == []


def test_a_code_without_a_change_changes_nothing(home: Home) -> None:
    assert home.ask("POST", "email/confirm", {"code": "123456"}).status == 422


def test_codes_cannot_be_guessed(home: Home) -> None:
    begin(home)
    code = home.keeper.code_for(NEW)
    tried = [home.ask("POST", "email/confirm", {"code": wrong(code)}).status for _ in range(5)]
    assert tried == [422] * 5
    assert home.ask("POST", "email/confirm", {"code": code}).status == 429


def test_a_change_that_got_lost_halfway_is_made_up_for(home: Home) -> None:
    """The provider has the new address, the profile could not be written: the repetition finishes it."""
    begin(home)
    code = home.keeper.code_for(NEW)
    home.keeper.provider.confirm_email_change(home.ada.user_id, code, home.ada.access_token)
    assert stored(home)["email"] == ADA
    answer = home.ask("POST", "email/confirm", {"code": code})
    assert (answer.status, stored(home)["email"]) == (200, NEW)
    assert [event["kind"] for event in home.events()] == ["email_changed"]


def test_the_password_is_that_of_the_address_which_the_provider_knows(home: Home) -> None:
    """Also while the profile still has the old one."""
    begin(home)
    code = home.keeper.code_for(NEW)
    home.keeper.provider.confirm_email_change(home.ada.user_id, code, home.ada.access_token)
    assert home.ask("POST", "mfa", {"password": PASSWORD}).status == 200


def test_ones_own_address_is_no_other(home: Home) -> None:
    answer = begin(home, "ADA@example.com")
    assert (answer.status, pointers(answer)) == (422, ["/email"])


@pytest.mark.parametrize("email", ["", "ada", "ada@", "ä@example.com", "x" * 65 + "@example.com", None])
def test_what_is_no_address_is_refused(home: Home, email: Any) -> None:
    answer = begin(home, email)
    assert (answer.status, pointers(answer)) == (422, ["/email"])


def test_without_a_profile_there_is_nothing_to_change(home: Home) -> None:
    home.table.delete(f"USER#{home.ada.user_id}", "PROFILE")
    answer = home.ask("POST", "email/confirm", {"code": "123456"})
    assert (answer.status, code_of(answer)) == (404, "profile-missing")


def test_a_mail_that_cannot_be_sent_changes_no_answer(home: Home) -> None:
    with settings.override(mail_from=""):
        assert begin(home).status == 204
