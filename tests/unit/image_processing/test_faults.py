"""The function is cut off at each of its calls, and everything it reaches has enough of it: what the next
attempt leaves is what one without faults leaves."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from functools import cache
from typing import Any

import pytest
from botocore.exceptions import ClientError

from shared import clients
from shared.errors import Unavailable
from tests.support.faults import Fuse, Fused, Killed, throttled, until_done
from tests.support.hostile import A_PDF, PDF
from tests.support.media import UPLOADS, Person, a_person, picture
from tests.support.memory import memory_table

SMALL = picture(size=(8, 6))
PICTURE: dict[str, Any] = {"purpose": "photo"}
DOCUMENT = {"purpose": "task", "ref": "01K0000000000000000000000T", "content_type": PDF, "name": "plan.pdf"}
CASES = {"picture": (PICTURE, SMALL), "document": (DOCUMENT, A_PDF), "refused": (PICTURE, b"nothing")}
OBJECTS = {"picture": 3, "document": 1, "refused": 0}


def worked_off(case: str, fuse: Fuse, again: bool = False, redriven: bool = False) -> tuple[Any, list[str]]:
    """What becomes of the file, and which objects there are then."""
    fields, data = CASES[case]
    with memory_table() as table, a_person(table) as ada:
        table.put({"pk": "USER#ada", "sk": f"TASK#{DOCUMENT['ref']}"})
        file_id = ada.new(**fields)
        ada.s3.put_object(UPLOADS, ada.raw(file_id), data)
        fused = {"s3": Fused(ada.s3, fuse), "dynamodb": Fused(clients.client("dynamodb"), fuse)}
        with clients.override(**fused):
            with suppress(Killed, Unavailable, ClientError) if redriven else nullcontext():
                until_done(lambda: ada.work(file_id))
            if again or redriven:
                ada.work(file_id)
        objects = ada.keys()
        return without_id(ada, file_id), [key.replace(file_id, "ID") for key in objects]


def without_id(ada: Person, file_id: str) -> str:
    return str(ada.ok("GET", f"/uploads/{file_id}")).replace(file_id, "ID")


@cache
def undisturbed(case: str) -> tuple[tuple[Any, list[str]], int]:
    fuse = Fuse()
    return worked_off(case, fuse), fuse.calls


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_it_is_cut_off_at_each_of_its_calls(case: str, late: bool) -> None:
    left, calls = undisturbed(case)
    assert len(left[1]) == OBJECTS[case] and calls >= 4
    for first in range(calls):
        assert worked_off(case, Fuse(first, late=late)) == left, f"cut off at call {first} of {calls}"


@pytest.mark.parametrize("case", CASES)
def test_what_it_reaches_says_no_once(case: str) -> None:
    left, calls = undisturbed(case)
    for first in range(calls):
        assert worked_off(case, Fuse(first, error=throttled)) == left, f"refused at call {first} of {calls}"


@pytest.mark.parametrize("case", CASES)
def test_the_event_comes_twice(case: str) -> None:
    assert worked_off(case, Fuse(), again=True) == undisturbed(case)[0]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("error", [Killed, throttled])
def test_what_fails_for_good_is_worked_off_from_the_queue_of_failures(case: str, error: Any) -> None:
    """Three attempts fail; what was written meanwhile is written over."""
    left, calls = undisturbed(case)
    for first in range(0, calls, 2):
        fuse = Fuse(first, times=3, error=error)
        with pytest.raises((Killed, Unavailable, ClientError)):
            worked_off(case, fuse)
        assert worked_off(case, Fuse(first, times=3, error=error), redriven=True) == left


def test_what_fails_for_good_is_not_lost() -> None:
    """The error is Lambda's, which keeps the event."""
    with pytest.raises(Killed):
        worked_off("picture", Fuse(1, times=1 << 30))
