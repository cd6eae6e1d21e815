"""The key by which the API knows CloudFront: made once, copied where it is good, replaced without a gap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.terraform.test_media_key import FakeSsm as WriteOnceSsm
from tools.manifests import ROOT
from tools.terraform import origin_key
from tools.terraform.errors import TerraformError

NAME = "/daybook/dev/origin-key"
ARN = "arn:aws:cloudfront::111122223333:key-value-store/1"


class FakeSsm(WriteOnceSsm):
    def __init__(self, refuses: bool = False) -> None:
        super().__init__(refuses)
        self.history: list[dict[str, Any]] = []

    def put_parameter(self, Name: str, Overwrite: bool, **given: Any) -> None:  # noqa: N803
        assert Overwrite or Name not in self.parameters
        self.parameters[Name] = given
        self.history.append(given)

    def get_parameter_history(self, Name: str, WithDecryption: bool, **_: Any) -> dict[str, Any]:  # noqa: N803
        assert WithDecryption and Name in self.parameters
        return {"Parameters": self.history}

    @property
    def key(self) -> str:
        return str(self.parameters[NAME]["Value"])


class FakeStore:
    class exceptions:  # noqa: N801  boto3 calls it so
        class ResourceNotFoundException(Exception):
            pass

    def __init__(self) -> None:
        self.items: dict[str, str] = {}

    def describe_key_value_store(self, KvsARN: str) -> dict[str, str]:  # noqa: N803
        return {"ETag": f"state {KvsARN}"}

    def get_key(self, KvsARN: str, Key: str) -> dict[str, str]:  # noqa: N803
        if Key not in self.items:
            raise self.exceptions.ResourceNotFoundException
        return {"Value": self.items[Key]}

    def put_key(self, KvsARN: str, Key: str, Value: str, IfMatch: str) -> None:  # noqa: N803
        assert IfMatch == f"state {KvsARN}"
        self.items[Key] = Value


class FakeLambda:
    """Functions whose live versions take the sums of a text; None: they ask for no key."""

    def __init__(self, taken: str | None) -> None:
        self.taken = taken

    def get_function_configuration(self, FunctionName: str, Qualifier: str) -> dict[str, Any]:  # noqa: N803
        assert (FunctionName, Qualifier) == ("daybook-dev-habits", "live")
        return {"Environment": {"Variables": {"ORIGIN_KEYS": self.taken}}} if self.taken else {}


@pytest.fixture
def ssm() -> FakeSsm:
    return FakeSsm()


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return origin_key.hash_file(tmp_path, "dev")


def deployed(file: Path | None = None, store: str | None = ARN) -> dict[str, Any]:
    """Terraform's output, after an apply with this file (none: the API is open)."""
    taken = file.read_text().split() if file else []
    return {"parameter": NAME, "store": store, "taken": taken, "asked_by": ["daybook-dev-habits"]}


def placed(ssm: FakeSsm, store: FakeStore, applied: dict[str, Any], released: bool = True) -> bool:
    """With what was applied live, or still the versions from before the API was closed."""
    live = " ".join(applied["taken"]) if released else None
    return origin_key.placed(ssm, store, FakeLambda(live), applied)


def test_it_is_made_once_and_only_its_sum_is_written(ssm: FakeSsm, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    first = file.read_text()
    origin_key.prepared(ssm, NAME, file)
    assert file.read_text() == first == f"{origin_key.sum_of(ssm.key)}\n"
    assert len(ssm.key) >= 43 and ssm.parameters[NAME]["Type"] == "SecureString"


def test_terraform_has_the_same_names() -> None:
    edge = (ROOT / "terraform" / "edge.tf").read_text()
    assert '"/${var.project}/${var.environment}/origin-key"' in edge and origin_key.parameter("dev") == NAME
    assert "envs/${var.environment}.origin-key.sha256" in edge
    script = (ROOT / "terraform/modules/static_site/viewer_request.js").read_text()
    assert f"store.get('{origin_key.ITEM}')" in script


def test_it_is_copied_to_where_cloudfront_reads_it(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    placed(ssm, store, deployed(file))
    assert store.items == {"origin-key": ssm.key}


def test_before_the_api_is_closed_it_is_copied_too(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    placed(ssm, store, deployed())
    assert store.items == {"origin-key": ssm.key}


def test_a_key_that_the_api_does_not_know_is_not_copied(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    placed(ssm, store, deployed(file))
    sent, applied = dict(store.items), deployed(file)
    origin_key.renewed(ssm, store, applied, file)
    with pytest.raises(TerraformError, match="answer nobody. Run: invoke apply"):
        placed(ssm, store, applied)
    assert store.items == sent
    placed(ssm, store, deployed(file))
    assert store.items == {"origin-key": ssm.key} != sent


def test_a_key_that_is_applied_and_not_live_is_not_copied(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    """A version keeps the sums that it was published with, until `invoke release`."""
    origin_key.prepared(ssm, NAME, file)
    placed(ssm, store, deployed(file))
    sent, live = dict(store.items), FakeLambda(file.read_text())
    origin_key.renewed(ssm, store, deployed(file), file)
    with pytest.raises(TerraformError, match="answer nobody. Run: invoke apply, invoke release"):
        origin_key.placed(ssm, store, live, deployed(file))
    assert store.items == sent


def test_versions_from_before_the_api_was_closed_take_any(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    assert placed(ssm, store, deployed(file), released=False)
    assert store.items == {"origin-key": ssm.key}


def test_after_a_rollback_the_key_that_is_known_is_sent(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    before, first = FakeLambda(file.read_text()), ssm.key
    placed(ssm, store, deployed(file))
    origin_key.renewed(ssm, store, deployed(file), file)
    assert placed(ssm, store, deployed(file))
    assert not origin_key.placed(ssm, store, before, deployed(file))
    assert store.items == {"origin-key": first}


def test_what_cloudfront_sends_stays_good_however_often_it_is_renewed(
    ssm: FakeSsm, store: FakeStore, file: Path
) -> None:
    origin_key.prepared(ssm, NAME, file)
    placed(ssm, store, deployed(file))
    origin_key.renewed(ssm, store, deployed(file), file)
    origin_key.renewed(ssm, store, deployed(file), file)
    sums = [origin_key.sum_of(key) for key in (ssm.key, store.items["origin-key"])]
    assert file.read_text().split() == sums


def test_before_anything_was_copied_only_the_new_one_counts(
    ssm: FakeSsm, store: FakeStore, file: Path
) -> None:
    origin_key.prepared(ssm, NAME, file)
    origin_key.renewed(ssm, store, deployed(file), file)
    assert file.read_text().split() == [origin_key.sum_of(ssm.key)]


def test_without_a_firewall_there_is_nowhere_to_copy_to(ssm: FakeSsm, store: FakeStore, file: Path) -> None:
    origin_key.prepared(ssm, NAME, file)
    with pytest.raises(TerraformError, match="There is no firewall"):
        placed(ssm, store, deployed(store=None))
    with pytest.raises(TerraformError, match="There is no firewall"):
        origin_key.renewed(ssm, store, deployed(store=None), file)


def test_without_a_key_bootstrap_comes_first(ssm: FakeSsm, store: FakeStore) -> None:
    with pytest.raises(TerraformError, match="Run: invoke bootstrap"):
        placed(ssm, store, deployed())


def test_a_refusal_is_said(file: Path) -> None:
    with pytest.raises(TerraformError, match=f"{NAME} can neither be read nor made"):
        origin_key.prepared(FakeSsm(refuses=True), NAME, file)
    assert not file.exists()
