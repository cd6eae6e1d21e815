"""What the sources of a function say: imports, settings and clients, read from the syntax tree (nothing is
run).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.manifests import ROOT


@cache
def tree(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def sources(folder: str) -> list[Path]:
    """The Python files below a folder of the repository, without what is generated or not ours."""
    found = (ROOT / folder).rglob("*.py")
    return sorted(path for path in found if not {"node_modules", "__pycache__"} & set(path.parts))


def module_of(path: Path) -> str:
    """`functions/habits/logic.py` is `functions.habits.logic`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def file_of(module: str) -> Path | None:
    """The repository's file of a module, None for what is not ours (or a namespace package)."""
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.exists()), None)


def imports(path: Path, *, only_at_run_time: bool = False) -> frozenset[str]:
    """Every module that the file imports, by absolute name; `from a import b` counts as a.b when that is a
    module.
    """
    found = set()
    for node in _walk(tree(path), only_at_run_time):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            found |= {_imported(node.module or "", alias.name) for alias in node.names}
    return frozenset(found)


def reachable(paths: list[Path]) -> frozenset[Path]:
    """These files and all of ours that they import, directly or not, except for types."""
    seen: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            imported = (file_of(module) for module in imports(path, only_at_run_time=True))
            waiting += [file for file in imported if file is not None]
    return frozenset(seen)


def settings_of(path: Path) -> frozenset[str]:
    """The names x of every `settings.x` in the file."""
    return frozenset(
        node.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "settings"
    )


def clients_of(path: Path) -> frozenset[str]:
    """The services of every `client("service")` (or `clients.client("service")`) in the file."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and _name_of(node.func) == "client" and node.args:
            (service, *_) = node.args
            assert isinstance(service, ast.Constant), f"{path}:{node.lineno}: name the service as text"
            found.add(str(service.value))
    return frozenset(found)


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _imported(module: str, name: str) -> str:
    return f"{module}.{name}" if file_of(f"{module}.{name}") else module


def _walk(node: ast.AST, only_at_run_time: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if only_at_run_time and isinstance(child, ast.If) and _name_of(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _walk(child, only_at_run_time)
