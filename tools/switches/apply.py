"""Each switch over and back on a local cloud: applied, the second plan empty, destroyed, nothing left."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.switches.catalogue import ENVIRONMENTS, ON_THE_EMULATOR, SWITCHES
from tools.switches.inventory import inventory
from tools.switches.stack import Cloud, Stack, cloud
from tools.switches.switch import Environment, Switch, SwitchError, merged

Say = Callable[[str], None]
_UNPROTECTED = {"deletion_protection": False, "production": False}


def try_all(root: Path, only: set[str], say: Say) -> list[str]:
    """Switches and environments, those of `only` (empty: all) that an emulator can apply; problems, one text
    each. Raises BuildError, LocalError."""
    switches = [one for one in SWITCHES if not one.not_local and (not only or one.name in only)]
    environments = {
        name: one for name, one in ENVIRONMENTS.items() if not one.not_local and (not only or name in only)
    }
    with cloud(root) as made:
        problems = try_switches(made, switches, say) if switches else []
        for name, environment in environments.items():
            problems += try_environment(made, name, environment, say)
    return problems


def try_switches(local: Cloud, switches: Sequence[Switch], say: Say) -> list[str]:
    """Problems, one text each. A switch goes back when the next one goes over, so both ways are applied."""
    stack = local.stack("local")
    before = inventory(local.client)
    problems = [_tried(stack, local.settings(), "all as in local.tfvars", {}, say)]
    for switch in switches:
        for position in switch.others:
            settings = merged([switch.positions[position], switch.local])
            problems.append(_tried(stack, local.settings(), f"{switch.name}: {position}", settings, say))
    problems.append(_tried(stack, local.settings(), "all back", {}, say))
    problems.append(_ended(local, stack, before, say))
    return [problem for problem in problems if problem]


def try_environment(local: Cloud, name: str, environment: Environment, say: Say) -> list[str]:
    """An environment's own tfvars, with what an emulator needs; problems as above."""
    stack = local.stack(name)
    before = inventory(local.client)
    settings = {**environment.settings, **ON_THE_EMULATOR}
    problems = [
        _tried(stack, local.settings(), f"envs/{name}.tfvars", settings, say),
        # So that it can be taken down again.
        _tried(stack, local.settings(), f"{name}, unprotected", {**settings, **_UNPROTECTED}, say),
        _ended(local, stack, before, say),
    ]
    return [problem for problem in problems if problem]


def _tried(stack: Stack, base: Mapping[str, Any], name: str, settings: Mapping[str, Any], say: Say) -> str:
    begun = time.monotonic()
    try:
        stack.apply({**base, **settings})
        stack.check_settled()
    except SwitchError as problem:
        say(f"{name}: FAILED after {time.monotonic() - begun:.0f} s\n{problem}")
        return f"── {name}\n{problem}"
    say(f"{name}: applied, the second plan is empty ({time.monotonic() - begun:.0f} s)")
    return ""


def _ended(local: Cloud, stack: Stack, before: set[str], say: Say) -> str:
    begun = time.monotonic()
    try:
        stack.destroy()
    except SwitchError as problem:
        say(f"destroy {stack.environment}: FAILED\n{problem}")
        return f"── destroy {stack.environment}\n{problem}"
    left = sorted(inventory(local.client) - before)
    say(f"destroy {stack.environment}: {len(left)} left ({time.monotonic() - begun:.0f} s)")
    return "\n".join([f"── destroy {stack.environment} left", *left]) if left else ""
