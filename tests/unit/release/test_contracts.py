"""Migrations that take something away, and when they may run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tools.release import contracts
from tools.release.contracts import Contract
from tools.release.errors import ReleaseError
from tools.release.model import Ledger, Release

MARK = "-- contract: unused since 3f2c1ab, which stopped reading users.name\n"


def written(folder: Path, text: str) -> Path:
    (folder / "0001_first.sql").write_text(text)
    return folder


@pytest.mark.parametrize(
    "statement",
    [
        "alter table users drop column name;",
        "DROP TABLE users;",
        "alter table users rename column name to title;",
        "alter table users rename to people;",
        "alter table users alter column name type varchar(10);",
        "alter table users alter name set data type text;",
        "alter table users alter column name set not null;",
        "truncate users;",
        "drop index orders_once;",
    ],
)
def test_what_takes_something_away_names_the_commit_that_stopped_using_it(
    tmp_path: Path, statement: str
) -> None:
    with pytest.raises(ReleaseError, match=r"0001_first\.sql takes something away"):
        contracts.read(written(tmp_path, statement))
    assert contracts.read(written(tmp_path, MARK + statement)) == [Contract("0001_first.sql", "3f2c1ab")]


@pytest.mark.parametrize(
    "statement",
    [
        "create table users (id text primary key, type text not null);",
        "alter table users add column dropped boolean not null default false;",
        "-- we do not drop anything here\nselect 1;",
        "/* drop table users */ select 'drop table users';",
        "insert into users values ('it''s a drop', 'rename');",
        "create function f() returns text language sql as $$ select 'x' $$;",
        "create function f() returns void language plpgsql as $body$ begin truncate t; end $body$;",
    ],
)
def test_what_only_adds_needs_no_mark_and_may_carry_none(tmp_path: Path, statement: str) -> None:
    assert contracts.read(written(tmp_path, statement)) == []
    with pytest.raises(ReleaseError, match="marked as a contract and is none"):
        contracts.read(written(tmp_path, MARK + statement))


@pytest.mark.parametrize(
    "mark", ["-- contract: since lately\n", "-- Contract\n", "-- contract: unused since v2\n"]
)
def test_a_mark_that_names_no_commit_is_none(tmp_path: Path, mark: str) -> None:
    with pytest.raises(ReleaseError, match="takes something away|not readable"):
        contracts.read(written(tmp_path, f"{mark}drop table users;"))


def test_the_projects_own_migrations_say_what_they_take_away() -> None:
    history = subprocess.run(
        ["git", "rev-parse", "--is-shallow-repository"],
        cwd=contracts.REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    for contract in contracts.read():
        known = contracts.in_history("HEAD", contract.commit)
        assert known or history != "false", f"{contract.file}: {contract.commit} is not in the history"


LIVE = Ledger((Release("r", "", {}, "bbbbbbb"),))


@pytest.mark.parametrize(("contains", "refused"), [(True, False), (False, True), (None, True)])
def test_what_is_live_has_to_have_stopped_using_it(contains: bool | None, refused: bool) -> None:
    found = [Contract("0002_drop.sql", "aaaaaaa")]

    def asked(revision: str, commit: str) -> bool | None:
        assert (revision, commit) == ("bbbbbbb", "aaaaaaa")
        return contains

    if not refused:
        contracts.check_live(found, LIVE, asked)
        return
    with pytest.raises(ReleaseError, match=r"0002_drop\.sql takes away .* Release it first"):
        contracts.check_live(found, LIVE, asked)


def test_where_nothing_was_ever_live_anything_goes_and_where_it_is_not_known_nothing() -> None:
    found = [Contract("0002_drop.sql", "aaaaaaa")]
    contracts.check_live(found, Ledger(), lambda *_: False)
    with pytest.raises(ReleaseError, match="no known commit"):
        contracts.check_live(found, Ledger((Release("r", "", {}),)), lambda *_: True)


def test_git_tells_what_came_before() -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=contracts.REPOSITORY, capture_output=True, text=True, check=False
    ).stdout.strip()
    if not head:
        assert contracts.in_history("HEAD", "HEAD") is None
        return
    assert contracts.in_history(head, head) is True
    assert contracts.in_history(head, "0" * 40) is None
