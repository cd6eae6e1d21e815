"""Every key that the code or docs/data.md knows is in the footprint of a person, or said to be nobody's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from shared.identity import footprint
from shared.identity.footprint import NOBODYS, OBJECTS, PARTS, POINTED_AT, UNTOLD
from tests.contract.code import sources, tree
from tools.manifests import ROOT, load_all

DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
KEY = re.compile(r"^([A-Z][A-Z0-9]*#)")
OWN = {part.partition for part in PARTS}
PREFIXES = {*OWN, *(part.sort_key for part in PARTS), *POINTED_AT, *UNTOLD, *NOBODYS}


def rows_of_data_md() -> list[tuple[str, str]]:
    """Partition and sort key of each row of the table of access patterns, as far as both are spelled out."""
    table = DATA.split("## The table: access patterns")[1].split("\n## ")[0]
    return re.findall(r"\| `([A-Z]+#[^`]*)` / (?:begins with |between )?`([^`]+)`", table)


def test_data_md_is_read_at_all() -> None:
    assert len(rows_of_data_md()) > 12


@pytest.mark.parametrize(("partition", "sort_key"), rows_of_data_md())
def test_a_documented_item_is_in_the_footprint(partition: str, sort_key: str) -> None:
    if not partition.startswith((*POINTED_AT, *UNTOLD, *NOBODYS)):
        assert footprint.part_of(partition, sort_key) is not None, f"{partition} {sort_key}"


@pytest.mark.parametrize("partition", sorted({*OWN, *POINTED_AT, *UNTOLD, "ERASED#"}))
def test_the_footprint_is_documented(partition: str) -> None:
    assert [row for row in rows_of_data_md() if row[0].startswith(partition)]


@pytest.mark.parametrize("path", [*sources("functions"), *sources("shared")], ids=lambda path: path.name)
def test_code_writes_no_key_that_the_footprint_does_not_know(path: Path) -> None:
    texts = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    found = {hit[1] for text in texts if isinstance(text, str) and (hit := KEY.match(text))}
    assert found <= PREFIXES, "add it to shared/identity/footprint.py and docs/data.md"


def test_code_writes_no_object_that_the_footprint_does_not_know() -> None:
    named = [
        (ROOT / "shared" / where).read_text("utf-8") for where in ("transfer/objects.py", "media/keys.py")
    ]
    folders = {folder for source in named for folder in re.findall(r'f"([a-z/]+/)\{user_id\}/', source)}
    assert folders == {folder.prefix for folder in OBJECTS}


def test_every_leading_key_of_a_manifest_is_known() -> None:
    granted = {key for one in load_all().values() for grant in one.grants for key in grant.leading_keys}
    assert {key.removesuffix("*") for key in granted} <= PREFIXES


def test_what_is_not_exported_has_a_reason() -> None:
    assert [part for part in PARTS if bool(part.section) == bool(part.why_not)] == []


@pytest.mark.parametrize("nobody", ["", "SIGNING", "*", "../x", "0f0e0d0c-0b0a-0908-0706-050403020100/x"])
def test_what_is_no_persons_id_never_becomes_a_key(nobody: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        footprint.partitions(nobody)
    with pytest.raises(ValueError, match="not the id"):
        OBJECTS[0].of(nobody)


def test_the_keys_of_signed_tokens_are_nobodys() -> None:
    assert footprint.part_of("AUTH#SIGNING", "STATE") is None


def test_only_the_steps_of_an_erasure_write_the_list_of_the_erased() -> None:
    writers = {
        name for name, one in load_all().items() for grant in one.grants if "ERASED#*" in grant.leading_keys
    }
    assert writers <= {"erase_steps"}
