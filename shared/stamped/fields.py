"""Types that bodies of tasks and of notes have in common. Only functions' models.py import this."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.models import Text
from shared.stamped.limits import MAX_TAG, MAX_TAGS


def _distinct(tags: list[str]) -> list[str]:
    if len({tag.casefold() for tag in tags}) != len(tags):
        raise ValueError("must name each tag once")
    return tags


Tag = Annotated[str, Text(MAX_TAG)]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS), AfterValidator(_distinct)]
