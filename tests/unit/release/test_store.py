"""Where releases are kept: of two who write only one succeeds, and what is no ledger is not taken for one."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.release.errors import ReleaseError, TakenOver
from tools.release.model import KEPT, PROMOTING, Ledger, Release, Rollout, from_json, to_json
from tools.release.store import Store

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
FIRST = Release("1", "2026-11-01T12:00:00+00:00", {"a": "1"}, "abc")


class FakeS3:
    """Conditional writes as S3 has them (its user guide, conditional-writes.html)."""

    class exceptions:  # noqa: N801  boto3 calls it so
        class NoSuchKey(Exception):
            pass

    def __init__(self) -> None:
        self.body: bytes | None = None
        self.refusal = ""

    @property
    def tag(self) -> str | None:
        return None if self.body is None else f'"{hashlib.md5(self.body, usedforsecurity=False).hexdigest()}"'

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:  # noqa: N803
        if self.body is None:
            raise self.exceptions.NoSuchKey
        return {"Body": io.BytesIO(self.body), "ETag": self.tag}

    def put_object(
        self,
        Body: bytes,  # noqa: N803
        IfMatch: str | None = None,  # noqa: N803
        IfNoneMatch: str | None = None,  # noqa: N803
        **_: Any,
    ) -> dict[str, Any]:
        assert (IfMatch is None) != (IfNoneMatch is None), "unconditional"
        lost = self.tag is not None if IfNoneMatch else IfMatch != self.tag
        if self.refusal or lost:
            code = self.refusal or "PreconditionFailed"
            raise ClientError({"Error": {"Code": code, "Message": ""}}, "PutObject")
        self.body = Body
        return {"ETag": self.tag}


def test_what_was_written_is_read() -> None:
    s3, ledger = FakeS3(), Ledger((FIRST,), refused={"a": "2"})
    store = Store(s3, "bucket")
    assert store.read() == Ledger()
    store.write(ledger)
    store.write(ledger.without_rollout({"b": "3"}))
    assert Store(s3, "bucket").read() == ledger.without_rollout({"b": "3"})


def test_who_writes_second_is_told_so() -> None:
    s3 = FakeS3()
    one, other = Store(s3, "bucket"), Store(s3, "bucket")
    one.read(), other.read()
    one.write(Ledger((FIRST,)))
    with pytest.raises(TakenOver):
        other.write(Ledger())
    other.read()
    other.write(Ledger())
    with pytest.raises(TakenOver):
        one.write(Ledger())


def test_two_writes_in_the_same_moment_are_a_conflict_too_and_other_refusals_are_not() -> None:
    s3 = FakeS3()
    s3.refusal = "ConditionalRequestConflict"
    with pytest.raises(TakenOver):
        Store(s3, "bucket").write(Ledger())
    s3.refusal = "AccessDenied"
    with pytest.raises(ClientError):
        Store(s3, "bucket").write(Ledger())


@pytest.mark.parametrize(
    "text", [b"{", b"[]", b"{}", b'{"releases": [{"id": 1}], "rollout": null, "refused": {}}']
)
def test_what_is_no_ledger_is_named(text: bytes) -> None:
    s3 = FakeS3()
    s3.body = text
    with pytest.raises(ReleaseError, match=r"s3://bucket/releases\.json is no ledger"):
        Store(s3, "bucket").read()


def test_a_rollout_survives_being_written() -> None:
    rollout = Rollout(PROMOTING, {"a": "1"}, {"a": "2"}, 10, 5, "me", 1.5, FIRST, True, "alarm", ("dlq",))
    ledger = Ledger((FIRST,), rollout, {"b": "1"})
    assert from_json(to_json(ledger)) == ledger
    assert ledger.versions() == {"a": {"1", "2"}}


def test_only_the_last_releases_are_remembered() -> None:
    ledger = Ledger()
    for _ in range(KEPT + 3):
        ledger = ledger.with_release(ledger.next_release(NOW, {}, None, "release"))
    assert [release.id for release in ledger.releases] == [str(n) for n in range(KEPT + 3, 3, -1)]
