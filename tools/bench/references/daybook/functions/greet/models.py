"""The same model as the reference's."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from shared.models import Input, Text


class Greeting(Input):
    name: Annotated[str, Text(100)]
    times: int = 1


class Greeted(TypedDict):
    name: str
    times: int
