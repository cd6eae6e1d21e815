"""Codes that go out by mail: once, in time, and not to be guessed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.identity import codes, totp
from shared.identity.codes import CONFIRM, EMAIL, RESET
from shared.identity.provider import CodeRefused
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples

NOW = float(int(time.time()))
USER = "u-1"


def issued(table: Table, purpose: codes.Purpose = RESET, now: float = NOW) -> str:
    code = codes.issue(table, USER, purpose, now)
    assert code is not None
    return code


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def refused(
    table: Table, code: str, purpose: codes.Purpose = RESET, now: float = NOW, user: str = USER
) -> bool:
    try:
        codes.redeem(table, user, purpose, code, now)
    except CodeRefused:
        return True
    return False


def test_a_code_is_good_once(table: Table) -> None:
    code = issued(table)
    assert len(code) == codes.LENGTH and code.isdecimal()
    assert not refused(table, code)
    assert refused(table, code)


@pytest.mark.parametrize(("user", "purpose"), [("u-2", RESET), (USER, CONFIRM), (USER, EMAIL)])
def test_it_is_good_for_its_person_and_purpose_only(table: Table, user: str, purpose: codes.Purpose) -> None:
    code = issued(table)
    assert refused(table, code, purpose, user=user)
    own = table.get(*codes.key(USER, RESET))
    assert own is not None
    pk, sk = codes.key(user, purpose)
    table.put({**own, "pk": pk, "sk": sk})
    assert refused(table, code, purpose, user=user), "not even with what is stored of it"
    assert not refused(table, code)


@pytest.mark.parametrize("purpose", codes.PURPOSES, ids=lambda purpose: purpose.name)
def test_it_expires(table: Table, purpose: codes.Purpose) -> None:
    code = issued(table, purpose)
    assert refused(table, code, purpose, now=NOW + purpose.life_s)
    assert not refused(table, code, purpose, now=NOW + purpose.life_s - 1)


def test_five_wrong_tries_use_it_up(table: Table) -> None:
    code = issued(table)
    assert [refused(table, other_than(code)) for _ in range(codes.TRIES)] == [True] * codes.TRIES
    assert refused(table, code)
    assert not refused(table, issued(table))


def test_the_fifth_try_still_counts_when_it_is_right(table: Table) -> None:
    code = issued(table)
    for _ in range(codes.TRIES - 1):
        assert refused(table, other_than(code))
    assert not refused(table, code)


def test_a_new_code_takes_the_place_of_the_old(table: Table) -> None:
    old, new = issued(table), issued(table)
    assert old == new or refused(table, old)
    assert not refused(table, new)


def test_an_hour_sees_no_more_than_five(table: Table) -> None:
    for minute in range(codes.ISSUED_AN_HOUR):
        last = issued(table, now=NOW + 60 * minute)
    assert codes.issue(table, USER, RESET, NOW + 3599) is None
    assert not refused(table, last, now=NOW + 3599), "the last one stays good"
    issued(table, now=NOW + 3599)


def test_the_next_hour_begins_anew(table: Table) -> None:
    for _ in range(codes.ISSUED_AN_HOUR):
        issued(table, CONFIRM)
    assert codes.issue(table, USER, CONFIRM, NOW + 3599) is None
    assert issued(table, CONFIRM, NOW + 3600)


def test_one_that_has_expired_and_is_not_removed_yet_is_in_nobodys_way(table: Table) -> None:
    pk, sk = codes.key(USER, RESET)
    issued(table)
    table.update(pk, sk, set={"ttl": int(NOW) - 8000, "version": 7})
    assert not refused(table, issued(table))


def test_what_it_is_about_comes_back_with_it_and_the_code_itself_is_not_kept(table: Table) -> None:
    code = codes.issue(table, USER, EMAIL, NOW, {"email": "new@example.com"})
    assert code is not None
    assert code not in str(table.get(*codes.key(USER, EMAIL)))
    assert codes.redeem(table, USER, EMAIL, code, NOW)["email"] == "new@example.com"


@examples(40)
@given(st.lists(st.sampled_from(["right", "wrong", "issue"]), max_size=12))
def test_whatever_happens_nobody_gets_in_twice_or_after_too_many_tries(steps: list[str]) -> None:
    with memory_table() as table:
        code, tries, used = issued(table, CONFIRM), 0, False
        issues = 1
        for step in steps:
            if step == "issue":
                new = codes.issue(table, USER, CONFIRM, NOW)
                assert (new is None) == (issues >= codes.ISSUED_AN_HOUR and not used)
                if new is not None:
                    issues = 1 if used else issues + 1
                    code, tries, used = new, 0, False
                continue
            good = not refused(table, code if step == "right" else other_than(code), CONFIRM)
            assert good == (step == "right" and not used and tries < codes.TRIES)
            tries, used = tries + 1, used or good


class TestAuthenticatorApps:
    # RFC 6238, appendix B: SHA-1 with the secret "12345678901234567890", the last six of eight digits.
    SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    @pytest.mark.parametrize(
        ("now", "code"),
        [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
    )
    def test_show_what_the_standard_says(self, now: int, code: str) -> None:
        assert totp.step_of(self.SECRET, code, now, None) == now // 30

    @pytest.mark.parametrize(
        ("late", "good"), [(-31, False), (-30, True), (0, True), (59, True), (61, False)]
    )
    def test_may_be_half_a_minute_early_or_late(self, late: int, good: bool) -> None:
        shown_at = 1234567890  # the first second of a step
        assert (totp.step_of(self.SECRET, "005924", shown_at + late, None) is not None) == good

    def test_codes_count_once_and_never_backwards(self) -> None:
        step = 1234567890 // 30
        assert totp.step_of(self.SECRET, "005924", 1234567890, step) is None
        assert totp.step_of(self.SECRET, "005924", 1234567890, step + 1) is None
        assert totp.step_of(self.SECRET, "005924", 1234567890, step - 1) == step

    def test_secrets_have_160_bits_and_are_never_the_same(self) -> None:
        one, other = totp.new_secret(), totp.new_secret()
        assert one != other
        assert len(one) == len(other) == 32
