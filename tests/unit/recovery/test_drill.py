"""The whole drill: what it restores, finds, says, and that nothing is left of it wherever it is cut off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from tests.unit.recovery.facts import (
    ARN,
    CLUSTER_ARN,
    DATABASE,
    DATABASE_TAKES,
    LATEST,
    NOW,
    TABLE,
    TABLE_TAKES,
    item,
    refusal,
)
from tests.unit.recovery.world import World, table
from tools.recovery import report
from tools.recovery.drill import Drill, beginning
from tools.recovery.made import DrillError
from tools.recovery.tasks import drilled, moment, stores

GOALS = report.Goals()


def a_drill(world: World, **options: Any) -> Drill:
    return Drill(world.stack, world.clock, world.said.append, **options)


def test_a_table_is_restored_beside_the_live_one_to_the_newest_time_and_removed() -> None:
    world = World()
    found = a_drill(world).table()
    assert world.dynamodb.asked["RestoreDateTime"] == LATEST
    assert world.dynamodb.asked["TargetTableName"] == "daybook-test-drill-20261121-120000-data"
    assert (found.rpo, found.rto) == (timedelta(minutes=5), TABLE_TAKES)
    assert found.good and {name: kind.verdict for name, kind in found.comparison.kinds.items()} == {
        "USER#HABIT": "same", "USER#PROFILE": "same",
    }  # fmt: skip
    assert world.left == set()


def test_what_has_changed_since_is_held_to_what_it_was_before() -> None:
    world, profile = World(), item("USER#ada", "PROFILE")
    world.dynamodb.change(NOW - timedelta(minutes=3), profile, item("USER#ada", "PROFILE", "2"))
    world.dynamodb.change(
        NOW - timedelta(minutes=2), item("USER#ada", "PROFILE", "2"), item("USER#ada", "PROFILE", "3")
    )
    world.dynamodb.change(NOW - timedelta(minutes=2), None, item("USER#eve", "TASK#1"))
    world.dynamodb.change(NOW - timedelta(minutes=1), item("USER#ada", "HABIT#1"), None)
    found = a_drill(world).table()
    assert found.good
    kinds = found.comparison.kinds
    assert (kinds["USER#PROFILE"].changed, kinds["USER#TASK"].restored, kinds["USER#HABIT"].live) == (1, 0, 0)
    assert kinds["USER#HABIT"].verdict == "same but for 1 changed since"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda items: items[1:],
        lambda items: [*items, item("USER#ada", "NOTE#1")],
        lambda items: [*items[1:], item("USER#ada", "PROFILE", "other")],
    ],
    ids=["missing", "added", "other"],
)
def test_what_nothing_explains_is_found(wrong: Any) -> None:
    world = World()
    world.dynamodb.lies = wrong
    found = a_drill(world).table()
    assert not found.good and found.comparison.wrong == 1
    assert any("is not what was there" in text for text in report.failures([found], GOALS))
    assert world.left == set()


def test_a_changed_item_that_was_not_restored_as_it_was_is_found() -> None:
    world, profile = World(), item("USER#ada", "PROFILE")
    world.dynamodb.change(NOW - timedelta(minutes=3), profile, item("USER#ada", "PROFILE", "2"))
    world.dynamodb.lies = lambda items: (
        [one for one in items if one != profile] + [item("USER#ada", "PROFILE", "2")]
    )
    assert a_drill(world).table().comparison.wrong == 1


def test_in_a_part_of_the_table_the_same_keys_are_compared() -> None:
    world = World()
    world.dynamodb.tables[TABLE] += [item("USER#ada", f"HABIT#{number}") for number in range(2, 12)]
    world.dynamodb.lies = lambda items: items[:3] + items[4:]
    found = a_drill(world, parts=2).table()
    assert found.comparison.wrong == 1
    assert sum(kind.live for kind in found.comparison.kinds.values()) < 13


def test_who_writes_while_it_is_compared_disturbs_nothing() -> None:
    world = World()
    scan = world.dynamodb.scan

    def written_to(**asked: Any) -> Any:
        if asked["TableName"] == TABLE and not world.dynamodb.changes:
            now = world.clock.now()
            world.dynamodb.change(now, item("USER#ada", "PROFILE"), item("USER#ada", "PROFILE", "2"))
        return scan(**asked)

    world.dynamodb.scan = written_to
    found = a_drill(world).table()
    assert found.good and found.comparison.kinds["USER#PROFILE"].changed == 1


def test_comparing_nothing_is_no_success() -> None:
    world = World()
    world.dynamodb.tables[TABLE].clear()
    assert "Nothing of" in report.failures([a_drill(world).table()], GOALS)[0]


def test_older_than_the_stream_differences_are_told_and_not_judged() -> None:
    world = World()
    world.dynamodb.lies = lambda items: items[1:]
    found = a_drill(world, at=NOW - timedelta(days=3)).table()
    assert found.good and found.comparison.unknown == 1
    assert "older than the stream" in "\n".join(report.lines(found, GOALS))


@pytest.mark.parametrize("away", [timedelta(days=-36), timedelta(minutes=-4)])
def test_a_time_outside_the_backup_is_refused_before_anything_is_made(away: timedelta) -> None:
    for store in ("table", "database"):
        world = World()
        with pytest.raises(DrillError, match="can be restored to any second from"):
            getattr(a_drill(world, at=NOW + away), store)()
        assert not any(call.startswith("restore") for call in world.calls)


def test_without_a_continuous_backup_the_setting_is_named() -> None:
    world = World()
    world.dynamodb.backed_up = False
    with pytest.raises(DrillError, match="point_in_time_recovery = true"):
        a_drill(world).table()


def test_a_database_is_restored_into_the_same_network_and_measured_with_a_password_of_its_own() -> None:
    world = World()
    found = a_drill(world).database()
    asked = world.rds.asked
    assert (asked["SourceDBInstanceIdentifier"], asked["RestoreTime"]) == (DATABASE, LATEST)
    assert (asked["DBSubnetGroupName"], asked["VpcSecurityGroupIds"]) == (DATABASE, ["sg-1"])
    assert not asked["DeletionProtection"] and not asked["PubliclyAccessible"]
    restored, live = world.functions.logins
    assert restored["host"].startswith("daybook-test-drill-") and live["password"] == "of the live one"
    assert restored["password"] not in ("", live["password"])
    assert found.rto == DATABASE_TAKES and found.verdicts["users"].said == "same"
    assert world.left == set()


def test_a_cluster_is_restored_with_an_instance_and_both_are_removed() -> None:
    world = World(CLUSTER_ARN)
    found = a_drill(world).database()
    assert world.rds.asked["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0.0, "MaxCapacity": 2.0}
    assert found.good and world.left == set()


def test_a_database_that_is_not_the_same_fails_the_drill() -> None:
    world = World()
    world.functions.restored = {"users": table(2, "20")}
    found = a_drill(world).database()
    assert not found.good and "DIFFER" in found.verdicts["users"].said


def test_a_function_that_fails_says_why_and_never_a_password() -> None:
    world = World()
    world.functions.fails = True
    with pytest.raises(DrillError, match="refused …") as caught:
        a_drill(world).database()
    assert world.functions.logins[0]["password"] not in str(caught.value)
    assert world.left == set()


ERRORS = [
    KeyboardInterrupt(),
    refusal("InternalServerError"),
    EndpointConnectionError(endpoint_url="x"),
    DrillError("x"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("store", "arn"), [("table", ARN), ("database", ARN), ("database", CLUSTER_ARN)])
def test_wherever_it_is_cut_off_nothing_is_left_or_it_is_listed(
    store: str, arn: str, late: bool, error: BaseException
) -> None:
    calls, made = _calls(store, arn), 0
    for number in range(1, calls + 1):
        world = World(arn)
        world.fails_at, world.error, world.late = number, error, late
        try:
            getattr(a_drill(world), store)()
        except (KeyboardInterrupt, DrillError, type(error)):
            pass
        made += any(call.startswith("restore") for call in world.calls)
        for name in world.left:
            assert any(name in said and "aws " in said for said in world.said), (number, world.calls)
        deleting = world.calls[number - 1].startswith("delete") or "Removing" in "".join(world.said[:-1])
        assert not world.left or deleting, (number, world.calls)
    assert made > 1


def _calls(store: str, arn: str) -> int:
    world = World(arn)
    getattr(a_drill(world), store)()
    return len(world.calls)


def test_ctrl_c_while_it_is_being_made_waits_and_removes_it() -> None:
    world = World()
    world.fails_at = 3  # the first look whether it is there
    with pytest.raises(KeyboardInterrupt):
        a_drill(world).table()
    assert world.left == set() and timedelta(seconds=sum(world.clock.naps)) >= TABLE_TAKES
    assert any("still being made" in said for said in world.said)


def test_a_second_ctrl_c_leaves_a_list() -> None:
    world = World()
    world.fails_at = 3

    def impatient(_: float) -> None:
        raise KeyboardInterrupt

    world.clock.sleep = impatient
    with pytest.raises(KeyboardInterrupt):
        a_drill(world).table()
    (name,) = world.left
    assert world.said[-1] == f"  {name}: aws dynamodb delete-table --table-name {name}"


def test_a_store_that_this_cloud_cannot_restore_is_said_and_the_other_is_tried(capsys: Any) -> None:
    world = World()
    world.rds.unknown = True
    assert drilled(world.stack, world.clock, None, 1, stores(""), GOALS) == []
    said = capsys.readouterr().out
    assert "database: not tried" in said and "RPO 5 min 00 s (goal 15 min 00 s)" in said


def test_goals_that_are_missed_fail_the_drill() -> None:
    world, strict = World(), report.Goals(timedelta(minutes=4), timedelta(seconds=9))
    assert drilled(world.stack, world.clock, None, 1, ["table"], strict) == [
        f"{TABLE}: the RPO of 5 min 00 s misses the goal of 4 min 00 s",
        f"{TABLE}: the RTO of 1 min 00 s misses the goal of 9 s",
    ]


def test_names_of_drills_are_this_environments() -> None:
    assert beginning(World().stack) == "daybook-test-drill-"


@pytest.mark.parametrize("text", ["yesterday", "2026-05-01T12:00"])
def test_a_time_without_a_zone_is_refused(text: str) -> None:
    with pytest.raises(DrillError, match="with its zone"):
        moment(text)


def test_a_store_that_there_is_not_is_refused() -> None:
    with pytest.raises(DrillError, match="table or database"):
        stores("bucket")
