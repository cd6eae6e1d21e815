from __future__ import annotations

from pathlib import Path

import pytest

from tools.switches.plans import as_test, runs_of, runs_of_environments
from tools.switches.switch import Environment, Switch, SwitchError, merged


def test_settings_of_one_object_are_joined() -> None:
    parts = [{"recovery": {"backups": {}}}, {"recovery": {"files": {"abroad": True}}}, {"mail_from": "b.cd"}]
    assert merged(parts) == {"recovery": {"backups": {}, "files": {"abroad": True}}, "mail_from": "b.cd"}


def test_lists_are_joined_and_equal_values_are_one() -> None:
    parts = [{"customer_key": ["table"], "x": 1}, {"customer_key": ["logs", "table"], "x": 1}]
    assert merged(parts) == {"customer_key": ["table", "logs"], "x": 1}


def test_two_that_disagree_are_told() -> None:
    with pytest.raises(SwitchError, match="Two switches set mail_from"):
        merged([{"mail_from": "a@b.cd"}, {"mail_from": "b.cd"}])


def test_a_row_becomes_a_run_that_plans_it() -> None:
    switches = {
        "tracing": Switch("tracing", {"off": {}, "on": {"tracing": True}}),
        "network": Switch("network", {"plain": {}, "watched": {"network": {"acls": True}}}),
    }
    said = as_test(runs_of([{"tracing": "on", "network": "watched"}], switches))
    assert 'run "row_1" {\n  command = plan\n' in said
    assert '  network = {"acls": true}\n  tracing = true\n' in said
    assert said.count("mock_provider") == 3


def test_an_environment_is_planned_as_its_file_says(tmp_path: Path) -> None:
    (tmp_path / "beta.tfvars").write_text('environment = "beta"\n')
    runs = runs_of_environments({"beta": Environment({"alarm_mail": ["a@b.cd"]})}, tmp_path)
    assert runs == {"beta": 'environment = "beta"\n\n  alarm_mail = ["a@b.cd"]'}
