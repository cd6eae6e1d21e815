"""What a switch is, and how the settings of several become one set of Terraform variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Settings = Mapping[str, Any]


class SwitchError(Exception):
    """The message is for the person who runs it."""


@dataclass(frozen=True)
class Switch:
    """Something that tfvars turn on, off or over.

    `positions` are Terraform variables by the position's name, the first one what holds without a word.
    `alone` are positions between two others, which are applied but stand in no pairs. `not_local` says why
    the local cloud cannot apply it (None: it can); `local` is set beside a position there, for the emulator.
    """

    name: str
    positions: Mapping[str, Settings]
    not_local: str | None = None
    local: Settings = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    @property
    def paired(self) -> list[str]:
        return [position for position in self.positions if position not in self.alone]

    @property
    def others(self) -> list[str]:
        return list(self.positions)[1:]


@dataclass(frozen=True)
class Environment:
    """A file of terraform/envs: `settings` are those that its operator still has to add."""

    settings: Settings = field(default_factory=dict)
    not_local: str | None = None


def merged(parts: Iterable[Settings]) -> dict[str, Any]:
    """All settings together; objects that several set are joined. Raises SwitchError where two disagree."""
    result: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            result[name] = _joined(name, result[name], value) if name in result else value
    return result


def _joined(name: str, one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        return merged([one, other])
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(value for value in other if value not in one)]
    if one != other:
        raise SwitchError(f"Two switches set {name}, to {one!r} and to {other!r}: only one of them may.")
    return one
