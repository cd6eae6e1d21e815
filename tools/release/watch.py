"""What says that a release is bad: the environment's alarms, and the errors of the new versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tools.release.aliases import ALIAS
from tools.release.model import Rollout, Versions

# The promise of the alarms too: more than 1 % of the calls fail.
_BAD_RATE = 0.01
_PERIOD_S = 60
# GetMetricData takes 500 queries: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/
_QUERIES_AT_ONCE = 500

Counts = tuple[float, float]  # calls, errors


class Watch:
    """`alarms`: CloudWatch clients of each region that has alarms of the environment; `metrics`: of the
    functions' region. Every alarm counts whose name begins with `prefix`."""

    def __init__(self, alarms: Sequence[Any], metrics: Any, prefix: str) -> None:
        self._alarms, self._metrics, self._prefix = alarms, metrics, prefix

    def ringing(self) -> list[str]:
        """Names of the alarms that are on, composite ones too."""
        return sorted({name for client in self._alarms for name in self._on(client)})

    def trouble(self, rollout: Rollout, since: datetime) -> str | None:
        """Why the rollout is to be taken back, None when there is no reason."""
        on = [name for name in self.ringing() if name not in rollout.ignored]
        if on:
            return f"alarm {', '.join(on)}"
        return self._errors(rollout.before, rollout.after, since)

    def _on(self, client: Any) -> Iterable[str]:
        pages = client.get_paginator("describe_alarms").paginate(
            AlarmNamePrefix=self._prefix, StateValue="ALARM", AlarmTypes=["MetricAlarm", "CompositeAlarm"]
        )
        for page in pages:
            yield from (
                alarm["AlarmName"]
                for kind in ("MetricAlarms", "CompositeAlarms")
                for alarm in page.get(kind, [])
            )

    def _errors(self, before: Versions, after: Versions, since: datetime) -> str | None:
        """A function whose new version fails in more than 1 % of its calls, more than the old one."""
        counts = self._counts([*before.items(), *after.items()], since)
        for name, version in sorted(after.items()):
            calls, errors = counts[name, version]
            rate, usual = _rate((calls, errors)), _rate(counts[name, before[name]])
            if rate > max(_BAD_RATE, usual):
                return f"version {version} of {name} failed in {errors:.0f} of {calls:.0f} calls"
        return None

    def _counts(self, wanted: list[tuple[str, str]], since: datetime) -> dict[tuple[str, str], Counts]:
        queries = [
            _query(f"{kind}{index}", name, version, metric)
            for index, (name, version) in enumerate(wanted)
            for kind, metric in (("c", "Invocations"), ("e", "Errors"))
        ]
        sums: dict[str, float] = {}
        for start in range(0, len(queries), _QUERIES_AT_ONCE):
            sums |= self._sums(queries[start : start + _QUERIES_AT_ONCE], since)
        return {key: (sums.get(f"c{index}", 0), sums.get(f"e{index}", 0)) for index, key in enumerate(wanted)}

    def _sums(self, queries: list[dict[str, Any]], since: datetime) -> dict[str, float]:
        pages = self._metrics.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries,
            StartTime=since.replace(second=0, microsecond=0),
            EndTime=datetime.now(UTC) + timedelta(seconds=_PERIOD_S),
        )
        found: dict[str, float] = {}
        for page in pages:
            for result in page["MetricDataResults"]:
                found[result["Id"]] = found.get(result["Id"], 0) + sum(result["Values"])
        return found


def _rate(counts: Counts) -> float:
    calls, errors = counts
    return errors / calls if calls else 0.0


def _query(key: str, name: str, version: str, metric: str) -> dict[str, Any]:
    # What came by a weighted alias is counted by version too:
    # docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
    dimensions = {"FunctionName": name, "Resource": f"{name}:{ALIAS}", "ExecutedVersion": version}
    return {
        "Id": key,
        "MetricStat": {
            "Stat": "Sum",
            "Period": _PERIOD_S,
            "Metric": {
                "Namespace": "AWS/Lambda",
                "MetricName": metric,
                "Dimensions": [
                    {"Name": dimension, "Value": value} for dimension, value in dimensions.items()
                ],
            },
        },
    }
