"""Refresh tokens: each gives a successor, and one that comes back ends the session."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.attributes import encode_item
from shared.errors import Unauthenticated
from shared.identity import refresh_tokens, sessions
from shared.identity.provider import SignedIn
from shared.identity.refresh_tokens import Closed, Reused, Used
from shared.identity.sealing import new_secret
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.thorough import examples

NOW = datetime(2099, 11, 21, 4, 5, 6, tzinfo=timezone.utc)
USER, SESSION = "0b5c7e1e-0000-4000-8000-000000000001", "6a1d0f6e-1111-4111-8111-000000000002"
RENEWAL = "the provider's own refresh token, which nobody else shall see"


class SlowReads(Table):
    """Something else happens between its reading and its writing, once."""

    def __init__(self, table: Table, meanwhile: Callable[[], object]) -> None:
        super().__init__(table._client, table._name)
        self.meanwhile: Callable[[], object] | None = meanwhile

    def get(self, pk: str, sk: str, consistent: bool = False) -> dict[str, Any] | None:
        found = super().get(pk, sk, consistent)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return found


class LaggingReplica(Table):
    """Answers reads that may be a moment old with what was there when it was copied."""

    def __init__(self, table: Table) -> None:
        super().__init__(table._client, table._name)
        self.copied: dict[tuple[str, str], dict[str, Any] | None] = {}

    def copy(self, pk: str, sk: str) -> None:
        self.copied[pk, sk] = super().get(pk, sk, consistent=True)

    def get(self, pk: str, sk: str, consistent: bool = False) -> dict[str, Any] | None:
        return super().get(pk, sk, consistent) if consistent else self.copied[pk, sk]


def start(table: Table, renewal: str = RENEWAL) -> str:
    signed_in = SignedIn(USER, SESSION, "access", 3600, renewal)
    return refresh_tokens.start(table, signed_in, "Firefox on Linux", "192.0.2.1", NOW, mfa=False)


def use(table: Table, token: str, at: datetime = NOW) -> Used:
    return refresh_tokens.use(table, token, "192.0.2.2", at)


def following(table: Table, token: str) -> str:
    return use(table, token).refresh_token


def ended_why(table: Table) -> str | None:
    found = sessions.find(table, USER, SESSION)
    assert found is not None
    return found.ended_why


def refused(table: Table, token: str, at: datetime = NOW) -> Unauthenticated:
    with pytest.raises(Unauthenticated) as caught:
        use(table, token, at)
    assert caught.value.code == "session-ended"
    return caught.value


class TestUsing:
    def test_gives_the_renewal_and_a_successor_that_does_so_too(self, table: Table) -> None:
        token = start(table)
        for _ in range(4):
            used = use(table, token)
            assert used[:3] == (USER, SESSION, RENEWAL)
            assert used.refresh_token != token
            token = used.refresh_token

    def test_a_lost_answer_can_be_asked_for_again(self, table: Table) -> None:
        first = start(table)
        second = following(table, first)
        assert following(table, first) == following(table, first) == second
        third = following(table, second)
        assert following(table, second) == third

    def test_is_remembered_with_its_address(self, table: Table) -> None:
        use(table, start(table), NOW + timedelta(hours=3))
        found = sessions.find(table, USER, SESSION)
        assert found is not None
        assert (found.last_used_at, found.address) == ("2099-11-21T07:05:06Z", "192.0.2.2")

    def test_a_session_does_not_live_longer_for_it(self, table: Table) -> None:
        token = following(table, start(table))
        end = NOW + timedelta(days=30)
        token = use(table, token, end - timedelta(seconds=1)).refresh_token
        refused(table, token, end)

    def test_costs_nothing_to_write_when_it_is_repeated(self, table: Table) -> None:
        token = start(table)
        use(table, token)
        before = table.get(f"AUTH#{USER}", f"SESSION#{SESSION}")
        use(table, token, NOW + timedelta(hours=1))
        assert table.get(f"AUTH#{USER}", f"SESSION#{SESSION}") == before

    def test_works_without_a_renewal(self, table: Table) -> None:
        assert use(table, following(table, start(table, renewal=""))).renewal == ""


class TestAtOnce:
    """Two tabs have the same cookie and refresh at the same moment."""

    def test_both_get_the_same_successor(self, table: Table) -> None:
        token, others = start(table), []
        mine = use(SlowReads(table, lambda: others.append(following(table, token))), token)
        assert [mine.refresh_token] == others
        assert ended_why(table) is None

    def test_so_they_do_when_they_have_a_successor_that_nobody_has_used(self, table: Table) -> None:
        token, others = following(table, start(table)), []
        mine = use(SlowReads(table, lambda: others.append(following(table, token))), token)
        assert [mine.refresh_token] == others
        assert use(table, mine.refresh_token).renewal == RENEWAL

    def test_a_session_that_is_ended_meanwhile_is_not_renewed(self, table: Table) -> None:
        for token in (start(table), following(table, start(table))):
            end = lambda: sessions.end(table, USER, SESSION, "ended_elsewhere", NOW)  # noqa: E731
            refused(SlowReads(table, end), token)
            assert ended_why(table) == "ended_elsewhere"
            assert "next" not in (table.get(f"AUTH#{USER}", f"SESSION#{SESSION}") or {})

    def test_nor_is_one_whose_person_is_erased_meanwhile(self, table: Table) -> None:
        token = start(table)
        refused(SlowReads(table, lambda: table.delete(f"AUTH#{USER}", f"SESSION#{SESSION}")), token)
        assert table.get(f"AUTH#{USER}", f"SESSION#{SESSION}") is None

    def test_ending_for_reuse_is_said_once(self, table: Table) -> None:
        first = start(table)
        following(table, following(table, first))
        once = SlowReads(table, lambda: refused(table, first))
        assert not isinstance(refused(once, first), Reused)

    def test_a_replica_that_lags_behind_makes_no_thief_of_the_owner(self, table: Table) -> None:
        lagging = LaggingReplica(table)
        first = start(table)
        second = following(table, first)
        lagging.copy(f"AUTH#{USER}", f"SESSION#{SESSION}")
        third = following(table, second)
        assert use(lagging, third).renewal == RENEWAL


class TestReuse:
    def test_of_a_replaced_token_ends_the_session(self, table: Table) -> None:
        first = start(table)
        second = following(table, first)
        third = following(table, second)
        reused = refused(table, first)
        assert isinstance(reused, Reused)
        assert (reused.user_id, reused.session_id, reused.device) == (USER, SESSION, "Firefox on Linux")
        assert ended_why(table) == "reuse"
        for token in (second, third):
            assert not isinstance(refused(table, token), Reused)

    def test_whoever_comes_second_is_found_out(self, table: Table) -> None:
        """A thief who is faster than the owner gets one access token; the owner's next refresh ends it."""
        owners = start(table)
        thiefs = following(table, following(table, owners))
        refused(table, owners)
        refused(table, thiefs)

    def test_a_made_up_secret_is_no_better(self, table: Table) -> None:
        token = start(table)
        assert isinstance(refused(table, token[:-43] + new_secret()), Reused)

    def test_what_names_no_session_ends_none(self, table: Table) -> None:
        token = start(table)
        secret = token[-43:]
        former = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIn0.of.an.earlier.version"
        for other in (
            "",
            "dbr_",
            former,
            token + "A",
            token[:-1],
            token.upper(),
            f" {token}",
            token + "\n",
            f"dbr_{USER}_{secret}",
            f"dbr_{USER}_other_{secret}",
            f"dbr_someone_{SESSION}_{secret}",
            f"dbr_{USER}_{SESSION}#_{secret}",
            f"dbr_{USER}é_{SESSION}_{secret}",
        ):
            refused(table, other)
        assert ended_why(table) is None

    def test_an_adopted_session_has_no_refresh_token_and_cannot_be_ended_by_guessing(
        self, table: Table
    ) -> None:
        sessions.adopt(table, USER, SESSION, "Another client", "192.0.2.7", NOW)
        refused(table, f"dbr_{USER}_{SESSION}_{new_secret()}")
        assert ended_why(table) is None


