"""What drills leave that are killed, and databases that never come to be."""

from __future__ import annotations

import pytest

from tests.unit.recovery.facts import CLUSTER_ARN, DATABASE, TABLE, refusal
from tests.unit.recovery.world import World
from tools.recovery import databases, tables
from tools.recovery.clusters import LiveCluster, RestoredCluster
from tools.recovery.instances import RestoredInstance
from tools.recovery.made import DrillError, Made
from tools.recovery.rds import is_available

BEGINNING = "daybook-test-drill-"


def test_only_what_drills_made_is_found() -> None:
    world = World()
    world.dynamodb.tables |= {
        f"{BEGINNING}1-data": [],
        "daybook-test-drills": [],
        "daybook-tests-drill-1": [],
    }
    world.rds.instances |= {f"{BEGINNING}1-database": {}, f"{BEGINNING}2-database": {}}
    world.rds.clusters |= {f"{BEGINNING}2-database": {}}
    found = tables.leftovers(world.stack.client("dynamodb"), BEGINNING)
    assert [one.name for one in found] == [f"{BEGINNING}1-data"]
    kinds = {one.name: type(one) for one in databases.leftovers(world.stack.client("rds"), BEGINNING)}
    assert kinds == {f"{BEGINNING}1-database": RestoredInstance, f"{BEGINNING}2-database": RestoredCluster}
    assert {TABLE, DATABASE}.isdisjoint(kinds)


def test_all_are_removed_also_when_one_is_not() -> None:
    world = World()
    world.dynamodb.tables |= {f"{BEGINNING}{number}-data": [] for number in range(3)}
    world.fails_at, world.error = 4, refusal("AccessDenied")  # the second one's removal
    with Made(world.clock, world.said.append) as made:
        for one in tables.leftovers(world.stack.client("dynamodb"), BEGINNING):
            made.add(one)
    (left,) = world.left
    assert [thing.name for thing in made.left] == [left]
    assert any("AccessDenied" in said for said in world.said)


def test_what_never_can_be_removed_is_given_up_and_listed() -> None:
    class Stuck:
        name, command = "a table", "aws dynamodb delete-table --table-name stuck"

        def remove(self) -> bool:
            return False

    world = World()
    with Made(world.clock, world.said.append) as made:
        made.add(Stuck())
    assert [thing.name for thing in made.left] == ["a table"]
    assert "--table-name stuck" in world.said[-1]


def test_an_error_of_the_drill_is_not_hidden_by_one_of_the_removal() -> None:
    world = World()
    world.fails_at, world.error = 1, refusal("AccessDenied")
    world.dynamodb.tables[f"{BEGINNING}1-data"] = []
    with pytest.raises(DrillError, match="of the drill"), Made(world.clock, world.said.append) as made:
        made.add(tables.leftovers(world.stack.client("dynamodb"), BEGINNING)[0])
        raise DrillError("of the drill")


@pytest.mark.parametrize("status", ["failed", "incompatible-restore", "inaccessible-encryption-credentials"])
def test_a_database_that_never_comes_is_not_waited_for(status: str) -> None:
    with pytest.raises(DrillError, match=status):
        is_available({"DBInstanceStatus": status, "DBInstanceIdentifier": "x"})


def test_the_kind_of_database_is_told_by_its_arn() -> None:
    world = World()
    assert isinstance(databases.live(world.rds, CLUSTER_ARN), LiveCluster)
