"""Uploads that come twice, late, for nobody, or while S3 is slow; and what remains when a file goes."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.relay.logic import TryAgainError
from shared.media.keys import media_key
from tests.support.hostile import A_PDF, PDF
from tests.support.media import MEDIA, UPLOADS, Person, picture

TASK, OTHER = "01K0000000000000000000000T", "01K0000000000000000000000S"
DAYS = f"{TASK}:2026-01-01", f"{TASK}:2026-01-02", f"{OTHER}:2026-01-01"


def for_task(person: Person, task: str = TASK, **fields: Any) -> str:
    person.table.put({"pk": "USER#ada", "sk": f"TASK#{task}"})
    return person.new(purpose="task", ref=task, **fields)


def test_the_upload_is_removed_and_the_file_stays(ada: Person) -> None:
    file_id = ada.new()
    assert "ttl" in item(ada, file_id)
    ada.upload(file_id, picture())
    assert ada.keys() == [media_key("ada", file_id, f"{size}.webp") for size in (128, 1280, 512)]
    assert "ttl" not in item(ada, file_id)


def item(person: Person, file_id: str) -> dict[str, Any]:
    found = person.table.get("USER#ada", f"FILE#{file_id}")
    assert found is not None
    return found


def test_a_document_is_kept_as_it_is_and_offered_to_be_saved(ada: Person) -> None:
    file_id = for_task(ada, content_type=PDF, name="Plan für „März“.pdf")
    shown = ada.upload(file_id, A_PDF)
    assert (shown["status"], shown["variants"]) == ("ready", {})
    stored = ada.s3.objects[MEDIA, shown["url"][1:]]
    assert (stored["Body"], stored["ContentType"]) == (A_PDF, PDF)
    assert stored["ContentDisposition"] == (
        "attachment; filename*=UTF-8''Plan%20f%C3%BCr%20%E2%80%9EM%C3%A4rz%E2%80%9C.pdf"
    )


def test_a_refused_upload_is_kept_for_a_day_with_its_reason(ada: Person) -> None:
    file_id = ada.new()
    ada.upload(file_id, b"not a picture")
    assert "ttl" in item(ada, file_id)
    assert ada.keys() == []


def test_an_event_that_comes_twice_changes_nothing(ada: Person) -> None:
    file_id = ada.new()
    ada.upload(file_id, picture())
    before = dict(ada.s3.objects), item(ada, file_id)
    ada.work(file_id)
    assert (dict(ada.s3.objects), item(ada, file_id)) == before


def test_what_is_sent_again_does_not_replace_a_file(ada: Person) -> None:
    file_id = ada.new()
    before = ada.upload(file_id, picture(size=(10, 10)))
    assert ada.upload(file_id, picture(size=(20, 20))) == before
    assert (UPLOADS, ada.raw(file_id)) not in ada.s3.objects


@pytest.mark.parametrize("broken", ["get_object", "put_object", "delete_object"])
def test_an_attempt_that_fails_is_made_good_by_the_next(ada: Person, broken: str) -> None:
    file_id = ada.new()
    ada.s3.broken.add(broken)
    with pytest.raises(ClientError):
        ada.upload(file_id, picture()) if broken != "put_object" else failed_put(ada, file_id)
    ada.s3.broken.clear()
    ada.work(file_id)
    assert ada.ok("GET", f"/uploads/{file_id}")["status"] == "ready"
    assert len(ada.keys()) == 3


def failed_put(person: Person, file_id: str) -> None:
    person.s3.objects[UPLOADS, person.raw(file_id)] = {"Body": picture()}
    person.work(file_id)


def test_an_upload_that_nobody_asked_for_is_removed(ada: Person) -> None:
    ada.s3.put_object(UPLOADS, ada.raw(TASK), picture())
    ada.work(TASK)
    assert ada.keys() == []
    assert ada.table.get("USER#ada", f"FILE#{TASK}") is None


def test_a_file_that_is_deleted_while_it_is_worked_on_leaves_nothing(ada: Person) -> None:
    file_id = ada.new()
    put, sizes = ada.s3.put_object, []

    def put_and_delete(**asked: Any) -> None:
        put(**asked)
        sizes.append(asked["Key"])
        if len(sizes) == 2:
            ada.removed(file_id)

    ada.s3.objects[UPLOADS, ada.raw(file_id)] = {"Body": picture()}
    ada.s3.put_object = put_and_delete  # type: ignore[method-assign]  # the moment of the deletion
    ada.work(file_id)
    assert len(sizes) == 3
    assert ada.keys() == []


def test_two_events_at_the_same_time_leave_the_file_shown(ada: Person) -> None:
    file_id = ada.new()
    put, sizes = ada.s3.put_object, []

    def put_while_another_works(**asked: Any) -> None:
        put(**asked)
        sizes.append(asked["Key"])
        if len(sizes) == 1:
            ada.work(file_id)

    ada.s3.objects[UPLOADS, ada.raw(file_id)] = {"Body": picture()}
    ada.s3.put_object = put_while_another_works  # type: ignore[method-assign]  # the other event's moment
    ada.work(file_id)
    assert len(sizes) == 6
    assert ada.ok("GET", f"/uploads/{file_id}")["status"] == "ready"
    assert ada.keys() == [f"media/ada/{file_id}/{size}.webp" for size in (128, 1280, 512)]


def test_what_an_attempt_left_that_died_goes_when_its_file_was_deleted_since(ada: Person) -> None:
    file_id = ada.new()
    ada.s3.objects[UPLOADS, ada.raw(file_id)] = {"Body": picture()}
    put = ada.s3.put_object

    def put_and_die(**asked: Any) -> None:
        ada.removed(file_id)
        put(**asked)
        raise MemoryError

    ada.s3.put_object = put_and_die  # type: ignore[method-assign]  # the moment of both
    with pytest.raises(MemoryError):
        ada.work(file_id)
    ada.s3.put_object = put  # type: ignore[method-assign]
    ada.work(file_id)
    assert ada.keys() == []


def test_a_deleted_files_bytes_go(ada: Person) -> None:
    file_id, other = ada.new(), ada.new()
    for one in (file_id, other):
        ada.upload(one, picture())
    ada.removed(file_id)
    assert ada.keys() == [media_key("ada", other, f"{size}.webp") for size in (128, 1280, 512)]
    assert [one["id"] for one in ada.ok("GET", "/uploads", query={"purpose": "photo"})["items"]] == [other]


def test_what_was_uploaded_and_not_worked_on_goes_with_its_file(ada: Person) -> None:
    file_id = ada.new()
    ada.s3.put_object(UPLOADS, ada.raw(file_id), picture())
    ada.removed(file_id)
    assert ada.keys() == []


def test_a_deletion_that_s3_refuses_is_tried_again(ada: Person) -> None:
    file_id = ada.new()
    ada.upload(file_id, picture())
    ada.s3.refused.add(media_key("ada", file_id, "512.webp"))
    old = ada.table.delete("USER#ada", f"FILE#{file_id}")
    with pytest.raises(TryAgainError):
        ada.stream(f"FILE#{file_id}", old)
    ada.s3.refused.clear()
    ada.stream(f"FILE#{file_id}", old)
    ada.stream(f"FILE#{file_id}", old)
    assert ada.keys() == []


@pytest.mark.parametrize("prefix", ["TASK#", "NOTE#", "BOOKMARK#"])
def test_the_files_of_what_is_gone_go_too(ada: Person, prefix: str) -> None:
    purpose = "task" if prefix == "TASK#" else "note"
    for home in (TASK, OTHER):
        ada.table.put({"pk": "USER#ada", "sk": prefix + home})
    mine, others = (ada.new(purpose=purpose, ref=ref) for ref in (TASK, OTHER))
    for _ in range(2):
        assert ada.stream(prefix + TASK, {"id": TASK})
    assert ada.send("GET", f"/uploads/{mine}").status == 404
    assert ada.send("GET", f"/uploads/{others}").status == 200


def test_a_habits_files_of_all_days_go_with_it(ada: Person) -> None:
    for habit in (TASK, OTHER):
        ada.table.put({"pk": "USER#ada", "sk": f"HABIT#{habit}"})
    made = [ada.new(purpose="checkin", ref=ref) for ref in DAYS]
    ada.stream(f"HABIT#{TASK}", {"id": TASK})
    assert [ada.send("GET", f"/uploads/{one}").status for one in made] == [404, 404, 200]


@pytest.mark.parametrize(
    ("sk", "old", "new"),
    [
        (f"TASK#{TASK}", {"title": "a"}, {"title": "b"}),
        (f"TASK#{TASK}", {"title": "a"}, {"title": "a", "deleted_at": "2026-01-01T00:00:00Z"}),
        (f"FILE#{TASK}", None, {"status": "waiting"}),
        ("HABIT#ORDER", {"ids": []}, None),
        ("HABIT#PAUSES", {}, None),
        ("PROFILE", {"photo": TASK, "name": "a"}, {"photo": TASK, "name": "b"}),
        ("PROFILE", {"name": "a"}, {"photo": TASK}),
    ],
)
def test_other_changes_are_nothing_to_it(ada: Person, sk: str, old: Any, new: Any) -> None:
    """A deleted task can be brought back, with its files, until its tombstone expires."""
    assert not ada.stream(sk, old, new)


def test_the_photo_before_is_deleted(ada: Person) -> None:
    before, after = ada.new(), ada.new()
    ada.stream("PROFILE", {"photo": before}, {"photo": after})
    assert ada.send("GET", f"/uploads/{before}").status == 404
    assert ada.send("GET", f"/uploads/{after}").status == 200


def test_a_photo_that_is_deleted_is_no_longer_the_persons(ada: Person) -> None:
    used, unused = ada.new(), ada.new()
    ada.table.put({"pk": "USER#ada", "sk": "PROFILE", "photo": used, "version": 3})
    ada.removed(unused)
    assert ada.table.get("USER#ada", "PROFILE") == {
        "pk": "USER#ada",
        "sk": "PROFILE",
        "photo": used,
        "version": 3,
    }
    ada.removed(used)
    assert ada.table.get("USER#ada", "PROFILE") == {"pk": "USER#ada", "sk": "PROFILE", "version": 4}
