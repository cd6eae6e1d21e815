from __future__ import annotations

from pathlib import Path

import pytest

from tools.local import running
from tools.local.choices import choose_flavour, choose_identity, flavour_of, identity_of
from tools.local.errors import LocalError
from tools.local.paths import LocalPaths


@pytest.fixture
def paths(tmp_path: Path) -> LocalPaths:
    made = LocalPaths(tmp_path / "cloud")
    made.make()
    return made


def test_a_user_pool_keeps_the_accounts_until_another_choice(paths: LocalPaths) -> None:
    assert identity_of(paths) == "cognito"
    assert choose_identity(paths, "native")
    assert not choose_identity(paths, "native")
    assert identity_of(paths) == "native"


def test_a_choice_is_forgotten_with_the_data(paths: LocalPaths) -> None:
    choose_identity(paths, "native")
    running.wipe(paths)
    assert identity_of(paths) == "cognito"


def test_each_choice_leaves_the_others_as_they_are(paths: LocalPaths) -> None:
    assert flavour_of(paths) == "http"
    choose_identity(paths, "native")
    assert choose_flavour(paths, "rest")
    assert not choose_flavour(paths, "rest")
    assert (identity_of(paths), flavour_of(paths)) == ("native", "rest")
    with pytest.raises(LocalError, match="http or rest"):
        choose_flavour(paths, "soap")


def test_an_unknown_choice_changes_nothing(paths: LocalPaths) -> None:
    choose_identity(paths, "native")
    with pytest.raises(LocalError, match="cognito or native"):
        choose_identity(paths, "ldap")
    assert identity_of(paths) == "native"
