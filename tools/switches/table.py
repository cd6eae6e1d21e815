"""docs/switches.md: which switches there are, and how each is shown to work."""

from __future__ import annotations

import json

from tools.switches.catalogue import ENVIRONMENTS, SWITCHES
from tools.switches.switch import Switch
from tools.terraform.workspace import REPOSITORY

FILE = REPOSITORY / "docs" / "switches.md"
_HEAD = """# Switches

What tfvars turn on, off or over, and how each is shown to work. Written by `invoke switches.docs` from
`tools/switches/catalogue.py`; a test says when a variable is in neither of its lists.

- **In pairs**: `invoke switches.plan` (part of `make test`) plans a dozen settings in which every two
  positions of any two switches meet, and each `terraform/envs/*.tfvars` with what
  its operator adds; AWS is mocked.
- **One by one**: `make test-switches` applies each position to a local cloud of its own and back, looks
  whether a second plan is empty, and at the end whether a destroy leaves anything. Where the emulator
  lacks the service, the last column says what is missing; plans and `terraform test` then stand alone.

| switch | from | to | tfvars | on the local cloud |
| --- | --- | --- | --- | --- |
"""
_ENVIRONMENTS = """
| environment | on the local cloud |
| --- | --- |
"""


def text() -> str:
    switches = [_row(switch, position) for switch in SWITCHES for position in switch.others]
    environments = [f"| `{name}` | {one.not_local or 'applied'} |" for name, one in ENVIRONMENTS.items()]
    return _HEAD + "\n".join(switches) + "\n" + _ENVIRONMENTS + "\n".join(environments) + "\n"


def _row(switch: Switch, position: str) -> str:
    first = next(iter(switch.positions))
    settings = [f"{name} = {json.dumps(value)}" for name, value in switch.positions[position].items()]
    local = switch.not_local or "applied"
    return f"| `{switch.name}` | {first} | {position} | `{', '.join(settings)}` | {local} |"
