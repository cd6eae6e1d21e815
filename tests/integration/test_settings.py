"""A person's own settings, from the API to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.support.stack import Account, Stack, eventually

# Days apart at any moment: UTC+14 and UTC−11.
EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"


def test_another_zone_is_another_today_and_no_other_past(
    stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Sina", timezone=EARLY)
    habit = account.api.post("/habits", {"name": "Read"}).expect(201)
    today = date.fromisoformat(account.api.get("/today").expect(200)["today"])
    path = f"/habits/{habit['id']}"
    days = [str(today - timedelta(ago)) for ago in range(3)]
    account.api.put(f"{path}/checkins", {"days": [{"date": day, "status": "done"} for day in days]}).expect(
        200
    )
    before = account.api.get(f"{path}/checkins?from={days[-1]}&to={days[0]}").expect(200)

    changed = account.api.patch("/users/me", {"timezone": LATE, "week_start": 7, "language": "de"})
    profile = changed.expect(200)
    assert (profile["timezone"], profile["week_start"], profile["language"]) == (LATE, 7, "de")
    assert account.api.get("/users/me").expect(200) == profile
    eventually(
        lambda: (stack.user_row(account.id) or {}).get("timezone") == LATE, "PostgreSQL to know the zone"
    )

    then = account.api.get("/today").expect(200)
    assert date.fromisoformat(then["today"]) < today
    assert account.api.get(f"{path}/checkins?from={days[-1]}&to={days[0]}").expect(200) == before
    stale = account.api.patch("/users/me", {"name": "X"}, headers={"If-Match": '"1"'})
    stale.problem(412)


def test_the_later_edit_wins_whichever_comes_first(ada: Account) -> None:
    late = {"name": "Ada L.", "edited_at": "2026-01-02T00:00:00Z", "device": "phone"}
    early = {"name": "A.", "day_start_hour": 3, "edited_at": "2026-01-01T00:00:00Z", "device": "desk"}
    ada.api.patch("/users/me", late).expect(200)
    profile = ada.api.patch("/users/me", early).expect(200)
    assert (profile["name"], profile["day_start_hour"]) == ("Ada L.", 3)
    ada.api.patch("/users/me", {"name": "Ada", "day_start_hour": 0}).expect(200)


def test_a_zone_that_is_none_changes_nothing(grace: Account) -> None:
    problem = grace.api.patch("/users/me", {"name": "Eve", "timezone": "Mars/Olympus"}).problem(422)
    assert [error["pointer"] for error in problem["errors"]] == ["/timezone"]
    assert grace.api.get("/users/me").expect(200)["name"] == "Grace"
