"""How events get to a bus that takes ten at a time and may refuse some or all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from functions.relay.events import Event, events_of
from functions.relay.repository import EventBus
from shared.settings import settings
from shared.stream import changes
from tests.support.stream import record, stream_event


class FakeEvents:
    """EventBridge: refuses the details whose user id stands in `refuses` as many times as it says there."""

    def __init__(self) -> None:
        self.calls: list[int] = []
        self.taken: list[str] = []
        self.refuses: dict[str, int] = {}
        self.error: Exception | None = None

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        self.calls.append(len(Entries))
        if self.error:
            raise self.error
        results = [self._put(entry) for entry in Entries]
        return {"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results}

    def _put(self, entry: dict[str, Any]) -> dict[str, Any]:
        assert (entry["EventBusName"], entry["Source"]) == ("bus-1", "daybook")
        user = json.loads(entry["Detail"])["user_id"]
        if self.refuses.get(user, 0) > 0:
            self.refuses[user] -= 1
            return {"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"}
        self.taken.append(user)
        return {"EventId": "1"}


@pytest.fixture
def fake() -> Iterator[FakeEvents]:
    with settings.override(event_bus_name="bus-1", service_name="relay"):
        yield FakeEvents()


def registrations(count: int) -> list[Event]:
    records = (record(f"USER#{number}", "PROFILE", new={"name": "x"}) for number in range(count))
    return [event for change in changes(stream_event(*records)) for event in events_of(change)]


def publish(fake: FakeEvents, events: list[Event]) -> list[str]:
    return [event.change.user_id for event in EventBus(fake, sleep=lambda _: None).publish(events)]


def test_events_go_in_calls_of_ten(fake: FakeEvents) -> None:
    assert publish(fake, registrations(23)) == []
    assert fake.calls == [10, 10, 3]
    assert fake.taken == [str(number) for number in range(23)]


def test_only_the_refused_entries_are_sent_again(fake: FakeEvents) -> None:
    fake.refuses = {"1": 1, "3": 2}

    assert publish(fake, registrations(5)) == []
    assert fake.calls == [5, 2, 1]
    assert sorted(fake.taken) == ["0", "1", "2", "3", "4"]


def test_what_is_refused_to_the_end_is_given_back_and_the_rest_is_not(fake: FakeEvents) -> None:
    fake.refuses = {"11": 99}

    assert publish(fake, registrations(12)) == ["11"]
    assert len(fake.taken) == 11


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="https://events.invalid"),
        ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "PutEvents"),
    ],
)
def test_a_bus_that_cannot_be_reached_gives_everything_back(fake: FakeEvents, error: Exception) -> None:
    fake.error = error

    assert publish(fake, registrations(11)) == [str(number) for number in range(11)]
