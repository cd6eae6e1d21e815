"""Bodies of the example function."""

from __future__ import annotations

from typing import Annotated, Any

from typing_extensions import TypedDict

from shared.models import Input, LongText, Number, Text


class Part(Input):
    label: Annotated[str, Text(20)]


class ThingCreate(Input):
    """A new thing."""

    name: Annotated[str, Text(40)]
    note: Annotated[str, LongText(400)] | None = None
    size: Annotated[float, Number(0, 1000)] = 1
    count: Annotated[int, Number(0, 10)] = 0
    tags: list[str] = []
    parts: list[Part] = []


class Anything(Input):
    value: Any = None


class Failure(Input):
    kind: str


class Thing(TypedDict):
    """A thing."""

    id: str
    name: str
