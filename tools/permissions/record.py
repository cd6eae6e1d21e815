"""docs/permissions.json: made from what Terraform makes of the manifests and tfvars, AWS being mocked.

Twice over: a first plan tells which resources there are, a second one has each under a name of its own. The
names are kept beside this file, so that a check does without the first.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.permissions import document, names
from tools.permissions.everything import REASONS
from tools.permissions.layout import laid_out
from tools.permissions.names import Names
from tools.permissions.variants import VARIANTS
from tools.switches.plans import MOCKS, as_variables
from tools.terraform.errors import TerraformError
from tools.terraform.testing import mocked_environment
from tools.terraform.workspace import REPOSITORY, Workspace, copy_tree

FILE = REPOSITORY / "docs" / "permissions.json"
NAMES = Path(__file__).with_name("names.json")
_TEST = "permissions.tftest.hcl"
# So that a plan knows what AWS would answer at an apply: the policies are made of it. (Terraform 1.11)
_MOCKS = MOCKS.replace("  source =", "  override_during = plan\n  source =")


class PermissionsError(Exception):
    """The message says what is wrong and what to do."""


def current(scratch: Path, known: Names | None = None) -> tuple[str, Names]:
    """The document as Terraform has it now, and the names in it; with `known` names in half the time.

    Raises PermissionsError for what no review lets pass.
    """
    tree = copy_tree(scratch / "terraform")
    for file in (tree / "tests").glob("*.tftest.hcl"):
        file.unlink()
    workspace = Workspace(tree, scratch / "data")
    extra = mocked_environment(scratch)
    if known is None:
        known = _names(_resources(workspace, {}, extra))
    found = _resources(workspace, known, extra)
    return _text(found), _names(found)


def compare(recorded: str, now: str) -> None:
    """Raises PermissionsError with the lines that differ."""
    if recorded == now:
        return
    from difflib import unified_diff

    lines = unified_diff(recorded.splitlines(), now.splitlines(), FILE.name, "terraform", n=2, lineterm="")
    raise PermissionsError("\n".join([
        *lines,
        "Who may do what is not as docs/permissions.json says, which people have reviewed.",
        "If all of the above is meant: invoke terraform.permissions, and say in the commit why.",
    ]))


def _resources(workspace: Workspace, known: Names, extra: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Variant → its resources, as planned with mocks that call them as `known` does."""
    runs = "\n".join(map(_run, range(len(VARIANTS)), VARIANTS.values()))
    (workspace.folder / "tests" / _TEST).write_text(f"{_MOCKS}{names.overrides(known)}\n{runs}")
    workspace.initialise("-backend=false", extra=extra)
    options = ("-json", "-verbose", f"-filter=tests/{_TEST}")
    done = workspace.terraform("test", *options, extra=extra, quiet=True)
    if done.returncode:
        raise TerraformError(_messages(done.stdout))
    return dict(zip(VARIANTS, _plans(done.stdout), strict=True))


def _names(found: Mapping[str, list[dict[str, Any]]]) -> Names:
    return names.of(one for planned in found.values() for one in planned)


def _run(number: int, settings: Mapping[str, Any]) -> str:
    body = as_variables(settings, "    ")
    return f'run "variant_{number}" {{\n  command = plan\n\n  variables {{\n{body}\n  }}\n}}\n'


def _plans(said: str) -> list[list[dict[str, Any]]]:
    """The resources of each run, in their order: what Terraform plans to make."""
    lines = (json.loads(line) for line in said.splitlines() if line.startswith("{"))
    plans = [line["test_plan"]["resource_changes"] for line in lines if "test_plan" in line]
    return [[{**one, "values": one["change"]["after"]} for one in plan] for plan in map(_managed, plans)]


def _managed(plan: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in plan if one["mode"] == "managed"]


def _messages(said: str) -> str:
    """What is for people in Terraform's JSON."""
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    wrong = [line.get("diagnostic", {}) for line in lines if line.get("@level") == "error"]
    return "\n".join(f"{one.get('summary', '')}: {one.get('detail', '')}" for one in wrong) or said[-2000:]


def _text(found: Mapping[str, list[dict[str, Any]]]) -> str:
    base, *others = found
    roles = {name: document.roles(resources) for name, resources in found.items()}
    policies = {name: document.resource_policies(resources) for name, resources in found.items()}
    everywhere = set().union(*(document.actions_on_everything(one) for one in roles.values()))
    _refuse([line for one in roles.values() for line in document.wild_actions(one)], everywhere)
    told: dict[str, Any] = {
        "note": "Written by `invoke terraform.permissions` from Terraform's own resources: a change here is "
        "one of who may do what. Other settings than the first say what they add (more) or take away (less).",
        "granted on *, because": {action: REASONS[action] for action in sorted(everywhere)},
        base: {
            "roles": roles[base],
            "policies of resources": policies[base],
            "callers of functions": document.invocations(found[base]),
        },
    }
    for name in others:
        told[name] = {
            "roles": document.difference(roles[base], roles[name]),
            "policies of resources": document.difference(policies[base], policies[name]),
        }
    return laid_out(told) + "\n"


def _refuse(wild: list[str], everywhere: set[str]) -> None:
    """Raises PermissionsError for what no review lets pass."""
    if wild:
        raise PermissionsError("Actions are spelled out, with no wildcard: " + "; ".join(sorted(set(wild))))
    if without := sorted(everywhere - REASONS.keys()):
        raise PermissionsError(
            f"Granted on every resource (*) with no reason given: {', '.join(without)}. Name the resources, "
            "or, where AWS knows none, say so in tools/permissions/everything.py."
        )
    if unused := sorted(REASONS.keys() - everywhere):
        raise PermissionsError(f"tools/permissions/everything.py gives reasons in vain: {', '.join(unused)}.")
