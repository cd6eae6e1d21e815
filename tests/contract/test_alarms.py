"""Alarms, their runbooks, the metrics they stand on, and what becomes a metric that is paid for."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shared.metrics import LEAN
from tests.contract.code import sources, tree
from tools.manifests import ROOT, load_all
from tools.terraform import alarm_docs

ALARMS = alarm_docs.alarms()
DOCUMENTED = json.loads((ROOT / "tests" / "contract" / "aws_metrics.json").read_text())
OPERATIONS = ROOT / "docs" / "operations.md"
TERRAFORM = {file.name: file.read_text() for file in (ROOT / "terraform").glob("*.tf")}

# https://aws.amazon.com/cloudwatch/pricing/ (free tier): ten custom metrics of an account.
FREE_METRICS = 10

# Whoever calls without waiting → the alarm that says that it could not be done. What somebody waits for, an
# answer tells.
ENDS_IN = {
    "queue": "work-failed",
    "schedule": "work-failed",
    "bucket": "work-failed",
    "bus": "work-failed",
    "topic": "work-failed",
    "invoked": "work-failed",
    "table_stream": "batches-kept",
    "rotation": "rotation-fails",
}
WAITED_FOR = {"authorizer", "user_pool", "apply"}

each = pytest.mark.parametrize("name", ALARMS)


@cache
def runbooks() -> dict[str, str]:
    """Heading → text of the part `Alarms` of operations.md."""
    _, _, part = OPERATIONS.read_text().partition("\n## Alarms\n")
    part = part.partition("\n## ")[0]
    return dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", part, re.MULTILINE | re.DOTALL))


def test_each_alarm_has_its_runbook_and_each_runbook_its_alarm() -> None:
    assert sorted(runbooks()) == sorted([*ALARMS, "people-are-affected"])


@each
def test_a_runbook_says_where_to_look_and_what_to_do(name: str) -> None:
    text = runbooks()[name]
    assert len(text.split()) >= 20
    assert "`" in text, "name a command, a metric, a log or a setting"


def test_the_table_of_alarms_is_current() -> None:
    text = OPERATIONS.read_text()
    assert text == alarm_docs.expected(text, ALARMS), "run: invoke terraform.docs"


@each
def test_an_alarm_says_what_people_notice(name: str) -> None:
    notice = ALARMS[name]["notice"]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
    assert notice[0].isupper()
    assert notice.endswith(".")
    assert not re.search(r"metric|threshold|alarm|\d{3}", notice), "in the words of who is affected"


@each
def test_an_alarm_decides_on_missing_data(name: str) -> None:
    alarm = ALARMS[name]
    # No requests, no errors; no figures of a database: it sleeps. But what is to happen each minute and does
    # not is what there is to be heard. With "missing", each time a database wakes would be a mail.
    still = alarm["comparison"] == "below" and not alarm["of"].startswith("database")
    assert alarm["missing"] in (("breaching",) if still else ("notBreaching", "ignore"))


@each
def test_an_alarm_is_of_something_that_terraform_knows(name: str) -> None:
    observed = TERRAFORM["observability.tf"].partition("observed = {")[2].partition("\n  }\n")[0]
    assert ALARMS[name]["of"] in re.findall(r"^    (\w+) +=", observed, re.MULTILINE)


@each
def test_a_metric_is_one_that_aws_documents(name: str) -> None:
    for metric in ALARMS[name]["metrics"].values():
        known = [known for group in DOCUMENTED[metric["namespace"]] for known in group["metrics"]]
        assert metric["name"] in known


@each
def test_an_expression_uses_each_of_its_metrics(name: str) -> None:
    alarm = ALARMS[name]
    if "expression" in alarm:
        used = set(re.findall(r"[a-z][a-z0-9_]*", alarm["expression"]))
        assert used == set(alarm["metrics"])


def test_whatever_nobody_waits_for_ends_in_an_alarm() -> None:
    schema = json.loads((ROOT / "functions" / "function.schema.json").read_text())
    triggers = set(schema["properties"]["triggers"]["properties"])
    assert triggers == ENDS_IN.keys() | WAITED_FOR, "say which alarm tells that such a call failed for good"
    assert set(ENDS_IN.values()) <= ALARMS.keys()
    used = {trigger for manifest in load_all().values() for trigger in manifest.triggers}
    assert used <= triggers


def test_every_queue_is_watched() -> None:
    queues = {name for text in TERRAFORM.values() for name in re.findall(r'"aws_sqs_queue" "(\w+)"', text)}
    watched = set(re.findall(r"aws_sqs_queue\.(\w+)", TERRAFORM["observability.tf"]))
    assert queues == watched


def test_what_fails_for_good_goes_to_a_queue_of_failures() -> None:
    """A way out that leads elsewhere would be one that nobody hears of."""
    ways_out = re.compile(
        r"(?:deadLetterTargetArn|dead_letter_config \{\s+arn|on_failure \{\s+destination) += (\S+)"
    )
    targets = {target for text in TERRAFORM.values() for target in ways_out.findall(text)}
    assert targets == {"aws_sqs_queue.dead[each.key].arn", "aws_sqs_queue.async_failures.arn"}


def counted(path: Path) -> Iterator[str]:
    """Names that the file's calls of shared.metrics.count add to."""
    for node in ast.walk(tree(path)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "count"
            and node.args
        ):
            (name, *_) = node.args
            if isinstance(name, ast.Constant) and isinstance(name.value, str):
                yield name.value


def all_counted() -> set[str]:
    return {name for folder in ("functions", "shared") for path in sources(folder) for name in counted(path)}


def test_the_lean_profile_has_ten_custom_metrics_at_most() -> None:
    assert len(LEAN) <= FREE_METRICS
    assert all_counted() >= LEAN, "paid for and never written"
    (group,) = DOCUMENTED["Daybook"]
    assert set(group["metrics"]) == LEAN


def test_alarms_and_dashboard_show_custom_metrics_that_are_there() -> None:
    of_alarms = {
        metric["name"]
        for alarm in ALARMS.values()
        for metric in alarm["metrics"].values()
        if metric["namespace"] == "Daybook"
    }
    assert of_alarms <= LEAN


def test_there_is_no_metric_filter() -> None:
    """Each would be one more custom metric; what is worth one is counted by the code."""
    modules = (ROOT / "terraform" / "modules").rglob("*.tf")
    texts = [*TERRAFORM.values(), *(file.read_text() for file in modules)]
    assert not [text for text in texts if "aws_cloudwatch_log_metric_filter" in text]


def test_the_table_tells_an_alarm_in_words() -> None:
    alarm: dict[str, Any] = {
        "metrics": {"a": {"namespace": "AWS/SQS", "name": "Age", "statistic": "Maximum"}},
        "comparison": "above", "threshold": 900, "period_s": 300, "periods": 3, "datapoints": 2,
        "missing": "breaching", "lean": True,
    }  # fmt: skip
    text = alarm_docs.expected(f"a\n{alarm_docs._BEGIN}\nold\n{alarm_docs._END}\nz", {"late": alarm})
    row = "| [`late`](#late) | SQS Age (Maximum) above 900 in 5 min, 2 times of 3 | an alarm | yes |"
    assert row in text.splitlines()
    assert "old" not in text
    assert text.startswith("a\n") and text.endswith("\nz")


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place for the alarms"):
        alarm_docs.expected("nothing here", ALARMS)
