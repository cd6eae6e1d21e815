"""The catalogue knows every variable of the root, and its page is current."""

from __future__ import annotations

import re

import pytest

from tools.switches import table
from tools.switches.catalogue import ENVIRONMENTS, EXCLUDED, NO_SWITCHES, ON_THE_EMULATOR, SWITCHES
from tools.switches.pairs import cover
from tools.switches.plans import settings_of
from tools.switches.switch import merged
from tools.terraform import runner

_VARIABLE = re.compile(r'^variable "(\w+)"', re.MULTILINE)


def _declared() -> set[str]:
    files = runner.ROOT.glob("variables*.tf")
    return {name for file in files for name in _VARIABLE.findall(file.read_text())}


def test_every_variable_is_a_switch_or_has_a_reason_why_not() -> None:
    switched = {name for switch in SWITCHES for settings in switch.positions.values() for name in settings}
    assert _declared() - switched - NO_SWITCHES.keys() == set()
    assert (switched | NO_SWITCHES.keys()) - _declared() == set(), "not a variable of terraform/"


def test_a_position_is_named_once() -> None:
    names = [switch.name for switch in SWITCHES]
    assert len(names) == len(set(names))
    known = {(switch.name, position) for switch in SWITCHES for position in switch.positions}
    assert {choice for pair in EXCLUDED for choice in pair} <= known


@pytest.mark.exhaustive
def test_a_dozen_rows_hold_every_pair_and_agree_with_themselves() -> None:
    rows = cover({switch.name: switch.paired for switch in SWITCHES}, EXCLUDED)
    assert len(rows) <= 12
    switches = {switch.name: switch for switch in SWITCHES}
    for row in rows:
        settings_of(row, switches)


def test_what_the_emulator_lacks_is_off_whatever_else_is_said_of_it() -> None:
    """An object of tfvars replaces the whole one of local.tfvars."""
    spoken = [
        merged([switch.positions[position], switch.local]).get("observability")
        for switch in SWITCHES
        if not switch.not_local
        for position in switch.others
    ]
    assert [one for one in spoken if one and one.get("queries") is not False] == []
    assert ON_THE_EMULATOR["observability"] == {"queries": False}


def test_every_environment_is_planned() -> None:
    assert set(ENVIRONMENTS) == set(runner.environments()) - {"local"}


def test_the_page_is_current() -> None:
    assert table.FILE.read_text() == table.text(), "run: invoke switches.docs"
