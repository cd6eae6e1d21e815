"""`terraform fmt`, `validate` and `test` for the root and every module, without credentials or network."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.terraform.errors import TerraformError
from tools.terraform.few_functions import checkout
from tools.terraform.shared_provider import shared_provider
from tools.terraform.stub_build import write_stub_build
from tools.terraform.workspace import REPOSITORY, ROOT, Workspace, copy_tree

# Each process loads a provider of 700 MB; more at once only wait for each other.
_AT_ONCE = 2
_SUMMARY = re.compile(r"(Success!|Failure!) (\d+) passed, (\d+) failed", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A root or a module under a name for people; `only` names those of its test files that are meant (none:
    all of them)."""

    name: str
    folder: Path
    only: tuple[str, ...] = ()
    functions: Path = REPOSITORY / "functions"

    @property
    def key(self) -> str:
        """A folder's name of its own, also for a part of the root."""
        return self.name.replace("/", "-").replace(" ", "-")


# Whether it holds in a place, and what Terraform said.
Check = Callable[[Place, Workspace, dict[str, str]], tuple[bool, str]]


def fmt(check: bool = False) -> None:
    """Lays the files out in Terraform's style; `check` only names those that are not (TerraformError)."""
    workspace = Workspace(ROOT, scratch() / "fmt")
    options = ["-check"] if check else []
    if workspace.terraform("fmt", "-recursive", *options, extra={}).returncode:
        raise TerraformError("These files are not laid out in Terraform's style. Run: invoke terraform.fmt")


def validate() -> None:
    """fmt -check, then `terraform validate` for root and modules. Raises TerraformError."""
    fmt(check=True)
    _everywhere("validate", _valid, lambda root: [root])


def test_all() -> None:
    """`terraform test` for root and modules. Raises TerraformError with the output of what failed."""
    _everywhere("test", _tested, _in_parts)


def _in_parts(root: Place) -> list[Place]:
    """The root's files take longer than those of all modules, and Terraform runs those of one call in a row;
    but each call reads the provider's schema anew, which takes as long as a run."""
    files = {file: file.read_text() for file in (root.folder / "tests").glob("*.tftest.hcl")}
    by_size = sorted(files, key=lambda file: files[file].count("\nrun "), reverse=True)
    every = [file for file in by_size if _of_every_function(files[file])]
    others = [file for file in by_size if file not in every]
    few = checkout(scratch() / "few", *(files[file] for file in others))
    parts = [(Place.functions, every), *((few, others[part::_AT_ONCE]) for part in range(_AT_ONCE))]
    return [
        Place(f"{root.name} {number}", root.folder, tuple(f"tests/{file.name}" for file in part), functions)
        for number, (functions, part) in enumerate(parts, start=1)
    ]


def _of_every_function(tests: str) -> bool:
    """Whether a file is about all functions that there are. To the others a few with all that functions can
    ask for are as good, in half of the time."""
    return tests.startswith("# Every function")


def mocked_environment(scratch: Path) -> dict[str, str]:
    """What Terraform's process is told where AWS is mocked: a build with a zip for everything, no account."""
    return {
        "TF_VAR_dist_dir": str(write_stub_build(scratch / "dist")),
        "TF_VAR_functions_dir": str(REPOSITORY / "functions"),
        # As of an environment for which `invoke bootstrap` has run. Nobody has the private half.
        "TF_VAR_media_public_key": "-----BEGIN PUBLIC KEY-----\nbm8ga2V5\n-----END PUBLIC KEY-----",
        # Go's garbage collector is a fifth of a mocked run's time; so it has more memory instead.
        "GOGC": "400",
        # Providers are mocked; should one not be, it must not find anybody's account.
        "AWS_ACCESS_KEY_ID": "mock", "AWS_SECRET_ACCESS_KEY": "mock", "AWS_EC2_METADATA_DISABLED": "true",
    }


def _everywhere(kind: str, check: Check, parts: Callable[[Place], list[Place]]) -> None:
    folder = scratch() / kind
    tree = copy_tree(folder / "terraform")
    extra = mocked_environment(folder)
    modules = sorted(path for path in (tree / "modules").iterdir() if path.is_dir())
    places = [*parts(Place("terraform", tree)),
              *(Place(f"terraform/modules/{module.name}", module) for module in modules)]
    root = Workspace(tree, folder / "data" / "terraform")
    root.initialise("-backend=false", extra=extra)
    with shared_provider(root.data, root.environment(extra)) as running, ThreadPoolExecutor(_AT_ONCE) as pool:
        checked = list(pool.map(lambda place: _checked(place, folder, extra, check, running), places))
    failures = [said for good, said in checked if not good]
    if failures:
        count = f"terraform {kind} failed in {len(failures)} of {len(places)} places."
        raise TerraformError("\n".join([*failures, count]))


def _checked(
    place: Place, scratch: Path, extra: dict[str, str], check: Check, running: dict[str, str]
) -> tuple[bool, str]:
    workspace = Workspace(place.folder, scratch / "data" / place.key)
    try:
        workspace.initialise("-backend=false", extra=extra)
        good, said = check(place, workspace, extra | running | {"TF_VAR_functions_dir": str(place.functions)})
    except TerraformError as error:
        good, said = False, str(error)
    print(f"{place.name}: {'ok' if good else 'FAILED'} {_summary(said)}".rstrip(), flush=True)
    return good, f"── {place.name}\n{said.strip()}\n"


def _valid(place: Place, workspace: Workspace, extra: dict[str, str]) -> tuple[bool, str]:
    """A module that takes a second provider from its caller is not valid without one
    (github.com/hashicorp/terraform/issues/28490): the root, which calls it, has looked at it."""
    if "configuration_aliases" in (place.folder / "versions.tf").read_text():
        return True, ""
    done = workspace.terraform("validate", "-no-color", extra=extra, quiet=True)
    return done.returncode == 0, done.stdout


def _tested(place: Place, workspace: Workspace, extra: dict[str, str]) -> tuple[bool, str]:
    """A module without a test has failed: it would pass whatever is in it."""
    filters = [f"-filter={file}" for file in place.only]
    done = workspace.terraform("test", "-no-color", *filters, extra=extra, quiet=True)
    ran = _SUMMARY.search(done.stdout)
    return done.returncode == 0 and bool(ran and int(ran[2])), done.stdout


def _summary(said: str) -> str:
    found = _SUMMARY.search(said)
    return f"({found[2]} passed, {found[3]} failed)" if found else ""


def scratch() -> Path:
    """Where checks keep their files, inside the directory of the local cloud that is meant."""
    return (REPOSITORY / (os.environ.get("DAYBOOK_LOCAL_DIR") or ".local") / "terraform-checks").resolve()
