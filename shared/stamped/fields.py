"""Types that bodies of tasks and of notes have in common. Only functions' models.py import this."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.models import Text

MAX_TAGS = 10


def _distinct(tags: list[str]) -> list[str]:
    if len({tag.casefold() for tag in tags}) != len(tags):
        raise ValueError("must name each tag once")
    return tags


Tag = Annotated[str, Text(40)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS), AfterValidator(_distinct)]
