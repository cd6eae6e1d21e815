"""Batches of the stream that were given up, and ranges of it, replayed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support.stream import record
from tests.unit.failures.aws import RELAY, Aws
from tools.failures import batches
from tools.failures.stack import FailuresError
from tools.failures.tasks import replayed


def at(hour: int) -> datetime:
    return datetime(2026, 5, 1, hour, tzinfo=UTC)


DAY = at(0), datetime(2026, 5, 2, tzinfo=UTC)


def change(sk: str, hour: int = 12) -> dict[str, Any]:
    return record("USER#ada", sk, new={"name": "x"}, at=at(hour).timestamp())


def keep(aws: Aws, key: str, hour: int, *records: dict[str, Any]) -> None:
    """As Lambda writes a batch into the bucket."""
    content = {"requestContext": {"functionArn": RELAY + ":7"}, "payload": json.dumps({"Records": records})}
    aws.s3.objects[key] = at(hour), content


def test_batches_of_the_time_are_replayed_oldest_first_and_removed(capsys: Any) -> None:
    aws, early, late, other = Aws(), change("HABIT#1"), change("HABIT#2"), change("HABIT#3")
    keep(aws, "b", 13, late)
    keep(aws, "a", 12, early)
    keep(aws, "c", 14, other)
    replayed(aws.stack, at(12), at(14))
    assert aws.functions.calls == [
        ("daybook-test-relay", {"Records": [early]}),
        ("daybook-test-relay", {"Records": [late]}),
    ]
    assert list(aws.s3.objects) == ["c"]
    assert "Changes replayed: 2." in capsys.readouterr().out


def test_a_dry_run_says_what_there_is_and_touches_nothing(capsys: Any) -> None:
    aws = Aws()
    keep(aws, "a", 12, change("HABIT#1"), change("HABIT#2"))
    replayed(aws.stack, *DAY, dry_run=True)
    assert capsys.readouterr().out == "a  daybook-test-relay: 2 changes\nChanges to replay: 2.\n"
    assert (aws.functions.calls, list(aws.s3.objects)) == ([], ["a"])


@pytest.mark.parametrize("said", [{"batchItemFailures": [{"itemIdentifier": "1"}]}, {"errorMessage": "no"}])
def test_what_fails_again_is_kept_and_holds_up_nothing_behind_it(said: dict[str, Any], capsys: Any) -> None:
    aws = Aws()
    for hour, key in enumerate("ab", 12):
        keep(aws, key, hour, change("HABIT#1"))
    aws.functions.answers = [said]
    with pytest.raises(FailuresError, match="Batches that could not be replayed, .*: 1"):
        replayed(aws.stack, *DAY)
    assert (len(aws.functions.calls), list(aws.s3.objects)) == (2, ["a"])
    assert "a  stays: daybook-test-relay failed again" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        None,
        {"requestContext": {"functionArn": RELAY}},
        {"requestContext": {"functionArn": RELAY}, "payload": "x"},
        {"requestContext": {"functionArn": RELAY + "-of-others"}, "payload": '{"Records": []}'},
    ],
)
def test_an_object_that_is_no_batch_of_ours_holds_up_nothing_either(content: Any, capsys: Any) -> None:
    aws = Aws()
    aws.s3.objects["a"] = at(12), content
    keep(aws, "b", 13, change("HABIT#1"))
    with pytest.raises(FailuresError, match="Batches that could not be replayed, .*: 1"):
        replayed(aws.stack, *DAY)
    assert (batches.kept(aws.stack), len(aws.functions.calls)) == (["a"], 1)
    assert "a  stays: " in capsys.readouterr().out


def test_of_the_stream_the_function_gets_what_it_would_have_got() -> None:
    records = [
        change("HABIT#1", 9),
        change("HABIT#2", 10),
        change("SETTINGS", 11),
        change("PROFILE", 12),
        change("HABIT#3", 13),
    ]
    (batch,) = batches.still_there(Aws(records).stack, "relay", at(10), at(13))
    assert (batch.key, batch.function) == (None, "daybook-test-relay")
    assert batch.records == [records[1], records[3]]


@pytest.mark.parametrize("function", ["habits", "nobody"])
def test_who_does_not_read_the_stream_is_said_so(function: str) -> None:
    with pytest.raises(FailuresError, match=f"{function} does not read .*; activity and relay do"):
        list(batches.still_there(Aws().stack, function, *DAY))


def test_a_range_is_replayed_to_the_function_that_is_named() -> None:
    records = [change("HABIT#1", 9), change("HABIT#2", 10)]
    aws = Aws(records)
    replayed(aws.stack, at(10), at(11), "relay")
    assert aws.functions.calls == [("daybook-test-relay", {"Records": [records[1]]})]


def test_calls_are_as_large_as_lambda_takes() -> None:
    small = [change(f"HABIT#{number}") for number in range(250)]
    assert [len(some) for some in batches.portions(small)] == [100, 100, 50]
    large = [record("USER#ada", "HABIT#1", new={"text": "x" * 2_000_000}) for _ in range(5)]
    assert [len(some) for some in batches.portions(large)] == [2, 2, 1]
    assert list(batches.portions([])) == []


@pytest.mark.parametrize(
    ("pattern", "value", "matches"),
    [
        ({"a": ["x", {"prefix": "y"}]}, {"a": "yes"}, True),
        ({"a": ["x", {"prefix": "y"}]}, {"a": "no"}, False),
        ({"a": {"b": [1]}, "c": [{"exists": False}]}, {"a": {"b": 1}}, True),
        ({"a": {"b": [1]}}, {"a": "b"}, False),
        ({"a": [{"anything-but": ["x"]}]}, {"a": "y"}, True),
        ({"a": [{"anything-but": ["x"]}]}, {}, False),
        ({}, {"a": 1}, True),
    ],
)
def test_filters_let_through_what_lambda_lets_through(pattern: Any, value: Any, matches: bool) -> None:
    assert batches.matches(pattern, value) is matches


def test_a_filter_that_is_not_known_is_not_guessed_at() -> None:
    with pytest.raises(FailuresError, match="numeric"):
        batches.matches({"a": [{"numeric": [">", 1]}]}, {"a": 2})
