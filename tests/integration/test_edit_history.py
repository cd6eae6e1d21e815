"""The history of a habit's edits: what the API changes, relay writes down, and the API shows."""

from __future__ import annotations

from typing import Any

from tests.support.stack import Account, eventually


def test_edits_are_in_the_history_and_can_be_sent_back(ada: Account, habit: dict[str, Any]) -> None:
    path, device = f"/habits/{habit['id']}", "edit-history-phone"
    today = ada.api.get("/today").expect(200)["today"]
    ada.api.put(f"/devices/{device}", {"name": "Ada's phone"}).expect(204)
    ada.api.put(f"{path}/checkins/{today}", {"status": "done", "device": device}).expect(200)
    ada.api.patch(path, {"colour": "pink", "device": device}).expect(200)

    def three_lines() -> list[dict[str, Any]] | None:
        items: list[dict[str, Any]] = ada.api.get(f"{path}/edits").expect(200)["items"]
        return items if len(items) >= 3 else None

    coloured, marked, made = eventually(three_lines, "relay to write the history")
    assert (made["kind"], made["from"], made["to"]["name"]) == ("habit", {}, habit["name"])
    assert (marked["kind"], marked["date"], marked["device"]) == ("checkin", today, "Ada's phone")
    assert (marked["from"], marked["to"]) == (
        {"status": None, "value": None},
        {"status": "done", "value": None},
    )
    assert (coloured["kind"], coloured["to"]) == ("habit", {"colour": "pink"})

    ada.api.patch(path, coloured["from"]).expect(200)
    assert ada.api.get(path).expect(200)["colour"] == habit["colour"]
