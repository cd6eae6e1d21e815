from __future__ import annotations

from pathlib import Path

from tools.manifests import load_all
from tools.terraform.few_functions import choose, copy, features, spelled_out
from tools.terraform.workspace import ROOT

MANIFESTS = load_all()
TERRAFORM = "".join(file.read_text() for file in ROOT.glob("*.tf"))


def test_whatever_a_manifest_can_ask_for_is_asked_for_by_one_of_them() -> None:
    named = spelled_out(MANIFESTS, TERRAFORM)
    chosen = choose(MANIFESTS, named)
    every = set().union(*(features(one, named) for one in MANIFESTS.values()))
    assert set().union(*(features(MANIFESTS[name], named) for name in chosen)) == every
    assert len(chosen) < len(MANIFESTS)


def test_what_terraform_spells_out_is_there() -> None:
    named = spelled_out(MANIFESTS, TERRAFORM)
    assert {"erase_steps", "erase_database", "get_openapi_document", "migrate_db"} <= named
    chosen = choose(MANIFESTS, named)
    assert {"erase_steps", "erase_database", "migrate_db", "relay", "activity"} <= set(chosen)


def test_their_manifests_are_copied(tmp_path: Path) -> None:
    folder = copy(MANIFESTS, ["get_user"], tmp_path / "functions")
    assert list(folder.rglob("*.json")) == [folder / "get_user/function.json"]
