"""Also what no environment has today, because its switch is off, has a price or a reason to be free."""

from __future__ import annotations

import re

from tools.cost.estimate import free_types, priced_types
from tools.terraform.workspace import ROOT

DECLARED = {
    found
    for file in ROOT.rglob("*.tf")
    if ".terraform" not in file.parts
    for found in re.findall(r'^resource "(aws_\w+)"', file.read_text(), re.MULTILINE)
}


def test_every_type_that_terraform_names_is_known() -> None:
    unknown = DECLARED - priced_types() - set(free_types())
    assert not unknown, "add a price (tools/cost/services) or a reason to be free (tools/cost/free.json)"


def test_what_is_free_is_there() -> None:
    """A reason for what nobody has is a line that nobody reads."""
    assert set(free_types()) <= DECLARED
