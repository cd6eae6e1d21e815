"""What a function needs because of the methods that it calls on `Provider` (shared/identity/provider.py):
which implementation it gets is decided when it runs, so imports do not tell.

A receiver counts as a provider where it is annotated as one (a parameter, a field) or is a call of
`provider()`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tests.contract.code import clients_of, reachable, settings_of, sources, tree

_SETTINGS = {"pool_id": "user_pool_id", "client_id": "user_pool_client_id"}
_CLIENTS = ("client", "public")


def methods_called(paths: Iterable[Path]) -> frozenset[str]:
    """The names of the Provider's methods that these files call."""
    return frozenset(method for path in paths for method in _methods_called(path))


def operations(methods: Iterable[str], through: str) -> frozenset[str]:
    """The operations of Cognito, by botocore's names, that these methods call with the function's own rights
    (`through` is "client") or without any ("public").
    """
    return frozenset(name for method in methods for kind, name in _needs(method) if kind == through)


def settings_needed(methods: Iterable[str]) -> frozenset[str]:
    """The settings that a user pool's methods read."""
    return frozenset(name for method in methods for kind, name in _needs(method) if kind == "setting")


def native_settings() -> frozenset[str]:
    return frozenset(setting for path in _native_files() for setting in settings_of(path))


def native_clients() -> frozenset[str]:
    return frozenset(service for path in _native_files() for service in clients_of(path))


def _native_files() -> Iterator[Path]:
    yield from reachable([path for path in sources("shared/identity") if path.name == "native_provider.py"])


@cache
def _methods_called(path: Path) -> frozenset[str]:
    nodes = list(ast.walk(tree(path)))
    named = {node.arg for node in nodes if isinstance(node, ast.arg) and _is_provider(node.annotation)}
    fields = {
        node.target.id
        for node in nodes
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and _is_provider(node.annotation)
    }
    return frozenset(
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and _is_receiver(node.value, named | fields | _all_fields())
    )


@cache
def _all_fields() -> frozenset[str]:
    """Names of fields that hold a Provider in some class: other files reach them through its instances."""
    return frozenset(
        statement.target.id
        for path in sources("functions")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and _is_provider(statement.annotation)
    )


def _is_provider(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id == "Provider"


def _is_receiver(value: ast.expr, names: Iterable[str]) -> bool:
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "provider"
    if isinstance(value, ast.Attribute):
        return value.attr in names
    return isinstance(value, ast.Name) and value.id in names


@cache
def _needs(method: str) -> frozenset[tuple[str, str]]:
    """What the user pool's method of this name uses, itself or by another of its own."""
    needs: set[tuple[str, str]] = set()
    for node in ast.walk(_methods()[method]):
        if not isinstance(node, ast.Attribute):
            continue
        if isinstance(node.value, ast.Attribute) and node.value.attr in _CLIENTS:
            needs.add((node.value.attr, node.attr))
        elif isinstance(node.value, ast.Name) and node.value.id == "self":
            if node.attr in _SETTINGS:
                needs.add(("setting", _SETTINGS[node.attr]))
            elif node.attr in _methods() and node.attr not in _CLIENTS and node.attr != method:
                needs |= _needs(node.attr)
    return frozenset(needs)


@cache
def _methods() -> dict[str, ast.FunctionDef]:
    return {
        statement.name: statement
        for path in sources("shared/identity")
        if path.name.startswith("cognito_")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.FunctionDef)
    }
