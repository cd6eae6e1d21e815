"""The house's layout: who may import whom, and that manifests say what the code does."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest
from botocore import xform_name

from shared.settings import Setting, Settings
from tests.contract import provider_use
from tests.contract.code import clients_of, imports, module_of, reachable, settings_of, sources, tree
from tools.manifests import ROOT, Manifest, load_all

MANIFESTS = load_all()
FUNCTION_FILES = [path for path in sources("functions") if path.parent != ROOT / "functions"]

# Drivers and SDKs, and where alone they may be named. A provider is a repository for something that does not
# store.
DRIVERS = {"boto3", "botocore", "pg8000"}
ADAPTERS = {"repository.py", "provider.py"}
# The schema is this function's subject: its rules are statements.
WITHOUT_ADAPTER = {"migrate_db"}

# What decides must be testable without any of these.
INFRASTRUCTURE = ("shared.clients", "shared.database", "shared.http", "shared.postgres", "shared.table")

# Every function gets these from Terraform.
ALWAYS_SET = {"environment", "service_name", "log_level", "metrics_detail", "origin_keys", "region"}

MAX_LINES = 300

functions = pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def own_files(manifest: Manifest) -> list[Path]:
    return sources(f"functions/{manifest.name}")


@pytest.mark.parametrize("path", FUNCTION_FILES, ids=name)
def test_no_function_imports_a_sibling(path: Path) -> None:
    own = f"functions.{path.relative_to(ROOT / 'functions').parts[0]}"
    others = [
        module for module in imports(path) if module.startswith("functions.") and not _within(module, own)
    ]
    assert others == []


@pytest.mark.parametrize("path", sources("shared"), ids=name)
def test_the_layer_imports_no_function_and_no_tool(path: Path) -> None:
    assert [
        module for module in imports(path) if module.split(".")[0] in ("functions", "tools", "tests")
    ] == []


@pytest.mark.parametrize("path", FUNCTION_FILES, ids=name)
def test_functions_import_no_tool_and_no_test(path: Path) -> None:
    assert [module for module in imports(path) if module.split(".")[0] in ("tools", "tests")] == []


@pytest.mark.parametrize("path", FUNCTION_FILES, ids=name)
def test_only_repositories_name_drivers(path: Path) -> None:
    if path.name not in ADAPTERS and path.parent.name not in WITHOUT_ADAPTER:
        assert {module.split(".")[0] for module in imports(path)} & DRIVERS == set()


LOGIC_FILES = [path for path in FUNCTION_FILES if "logic" in path.with_suffix("").parts]


@pytest.mark.parametrize("path", LOGIC_FILES, ids=name)
def test_logic_knows_no_infrastructure(path: Path) -> None:
    named = imports(path, only_at_run_time=True)
    allowed = {"shared.postgres"} if path.parent.name in WITHOUT_ADAPTER else set()
    assert [
        module
        for module in named
        for other in INFRASTRUCTURE
        if _within(module, other) and module not in allowed
    ] == []


@functions
def test_a_functions_modules_depend_in_one_direction(manifest: Manifest) -> None:
    """Handler, then logic, then repository: no module of a function leads back to itself, and nothing leads
    to the handler.
    """
    for path in own_files(manifest):
        uses = {
            module
            for used in imports(path, only_at_run_time=True)
            for module in [used]
            if "functions" in used
        }
        assert f"functions.{manifest.name}.handler" not in uses, f"{name(path)} imports the handler"
        onward = reachable([file for file in own_files(manifest) if module_of(file) in uses])
        assert path not in onward, f"{name(path)} is imported by what it imports"


@functions
def test_a_manifest_declares_the_environment_that_its_code_reads(manifest: Manifest) -> None:
    """Both ways: one that is missing fails at run time, one too many invites use."""
    if not own_files(manifest):
        pytest.fail(f"functions/{manifest.name} has no code")
    methods = provider_methods(manifest)
    used = {setting for path in reachable(own_files(manifest)) for setting in settings_of(path)}
    known = {attribute for attribute, value in vars(Settings).items() if isinstance(value, Setting)}
    needed = (used | provider_use.settings_needed(methods)) & known - ALWAYS_SET
    # Which of these a method reads is told by integration tests, where the function has its own role.
    native = provider_use.native_settings() if methods else frozenset[str]()
    declared = {variable.lower() for variable in manifest.environment}
    assert needed - declared == set()
    assert declared - needed - native == set()


@functions
def test_a_manifest_grants_the_services_that_its_code_calls(manifest: Manifest) -> None:
    """Both ways: what is called and not granted is denied, what is granted and not called is too much."""
    methods = provider_methods(manifest)
    called = {service for path in reachable(own_files(manifest)) for service in clients_of(path)}
    called |= {"cognito-idp"} if methods else set()
    native = provider_use.native_clients() if methods else frozenset[str]()
    assert called - manifest.clients == set()
    assert manifest.clients - called - native == set()


@functions
def test_a_manifest_grants_the_operations_of_the_user_pool_that_its_code_calls(manifest: Manifest) -> None:
    methods = provider_methods(manifest)
    if not methods:
        return
    granted = _cognito(action for grant in manifest.grants for action in grant.actions)
    signed, public = (provider_use.operations(methods, through) for through in ("client", "public"))
    assert signed <= granted and public <= _cognito(manifest.unsigned)
    # Who calls the pool past the provider as well says so by naming its client.
    if not any("cognito-idp" in clients_of(path) for path in own_files(manifest)):
        assert signed == granted and public == _cognito(manifest.unsigned)


def provider_methods(manifest: Manifest) -> frozenset[str]:
    """What the function asks of whoever keeps the accounts."""
    return provider_use.methods_called(reachable(own_files(manifest)))


def _cognito(actions: Iterable[str]) -> set[str]:
    return {xform_name(action.partition(":")[2]) for action in actions if action.startswith("cognito-idp:")}


@functions
def test_a_function_has_its_handler(manifest: Manifest) -> None:
    handler = manifest.folder / "handler.py"
    assigned = {
        target.id
        for node in ast.walk(tree(handler))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    defined = {node.name for node in ast.walk(tree(handler)) if isinstance(node, ast.FunctionDef)}
    assert "lambda_handler" in assigned | defined


@pytest.mark.parametrize("folder", ["functions", "shared", "tests", "tools"])
def test_no_file_is_too_long_to_be_read(folder: str) -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(folder)}
    assert {path: length for path, length in lengths.items() if length > MAX_LINES} == {}


@pytest.mark.parametrize("path", [*FUNCTION_FILES, *sources("shared")], ids=name)
def test_annotations_cost_nothing(path: Path) -> None:
    """Models and drivers are named in annotations, and must not be imported for that."""
    statements = [node for node in tree(path).body if not isinstance(node, ast.Expr)]
    futures = [
        node for node in statements if isinstance(node, ast.ImportFrom) and node.module == "__future__"
    ]
    assert futures or not statements


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
