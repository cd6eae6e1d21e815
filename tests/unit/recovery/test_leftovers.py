"""What drills leave that are killed, and databases that never come to be."""

from __future__ import annotations

import pytest

from tests.unit.recovery.facts import ARN, CLUSTER_ARN, DATABASE, LATEST, TABLE, refusal
from tests.unit.recovery.world import World
from tools.recovery import databases, tables
from tools.recovery.clusters import LiveCluster, RestoredCluster
from tools.recovery.instances import RestoredInstance
from tools.recovery.made import DrillError, Made
from tools.recovery.rds import is_available, removed

BEGINNING = "daybook-test-drill-"
ONE, TWO = "20261121-120000", "20261121-130000"


def test_only_what_drills_made_is_found() -> None:
    world = World()
    world.dynamodb.tables |= {
        f"{BEGINNING}{ONE}-data": [],
        "daybook-test-drills": [],
        f"daybook-tests-drill-{ONE}-data": [],
        # Of an environment that is called test-drill.
        "daybook-test-drill-data": [],
        "daybook-test-drill-data-20261121": [],
    }
    world.rds.instances |= {
        f"{BEGINNING}{ONE}-database": {},
        f"{BEGINNING}{TWO}-database": {},
        "daybook-test-drill-database": {},
    }
    world.rds.clusters |= {f"{BEGINNING}{TWO}-database": {}, "daybook-test-drill-database": {}}
    found = tables.leftovers(world.stack.client("dynamodb"), BEGINNING)
    assert [one.name for one in found] == [f"{BEGINNING}{ONE}-data"]
    kinds = {one.name: type(one) for one in databases.leftovers(world.stack.client("rds"), BEGINNING)}
    assert kinds == {
        f"{BEGINNING}{ONE}-database": RestoredInstance,
        f"{BEGINNING}{TWO}-database": RestoredCluster,
    }
    assert {TABLE, DATABASE}.isdisjoint(kinds)


def test_all_are_removed_also_when_one_is_not() -> None:
    world = World()
    world.dynamodb.tables |= {f"{BEGINNING}2026112{number}-120000-data": [] for number in range(3)}
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
    world.dynamodb.tables[f"{BEGINNING}{ONE}-data"] = []
    with pytest.raises(DrillError, match="of the drill"), Made(world.clock, world.said.append) as made:
        made.add(tables.leftovers(world.stack.client("dynamodb"), BEGINNING)[0])
        raise DrillError("of the drill")


@pytest.mark.parametrize("status", ["failed", "incompatible-restore", "inaccessible-encryption-credentials"])
def test_a_database_that_never_comes_is_not_waited_for(status: str) -> None:
    with pytest.raises(DrillError, match=status):
        is_available({"DBInstanceStatus": status, "DBInstanceIdentifier": "x"})


@pytest.mark.parametrize(
    ("code", "message", "goes"),
    [
        ("InvalidDBInstanceState", "Instance x is already being deleted.", True),
        ("DBInstanceNotFound", "", True),
        ("InvalidDBInstanceState", "Instance x cannot be deleted while it is being created.", False),
        ("InvalidDBClusterStateFault", "It cannot be deleted, it still contains DB instances.", False),
    ],
)
def test_what_cannot_be_deleted_yet_is_not_taken_for_gone(code: str, message: str, goes: bool) -> None:
    def delete(**_: object) -> None:
        raise refusal(code, message=message)

    assert removed(delete, DBInstanceIdentifier="x") is goes


def test_an_instance_of_the_same_name_before_has_other_backups() -> None:
    world = World()
    window = databases.live(world.rds, ARN).window()
    assert world.rds.asked == {"DbiResourceId": "db-ABC"}
    assert window.latest == LATEST


def test_the_kind_of_database_is_told_by_its_arn() -> None:
    world = World()
    assert isinstance(databases.live(world.rds, CLUSTER_ARN), LiveCluster)