class TestClosing:
    @pytest.mark.parametrize("uses", [0, 1, 2])
    def test_gives_the_renewal_back_and_ends_the_session(self, table: Table, uses: int) -> None:
        token = start(table)
        for _ in range(uses):
            token = following(table, token)
        assert refresh_tokens.close(table, token, NOW) == Closed(USER, SESSION, RENEWAL)
        assert ended_why(table) == "signed_out"
        refused(table, token)

    def test_works_with_an_old_token_without_what_only_the_new_one_opens(self, table: Table) -> None:
        token = start(table)
        following(table, following(table, token))
        assert refresh_tokens.close(table, token, NOW) == Closed(USER, SESSION, None)
        assert ended_why(table) == "signed_out"

    def test_nothing_is_closed_twice(self, table: Table) -> None:
        token = start(table)
        refresh_tokens.close(table, token, NOW)
        assert refresh_tokens.close(table, token, NOW) is None
        assert refresh_tokens.close(table, "left over", NOW) is None


class TestAtRest:
    def test_the_table_has_nothing_that_could_be_used(self, table: Table) -> None:
        first = start(table)
        second = following(table, first)
        third = following(table, second)
        item = table.get(f"AUTH#{USER}", f"SESSION#{SESSION}")
        assert item is not None
        text = json.dumps(encode_item(item), default=lambda raw: raw.decode("latin-1"))
        for secret in (first[-43:], second[-43:], third[-43:], RENEWAL):
            assert secret not in text

    def test_a_cognito_session_fits_two_write_units(self, table: Table) -> None:
        from tools.bench.units import write_units

        # As long as Cognito's (JWE: header, key, nonce, claims, tag), and as random.
        start(table, ".".join(new_secret() * count for count in (2, 8, 1, 30, 1)))
        item = table.get(f"AUTH#{USER}", f"SESSION#{SESSION}")
        assert item is not None
        assert write_units(None, encode_item(item)) <= 2


actions = st.lists(
    st.tuples(st.sampled_from(["use", "use", "use", "lose", "close"]), st.integers(0, 9)), max_size=12
)


@given(actions)
@examples(60)
def test_any_course_of_events_ends_as_the_rules_say(course: list[tuple[str, int]]) -> None:
    """The model: tokens in the order they were given out; the last two of them that count, if any."""
    with memory_table() as table:
        given_out, used, live = [start(table)], 0, True  # `used`: the latest token that has been used
        for what, which in course:
            position = which % len(given_out)
            token = given_out[position]
            if what == "close":
                assert (refresh_tokens.close(table, token, NOW) is not None) == live
                live = False
            elif live and position >= used:
                used = position
                successor = following(table, token)
                if position + 1 < len(given_out):
                    assert successor == given_out[position + 1]
                elif what == "use":  # "lose": the answer never arrived
                    given_out.append(successor)
            else:
                assert isinstance(refused(table, token), Reused) == live
                live = False
        assert (ended_why(table) is None) == live
