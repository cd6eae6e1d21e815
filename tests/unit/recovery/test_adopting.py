"""Terraform's state is changed when everything is ready for it; what is lacking is said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.recovery.facts import ARN, CLUSTER_ARN, TABLE, TABLE_TAKES
from tests.unit.recovery.world import World
from tools.recovery.adopting import CLUSTER, INSTANCE, adopt_database, adopt_table
from tools.recovery.adopting import TABLE as ADDRESS
from tools.recovery.made import DrillError
from tools.terraform.errors import TerraformError
from tools.terraform.workspace import ROOT

RESTORED = "daybook-test-data-1"
TFVARS = f'recovery = {{ adopted_table = "{RESTORED}" }}'


class Terraform:
    def __init__(self, fails: str = "") -> None:
        self.calls: list[tuple[str, ...]] = []
        self.fails = fails

    def __call__(self, *arguments: str) -> None:
        if arguments[0] == self.fails:
            raise TerraformError("it did not")
        self.calls.append(arguments)


def adopt(terraform: Terraform, tfvars: str = TFVARS, ready: bool = True, there: bool = True) -> str:
    world = World()
    if there:
        world.dynamodb.tables[RESTORED] = []
        world.dynamodb.ready_at[RESTORED] = world.clock.now() + (TABLE_TAKES * (not ready))
    return adopt_table(world.stack.client("dynamodb"), terraform, TABLE, RESTORED, tfvars)


def test_the_restored_table_takes_the_place_of_the_live_one() -> None:
    terraform = Terraform()
    said = adopt(terraform)
    assert terraform.calls == [("state", "rm", ADDRESS), ("import", ADDRESS, RESTORED)]
    assert TABLE in said and "stays" in said


@pytest.mark.parametrize(
    ("lacking", "said"),
    [({"tfvars": ""}, "adopted_table = "), ({"ready": False}, "CREATING"), ({"there": False}, "no table")],
)
def test_nothing_is_changed_before_it_can_be(lacking: Any, said: str) -> None:
    terraform = Terraform()
    with pytest.raises(DrillError, match=said):
        adopt(terraform, **lacking)
    assert terraform.calls == []


def test_half_way_the_way_back_is_said() -> None:
    with pytest.raises(DrillError, match=f"import {TABLE} as module.table"):
        adopt(Terraform(fails="import"))


@pytest.mark.parametrize(("arn", "address"), [(ARN, INSTANCE), (CLUSTER_ARN, CLUSTER)])
def test_a_database_is_taken_by_the_name_that_it_was_given(arn: str, address: str) -> None:
    terraform = Terraform()
    adopt_database(terraform, arn)
    assert terraform.calls == [("state", "rm", address), ("import", address, "daybook-test-database")]


@pytest.mark.parametrize("address", [ADDRESS, INSTANCE, CLUSTER])
def test_the_addresses_are_terraforms(address: str) -> None:
    _, module, kind, name = address.removesuffix("[0]").split(".")
    text = "".join(file.read_text() for file in (ROOT / "modules" / module).glob("*.tf"))
    block = text.partition(f'resource "{kind}" "{name}" {{')[2].partition("\n}\n")[0]
    assert "\n  count = " in block
