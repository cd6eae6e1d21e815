"""An erasure leaves nothing, takes nobody else's, and bears being cut off anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from functions.erase_steps.handler import lambda_handler
from functions.erase_steps.repository import Files
from shared.errors import Conflict
from shared.identity import closing, footprint
from shared.settings import settings
from tests.support.buckets import moto_bucket
from tests.unit.erasure.world import ADA, EVE, LATER_S, NOW, Fuse, Killed, World, a_world, email_of, token_of

CONTEXT = SimpleNamespace(aws_request_id="request-1")


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


def of_eve(world: World) -> tuple[Any, ...]:
    return sorted(world.traces(EVE, email_of(EVE))), f"uploads/{ADA}0/one" in repr(world.s3)


def erased_item(world: World) -> dict[str, Any] | None:
    return world.table.get(*footprint.erased_key(ADA))


def test_nothing_is_left_of_the_one_and_everything_of_the_other(world: World) -> None:
    before, wish = of_eve(world), world.close()

    assert world.run(wish=wish.execution) == "erased"
    not_hers = repr({"Key": f"uploads/{ADA}0/one", "VersionId": "null"})
    assert world.traces(ADA, email_of(ADA), token_of(ADA)) == [not_hers]
    assert world.table.get(*footprint.calendar_key(token_of(ADA))) is None
    assert of_eve(world) == before
    assert erased_item(world) is not None


def test_it_waits_until_it_is_due(world: World) -> None:
    wish = world.close(days=7)

    assert world.step("check", closing=wish.execution) == {"state": "waiting", "erase_at": wish.erase_at}
    assert world.run(wish=wish.execution) == "erased"
    assert world.now >= NOW + timedelta(days=7)


@pytest.mark.exhaustive
def test_wherever_it_is_cut_off_it_finishes_when_it_is_started_again() -> None:
    with a_world() as whole:
        whole.close(days=0)
        whole.run()
        calls = whole.fuse.calls
    assert calls > 40
    for cut in range(calls):
        with a_world() as world:
            before, wish = of_eve(world), world.close(days=0)
            world.fuse = Fuse(cut)
            with pytest.raises(Killed):
                world.run(wish=wish.execution)
            world.fuse = Fuse()
            assert world.run(wish=wish.execution) == "erased", cut
            left = world.traces(ADA, email_of(ADA), token_of(ADA))
            assert (len(left), of_eve(world)) == (1, before), cut
            assert world.table.get(*footprint.calendar_key(token_of(ADA))) is None, cut
            assert erased_item(world) is not None


def test_who_keeps_the_account_keeps_everything(world: World) -> None:
    before = sorted(world.traces(ADA))
    wish = world.close()
    assert closing.keep(world.table, ADA)

    assert world.run(wish=wish.execution) == "kept"
    assert erased_item(world) is None
    assert sorted(trace for trace in world.traces(ADA) if "'STATE'" not in trace) == before
    assert closing.keep(world.table, ADA) is False


def test_an_execution_of_an_earlier_wish_does_nothing(world: World) -> None:
    first = world.close(days=0)
    closing.keep(world.table, ADA)
    second = world.close(days=7)

    assert world.run(wish=first.execution) == "kept"
    assert world.step("check", closing=second.execution)["state"] == "waiting"
    assert world.step("check", closing=None)["state"] == "waiting"


def test_from_the_beginning_of_the_erasure_on_there_is_no_way_back(world: World) -> None:
    world.close(days=0)
    assert world.step("check") == {"state": "erasing"}

    with pytest.raises(Conflict) as raised:
        closing.keep(world.table, ADA)
    assert raised.value.code == "erasure-began"


def test_who_keeps_it_in_the_last_moment_wins_or_is_told(world: World) -> None:
    wish = world.close(days=0)
    closing.keep(world.table, ADA)

    assert closing.begin(world.table, ADA, wish, NOW, []) is False


def test_of_two_executions_that_begin_at_once_neither_takes_the_account_for_kept(world: World) -> None:
    world.close(days=0)
    put = world.memory.update_item
    other: list[bool] = []

    def first_the_other(**request: Any) -> Any:
        if not other:
            other.append(True)
            assert world.step("check") == {"state": "erasing"}
        return put(**request)

    world.memory.update_item = first_the_other  # type: ignore[method-assign]  # in the middle of the step
    assert world.step("check") == {"state": "erasing"}


def test_asking_twice_changes_nothing(world: World) -> None:
    first, second = world.close(days=7), world.close(days=9)
    assert (first.erase_at, first.execution) == (second.erase_at, second.execution)


def test_an_address_that_has_become_anothers_stays(world: World) -> None:
    world.close(days=0)
    world.table.put({**_account(ADA), "user_id": EVE})

    assert world.run() == "erased"
    assert world.table.get(*footprint.email_key(email_of(ADA))) == {**_account(ADA), "user_id": EVE}


def _account(user_id: str) -> dict[str, Any]:
    pk, sk = footprint.email_key(email_of(user_id))
    return {"pk": pk, "sk": sk}


def test_what_comes_late_is_removed_by_the_second_look(world: World) -> None:
    world.close(days=0)
    erased_at = []
    finish = world.step

    def with_a_straggler(name: str, user_id: str = ADA, **told: Any) -> dict[str, Any]:
        answer = finish(name, user_id, **told)
        if name == "finish" and not answer["done"]:
            erased_at.append(world.now)
            world.table.put({"pk": f"USER#{ADA}", "sk": "EDITS#late"})
            world.s3.add("transfers", f"exports/{ADA}/late.json")
        return answer

    world.step = with_a_straggler  # type: ignore[method-assign]  # what happens between two steps
    assert world.run() == "erased"
    assert len(world.traces(ADA)) == 1
    assert world.now >= erased_at[0] + timedelta(seconds=LATER_S)


def test_a_calendar_that_got_another_address_meanwhile_is_removed_as_well(world: World) -> None:
    """By a request that was under way when everything was noted."""
    world.close(days=0)
    late: list[str] = []
    step = world.step

    def with_a_renewal(name: str, user_id: str = ADA, **told: Any) -> dict[str, Any]:
        answer = step(name, user_id, **told)
        if name == ("finish" if late else "end_access") and len(late) < 2:
            late.append(f"renewed after {name}")
            feed = {"pk": footprint.calendar_key(late[-1])[0], "sk": "FEED", "user_id": ADA}
            world.table.write_many([feed, {"pk": f"USER#{ADA}", "sk": "CALENDAR", "token": late[-1]}])
        return answer

    world.step = with_a_renewal  # type: ignore[method-assign]  # what happens between two steps
    assert world.run() == "erased"
    assert len(late) == 2
    assert [token for token in late if world.table.get(*footprint.calendar_key(token))] == []


def test_what_lies_elsewhere_is_found_again_after_a_cut_though_nothing_was_noted() -> None:
    """As when it came after the first look, with which the notes went."""
    cuts = 0
    while True:
        with a_world() as world:
            world.fuse = Fuse(cuts)
            try:
                world.step("erase_items")
                break
            except Killed:
                world.fuse, cuts = Fuse(), cuts + 1
            world.step("erase_items")
            assert world.table.get(*footprint.calendar_key(token_of(ADA))) is None, cuts
    assert cuts > 8


def test_before_the_wait_every_session_and_token_has_ended_and_nothing_else(world: World) -> None:
    world.close(days=0)
    world.step("check")
    before = set(world.memory.items)
    world.step("end_access")

    gone = before - set(world.memory.items)
    assert {sk.partition("#")[0] for _, sk in gone} == {"SESSION", "TOKEN"}
    assert {pk for pk, _ in gone} == {f"AUTH#{ADA}"}
    left = {sk for pk, sk in world.memory.items if pk == f"AUTH#{ADA}"}
    assert not [sk for sk in left if sk.startswith(("SESSION#", "TOKEN#"))]


@pytest.mark.parametrize(
    ("where", "leave"),
    [
        ("USER#", lambda world: world.table.put({"pk": f"USER#{ADA}", "sk": "HABIT#x", "ttl": 1})),
        ("AUTH#", lambda world: world.table.put({"pk": f"AUTH#{ADA}", "sk": "SESSION#x"})),
        ("IDEMPOTENCY#", lambda world: world.table.put({"pk": f"IDEMPOTENCY#{ADA}", "sk": "key"})),
        ("EMAIL#", lambda world: world.table.put({**_account(ADA), "user_id": ADA})),
        (
            "transfers/work/imports/",
            lambda world: world.s3.add("transfers", f"work/imports/{ADA}/1.json", "old"),
        ),
        ("media/media/", lambda world: world.s3.add("media", f"media/{ADA}/1/128.webp")),
        ("identity", lambda world: world.identity.people.add(ADA)),
    ],
)
def test_the_verification_says_what_is_left_and_where(world: World, where: str, leave: Any) -> None:
    world.close(days=0)
    world.step("check")
    for name in ("end_access", "erase_items", "erase_files"):
        world.step(name)
    assert world.step("verify", rows=0) == {"clean": True, "left": {}}
    leave(world)

    assert world.step("verify", rows=0) == {"clean": False, "left": {where: 1}}


def test_a_row_in_postgresql_is_not_clean(world: World) -> None:
    world.close(days=0)
    world.step("check")
    for name in ("end_access", "erase_items", "erase_files"):
        world.step(name)
    assert world.step("verify", rows=1) == {"clean": False, "left": {"postgresql": 1}}


def test_what_s3_will_not_remove_is_an_error(world: World) -> None:
    world.s3.refuses = True
    with pytest.raises(RuntimeError, match="AccessDenied"):
        world.step("erase_files")


def test_an_erasure_that_finds_the_same_again_and_again_is_given_up(world: World) -> None:
    world.close(days=0)
    world.identity.delete = lambda user_id: None  # type: ignore[method-assign]  # a pool that forgets nobody
    assert world.run() == "not erased"
    assert erased_item(world) is None


def test_a_restored_backup_is_erased_again(world: World) -> None:
    world.close(days=0)
    world.run()
    with a_world() as restored:
        restored.table.put({"pk": footprint.erased_key(ADA)[0], "sk": "ERASED", "at": "2026-01-01T00:00:00Z"})
        assert restored.run() == "erased"
        assert len(restored.traces(ADA)) == 1
        assert erased_item(restored) == {
            "pk": footprint.erased_key(ADA)[0],
            "sk": "ERASED",
            "at": "2026-01-01T00:00:00Z",
        }


@pytest.mark.parametrize("nobody", ["", "SIGNING", "../", "*"])
def test_what_is_nobodys_id_is_refused_before_anything_is_touched(world: World, nobody: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        lambda_handler({"step": "erase_items", "user_id": nobody}, CONTEXT)


def test_giving_up_is_a_metric_without_anything_personal(capsys: pytest.CaptureFixture[str]) -> None:
    assert lambda_handler({"step": "give_up", "user_id": ADA}, CONTEXT) == {}
    assert '"ErasuresFailed":1' in capsys.readouterr().out


def test_versions_and_markers_go_for_good() -> None:
    """The same by S3's own rules: an object that was overwritten and deleted in a versioned bucket."""
    others = {"uploads_bucket": "files", "media_bucket": "files"}
    with moto_bucket("files") as s3, settings.override(**others):
        s3.put_bucket_versioning(Bucket="files", VersioningConfiguration={"Status": "Enabled"})
        for key in (f"exports/{ADA}/a", f"work/imports/{ADA}/1/2.json", f"exports/{EVE}/a"):
            s3.put_object(Bucket="files", Key=key, Body=b"1")
            s3.put_object(Bucket="files", Key=key, Body=b"2")
            s3.delete_object(Bucket="files", Key=key)

        assert Files(s3).left(ADA) == {"transfers/exports/": 3, "transfers/work/imports/": 3}
        assert Files(s3).erase(ADA) == 6
        assert Files(s3).left(ADA) == {}
        assert Files(s3).left(EVE) == {"transfers/exports/": 3}
