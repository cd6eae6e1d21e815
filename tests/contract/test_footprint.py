"""Every key that the code or docs/data.md knows is in the footprint of a person, or said to be nobody's."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from functions.erase_database.repository import COUNT, ERASE, ERASE_AGAIN
from shared.identity import footprint
from shared.identity.footprint import ELSEWHERE, NOBODYS, NOBODYS_ROWS, OBJECTS, PARTS, ROWS, TOGETHER, UNTOLD
from shared.settings import Setting, Settings
from tests.contract.code import sources, tree
from tools.manifests import ROOT, load_all

DATA = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
KEY = re.compile(r"^([A-Z][A-Z0-9]*#)")
OWN = {part.partition for part in PARTS}
POINTED_AT = (*(one.partition for one in ELSEWHERE), *TOGETHER)
FOLDER = re.compile(r"([a-z][a-z_-]*/)+")
CREATE_TABLE = re.compile(r"create table (?:if not exists )?(\w+)", re.IGNORECASE)
SQL_FUNCTION = re.compile(r"create function (\w+)\(.*?\$\$(.*?)\$\$", re.IGNORECASE | re.DOTALL)
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


@pytest.mark.parametrize("path", [*sources("functions"), *sources("shared")], ids=lambda path: path.name)
def test_code_names_no_objects_of_a_person_that_the_footprint_does_not_know(path: Path) -> None:
    assert folders_of(tree(path)) <= {folder.prefix for folder in OBJECTS}, "add it to footprint.OBJECTS"


def folders_of(code: ast.AST) -> set[str]:
    """What stands before a user's id in every text like f"uploads/{user_id}/…"."""
    found = set()
    for node in ast.walk(code):
        if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
            folder, owner = node.values[:2]
            if isinstance(folder, ast.Constant) and FOLDER.fullmatch(str(folder.value)):
                found |= {str(folder.value)} if "user" in ast.unparse(owner) else set()
    return found


def test_folders_are_found_in_code_at_all() -> None:
    assert folders_of(ast.parse('f"media/{self.user_id}/x", f"v1/{habit_id}"')) == {"media/"}
    transfer = tree(ROOT / "shared" / "transfer" / "objects.py")
    assert folders_of(transfer) == {folder.prefix for folder in OBJECTS if folder.bucket == "transfers"}


def test_every_bucket_that_functions_know_has_its_folders() -> None:
    buckets = {name for name, value in vars(Settings).items() if isinstance(value, Setting)}
    assert {f"{folder.bucket}_bucket" for folder in OBJECTS} == {
        name for name in buckets if name.endswith("_bucket")
    }


def test_every_table_of_the_migrations_is_erased_and_counted_or_nobodys() -> None:
    migrations = (ROOT / "functions" / "migrate_db" / "migrations").glob("*.sql")
    schema = "\n".join(path.read_text(encoding="utf-8") for path in migrations)
    assert set(CREATE_TABLE.findall(schema)) == {*ROWS, *NOBODYS_ROWS}
    functions = dict(SQL_FUNCTION.findall(schema))
    erasing = [statement + _called(statement, functions) for statement in (ERASE, ERASE_AGAIN)]
    for name in ROWS:
        removing = re.compile(rf"\bdelete\s+from\s+{name}\b")
        assert all(removing.search(text) for text in erasing), name
        assert re.search(rf"\bfrom\s+{name}\b", COUNT), name


def _called(statement: str, functions: dict[str, str]) -> str:
    """What the functions of the schema do that the statement calls."""
    return "".join(body for name, body in functions.items() if f"{name}(" in statement)


def test_who_erases_may_remove_all_that_the_footprint_names() -> None:
    granted: dict[str, set[str]] = {}
    for grant in load_all()["erase_steps"].grants:
        for one in grant.leading_keys or (grant.resource,):
            granted.setdefault(one, set()).update(grant.actions)
    for partition in {*OWN, *POINTED_AT, "ERASED#"}:
        assert {"dynamodb:Query", "dynamodb:BatchWriteItem"} <= granted[f"{partition}*"], partition
    for folder in OBJECTS:
        part = f"{folder.bucket}:{folder.prefix.rstrip('/').replace('/', '_')}"
        assert {"s3:DeleteObject", "s3:DeleteObjectVersion"} <= granted[part], part
        assert "s3:ListBucketVersions" in granted[folder.bucket], folder.bucket


@pytest.mark.parametrize("name", ["erasure", "everything"])
def test_who_exports_may_read_all_that_has_a_section(name: str) -> None:
    grants = load_all()[name].grants
    readable = {key for one in grants if "dynamodb:Query" in one.actions for key in one.leading_keys}
    assert {f"{part.partition}*" for part in PARTS if part.section} <= readable


def test_what_lies_elsewhere_is_told_by_an_item_of_the_persons_own() -> None:
    told_by = [key for one in ELSEWHERE for key in one.told_by]
    assert [key for key in told_by if footprint.part_of(*key) is None] == []


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
