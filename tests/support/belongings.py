"""One of everything that a person can have under an id, so that others can be seen to find nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.attacked import PRIVATE, UNKNOWN_ID, AttackedRoute
from tests.support.examples import body_of

Ask = Callable[[AttackedRoute, dict[str, str], dict[str, Any]], dict[str, Any]]
"""Calls a route with these ids in its address and this body; gives the body of the good answer."""

# The parameter of addresses, the route that makes one, and what of its body matters. In this order: an entry
# is a habit's. Entries and subtasks have the id that their client gives them.
_MADE_BY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("habit_id", "create_habit", {"kind": "numeric", "unit": "pages", "target": 5}),
    ("entry_id", "set_entry", {}),
    ("vacation_id", "create_vacation", {}),
    ("import_id", "create_import", {}),
    ("export_id", "create_export", {}),
    ("upload_id", "create_upload", {"purpose": "photo", "ref": None, "content_type": "image/png"}),
    ("task_id", "create_task", {"subtasks": [{"id": UNKNOWN_ID, "title": "A step"}]}),
    ("note_id", "create_note", {}),
    ("token_id", "create_token", {"scopes": ["habits:read"]}),
    ("reward_id", "create_reward", {"price": 1}),
    # Of that reward, with the points for the entry.
    ("order_id", "create_order", {}),
)


def one_of_each(ask: Ask, name: str) -> dict[str, str]:
    """Makes them; their ids by the parameter that they go into. `name`: what they are called."""
    ids = {"entry_id": UNKNOWN_ID, "subtask_id": UNKNOWN_ID}
    for parameter, route_name, changes in _MADE_BY:
        (attacked,) = (attacked for attacked in PRIVATE if attacked.route.name == route_name)
        body = {**body_of(attacked.operation), **changes}
        body |= {field: name for field in ("name", "title") if field in body}
        if "item_id" in body:
            body["item_id"] = ids["reward_id"]
        made = ask(attacked, ids, body)
        ids.setdefault(parameter, str(made.get("id")))
    return ids
