"""Devices that edit the same things and come back in any order.

A test says what edits there are; here they get times and devices, and reach the API in any order and some of
them twice. What a person then reads must be what it is when one device makes them all, in the order of their
times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from shared.table import Table
from tests.support.events import call, http_event
from tests.unit.habits.client import Person

RUN, WATER = "01M7YNHGNG0J9CE4RAQBW2RFYY", "01M7YNHGNG0J9CE4RAQBW2RFYZ"
DEVICES = ("phone", "desk", "tablet")


class Edit(NamedTuple):
    """A request without its stamp; `query` says that the stamp goes into the address."""

    method: str
    path: str
    body: dict[str, Any]
    query: bool = False


class Delivery(NamedTuple):
    """The same edits twice, each with its stamp: in the order of their times by one device, and as several
    devices send them."""

    in_order: list[tuple[Edit, dict[str, Any]]]
    as_sent: list[tuple[Edit, dict[str, Any]]]


def stamp(place: int, device: str) -> dict[str, Any]:
    """Three edits a millisecond, told apart by their sequence number."""
    time, sequence = divmod(place, 3)
    return {"edited_at": f"2099-05-10T10:00:00.{time:03}Z", "device": device, "sequence": sequence}


@st.composite
def deliveries(draw: st.DrawFn, edits: st.SearchStrategy[Edit], most: int = 8) -> Delivery:
    made = draw(st.lists(edits, min_size=2, max_size=most))
    one = [(edit, stamp(3 * place, "phone")) for place, edit in enumerate(made)]
    devices = draw(st.lists(st.sampled_from(DEVICES), min_size=len(made), max_size=len(made)))
    several = [
        (edit, {**stamped, "device": name}) for (edit, stamped), name in zip(one, devices, strict=True)
    ]
    again = draw(st.lists(st.sampled_from(several), max_size=3))
    return Delivery(one, draw(st.permutations([*several, *again])))


@st.composite
def ties(draw: st.DrawFn, edits: st.SearchStrategy[Edit], most: int = 6) -> Delivery:
    """Edits of few moments: equal times are told apart by device and sequence number only."""
    made = draw(st.lists(edits, min_size=2, max_size=most))
    stamps = st.builds(stamp, st.integers(0, 5), st.sampled_from(DEVICES))
    unique = st.lists(
        stamps, min_size=len(made), max_size=len(made), unique_by=lambda one: tuple(one.values())
    )
    stamped = list(zip(made, draw(unique), strict=True))
    again = draw(st.lists(st.sampled_from(stamped), max_size=3))
    return Delivery(stamped, draw(st.permutations([*stamped, *again])))


class Household(Person):
    """A person with two habits, at work on several devices."""

    def __init__(self, table: Table, user_id: str) -> None:
        super().__init__(table, user_id)
        self.ok("POST", "/habits", {"id": RUN, "name": "Run"})
        numeric = {"kind": "numeric", "target": 8, "start_date": "2099-03-01"}
        self.ok("POST", "/habits", {"id": WATER, "name": "Water", **numeric})

    def edit(self, edit: Edit, stamped: dict[str, Any], handler: Callable[..., Any] | None = None) -> int:
        """Sends it; the answer's status."""
        if edit.query:
            options: dict[str, Any] = {"query": stamped}
        else:
            options = {"body": {**edit.body, **stamped}}
        if handler is None:
            status: int = self.send(edit.method, edit.path, **options).status
            return status
        event = http_event(edit.method, f"/v1{edit.path}", user=self.user_id, at=self.now, **options)
        return int(call(handler, event).status)


class Interrupted:
    """A client for DynamoDB; before its call number `at`, `meanwhile` happens."""

    def __init__(self, client: Any, at: int, meanwhile: Callable[[], Any]) -> None:
        self._client, self._left, self._meanwhile = client, at, meanwhile

    def __getattr__(self, operation: str) -> Any:
        def call(**request: Any) -> Any:
            self._left -= 1
            if self._left == -1:
                self._meanwhile()
            return getattr(self._client, operation)(**request)

        return call
