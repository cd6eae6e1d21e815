"""The aliases at Lambda, and what is watched at CloudWatch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tools.release.aliases import Aliases
from tools.release.errors import ReleaseError
from tools.release.model import WATCHING, Release, Rollout
from tools.release.watch import Watch

NOW = datetime(2026, 11, 1, 12, 0, 30, tzinfo=UTC)


class Pages:
    def __init__(self, pages: list[dict[str, Any]]) -> None:
        self._pages = pages

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        return self._pages


class FakeLambda:
    class exceptions:  # noqa: N801  boto3 calls it so
        class ResourceNotFoundException(Exception):
            pass

    def __init__(self, **versions: list[str]) -> None:
        self.versions = versions
        self.aliases: dict[str, dict[str, Any]] = {
            name: {"FunctionVersion": found[0]} for name, found in versions.items() if found
        }

    def get_alias(self, FunctionName: str, Name: str) -> dict[str, Any]:  # noqa: N803
        if FunctionName not in self.aliases:
            raise self.exceptions.ResourceNotFoundException
        return self.aliases[FunctionName]

    def update_alias(self, FunctionName: str, Name: str, **settings: Any) -> None:  # noqa: N803
        assert Name == "live"
        self.aliases[FunctionName] = settings

    def get_paginator(self, _: str) -> Any:
        return self

    def paginate(self, FunctionName: str) -> list[dict[str, Any]]:  # noqa: N803
        found = ["$LATEST", *self.versions[FunctionName]]
        return [{"Versions": [{"Version": version}]} for version in found]

    def delete_function(self, FunctionName: str, Qualifier: str) -> None:  # noqa: N803
        self.versions[FunctionName].remove(Qualifier)


class TestAliases:
    def test_the_newest_is_the_greatest_number_on_any_page(self) -> None:
        aliases = Aliases(FakeLambda(a=["9", "10", "2"], b=[]))
        assert aliases.newest(["a", "b"]) == {"a": "10", "b": "0"}

    def test_a_canary_gets_its_part_and_the_old_version_the_rest(self) -> None:
        fake = FakeLambda(a=["1", "2"])
        Aliases(fake).shift({"a": "1"}, {"a": "2"}, 10)
        assert fake.aliases["a"] == {
            "FunctionVersion": "1",
            "RoutingConfig": {"AdditionalVersionWeights": {"2": 0.1}},
        }

    def test_pointing_ends_the_weights(self) -> None:
        fake = FakeLambda(a=["1", "2"])
        Aliases(fake).point({"a": "2"})
        assert fake.aliases["a"] == {
            "FunctionVersion": "2",
            "RoutingConfig": {"AdditionalVersionWeights": {}},
        }

    def test_a_function_without_an_alias_wants_an_apply(self) -> None:
        with pytest.raises(ReleaseError, match="b has no alias 'live'"):
            Aliases(FakeLambda(b=[])).live(["b"])

    def test_versions_that_are_gone_are_found(self) -> None:
        aliases = Aliases(FakeLambda(a=["1"], b=["1"]))
        assert aliases.missing({"a": "1", "b": "2"}) == ["b"]

    def test_only_what_is_older_than_the_live_and_not_kept_is_removed(self) -> None:
        fake = FakeLambda(a=["3", "1", "2", "4"])
        assert Aliases(fake).remove_before({"a": {"1"}}) == ["a:2"]
        assert fake.versions["a"] == ["3", "1", "4"]


class FakeCloudWatch:
    """Alarms that are on, and sums of calls and errors by function and version."""

    def __init__(self, on: list[str] | None = None, **counts: tuple[int, int]) -> None:
        self.on, self.counts = on or [], counts
        self.asked: list[dict[str, Any]] = []

    def get_paginator(self, operation: str) -> Any:
        return {"describe_alarms": _Alarms(self), "get_metric_data": _Metrics(self)}[operation]


class _Alarms:
    def __init__(self, fake: FakeCloudWatch) -> None:
        self._fake = fake

    def paginate(self, AlarmNamePrefix: str, StateValue: str, AlarmTypes: list[str]) -> list[dict]:  # noqa: N803
        assert StateValue == "ALARM"
        found = [{"AlarmName": name} for name in self._fake.on if name.startswith(AlarmNamePrefix)]
        return [{"MetricAlarms": found[:1]}, {"CompositeAlarms": found[1:]}] if AlarmTypes else []


class _Metrics:
    def __init__(self, fake: FakeCloudWatch) -> None:
        self._fake = fake

    def paginate(self, MetricDataQueries: list[dict], **span: datetime) -> list[dict]:  # noqa: N803
        assert len(MetricDataQueries) <= 500
        assert span["StartTime"] == NOW.replace(second=0)
        self._fake.asked += MetricDataQueries
        return [{"MetricDataResults": [self._result(query)]} for query in MetricDataQueries]

    def _result(self, query: dict[str, Any]) -> dict[str, Any]:
        metric = query["MetricStat"]["Metric"]
        where = {each["Name"]: each["Value"] for each in metric["Dimensions"]}
        assert where["Resource"] == f"{where['FunctionName']}:live"
        counts = self._fake.counts.get(f"{where['FunctionName']}{where['ExecutedVersion']}", (0, 0))
        return {"Id": query["Id"], "Values": [counts[metric["MetricName"] == "Errors"]]}


def trouble(watch: Watch, functions: int = 1, ignored: tuple[str, ...] = ()) -> str | None:
    names = [chr(97 + index) if functions < 10 else f"f{index}-" for index in range(functions)]
    before, after = dict.fromkeys(names, "1"), dict.fromkeys(names, "2")
    rollout = Rollout(WATCHING, before, after, 10, 5, "me", 0, Release("r", "", after), ignored=ignored)
    return watch.trouble(rollout, NOW)


def watching(fake: FakeCloudWatch, *others: FakeCloudWatch) -> Watch:
    return Watch([fake, *others], fake, "daybook-test-")


class TestWatch:
    def test_alarms_of_the_environment_are_heeded_in_every_region_and_of_both_kinds(self) -> None:
        here = FakeCloudWatch(["daybook-test-errors", "daybook-test-all", "other-errors"])
        edge = FakeCloudWatch(["daybook-test-cloudfront"])
        found = watching(here, edge).ringing()
        assert found == ["daybook-test-all", "daybook-test-cloudfront", "daybook-test-errors"]
        assert trouble(watching(edge)) == "alarm daybook-test-cloudfront"

    def test_alarms_that_were_on_before_are_not(self) -> None:
        fake = FakeCloudWatch(["daybook-test-dlq"])
        assert trouble(watching(fake), ignored=("daybook-test-dlq",)) is None

    @pytest.mark.parametrize(
        ("old", "new", "bad"),
        [
            ((0, 0), (0, 0), False),
            ((900, 0), (100, 0), False),
            ((900, 0), (100, 1), False),  # one in a hundred is what the alarms allow too
            ((900, 0), (100, 2), True),
            ((900, 90), (100, 10), False),  # it failed as often before
            ((900, 90), (100, 11), True),
            ((0, 0), (1, 1), True),
        ],
    )
    def test_a_version_is_bad_that_fails_more_often_than_promised_and_than_before(
        self, old: tuple[int, int], new: tuple[int, int], bad: bool
    ) -> None:
        found = trouble(watching(FakeCloudWatch(a1=old, a2=new)))
        assert (found is not None) == bad
        assert not bad or f"version 2 of a failed in {new[1]} of {new[0]} calls" == found

    def test_more_functions_than_one_question_takes(self) -> None:
        fake = FakeCloudWatch(**{"f149-2": (10, 10)})
        assert trouble(watching(fake), functions=150) == "version 2 of f149- failed in 10 of 10 calls"
        assert len(fake.asked) == 600
        assert len({query["Id"] for query in fake.asked}) == 600
