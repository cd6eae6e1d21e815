"""What request bodies are made of. Only functions' models.py import this: pydantic is loaded when a body
comes in, not before.

    class HabitCreate(Input):
        name: Annotated[str, Text(80)]
        note: Annotated[str, LongText(2000)] | None = None
        target: Annotated[float, Number(0, 1_000_000)] | None = None
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotated_types import GroupedMetadata
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints, model_validator

# The fields' docstrings are for the OpenAPI document. To read them pydantic takes the source apart, which no
# cold start shall pay for; tools/openapi and the tests set this before they import a model.
DESCRIBED = "DAYBOOK_DESCRIBE_MODELS" in os.environ


class Input(BaseModel):
    """A body: unknown fields are refused, strings are trimmed and in Unicode's NFC, numbers are finite."""

    model_config = ConfigDict(
        extra="forbid",
        str_strip_whitespace=True,
        allow_inf_nan=False,
        frozen=True,
        use_attribute_docstrings=DESCRIBED,
        defer_build=True,  # a cold start builds the model of its own request, not all of the function's
    )

    @model_validator(mode="before")
    @classmethod
    def _normalise(cls, values: Any) -> Any:
        return to_nfc(values)


def to_nfc(value: Any) -> Any:
    """`value` (JSON) with every string in NFC: the same text, typed on two systems, is the same bytes."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: to_nfc(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_nfc(item) for item in value]
    return value


def _one_line(text: str) -> str:
    if not text.isprintable() and any(unicodedata.category(character) == "Cc" for character in text):
        raise ValueError("must be one line without control characters")
    return text


def _printable(text: str) -> str:
    others = (character for character in text if character not in "\n\t")
    if not text.isprintable() and any(unicodedata.category(character) == "Cc" for character in others):
        raise ValueError("must not have control characters other than line breaks and tabs")
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Text(GroupedMetadata):
    """`Annotated[str, Text(80)]`: one line of min_length to max_length characters (after trimming)."""

    max_length: int
    min_length: int = 1

    def __iter__(self) -> Iterator[Any]:
        yield StringConstraints(min_length=self.min_length, max_length=self.max_length)
        yield AfterValidator(_one_line)


@dataclass(frozen=True)
class LongText(GroupedMetadata):
    """`Annotated[str, LongText(2000)]`: several lines of at most max_length characters in all; line ends
    become \\n.
    """

    max_length: int
    min_length: int = 0

    def __iter__(self) -> Iterator[Any]:
        yield StringConstraints(min_length=self.min_length, max_length=self.max_length)
        yield AfterValidator(_lines)
        yield AfterValidator(_printable)


@dataclass(frozen=True)
class Number(GroupedMetadata):
    """`Annotated[float, Number(0, 100)]`: a JSON number from minimum to maximum; "5" and true are no numbers.

    With `int` it takes whole numbers only.
    """

    minimum: float
    maximum: float

    def __iter__(self) -> Iterator[Any]:
        yield Strict()
        yield Field(ge=self.minimum, le=self.maximum)


def without_default(schema: dict[str, Any]) -> None:
    """json_schema_extra of a field of a PATCH that may be left out but not be null."""
    schema.pop("default", None)
