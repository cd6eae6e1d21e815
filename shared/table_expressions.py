"""DynamoDB expressions and the attribute names and values they refer to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shared.attributes import encode, encode_item

_NAMES = re.compile(r"#(\w+)")


class Expressions:
    """Collects `#name` and `:value` placeholders for one request.

    names: placeholder ("#name", or "name") to attribute; values: placeholder (":name", or "name") to plain
    value.
    """

    def __init__(
        self, names: Mapping[str, str] | None = None, values: Mapping[str, Any] | None = None
    ) -> None:
        self.names = {"#" + key.lstrip("#"): name for key, name in (names or {}).items()}
        self.values = {":" + key.lstrip(":"): encode(value) for key, value in (values or {}).items()}

    def name(self, attribute: str) -> str:
        """The placeholder of an attribute: `#attribute` when that can be written, else a numbered one."""
        placeholder = f"#{attribute}" if _plain(attribute) else f"#n{len(self.names)}"
        self.names[placeholder] = attribute
        return placeholder

    def value(self, hint: str, value: Any) -> str:
        """A placeholder for a value that the caller's own (`values`) cannot collide with."""
        placeholder = f":_{hint}" if _plain(hint) else f":_v{len(self.values)}"
        self.values[placeholder] = encode(value)
        return placeholder

    def arguments(self) -> dict[str, Any]:
        """The request's arguments; DynamoDB refuses empty ones."""
        found: dict[str, Any] = {}
        if self.names:
            found["ExpressionAttributeNames"] = self.names
        if self.values:
            found["ExpressionAttributeValues"] = self.values
        return found

    def conditional(self, condition: str | None) -> dict[str, Any]:
        """`arguments` with a condition whose failure brings back the item that failed it.

        A `#word` in it that nobody has defined is the attribute `word`.
        """
        if condition is None:
            return self.arguments()
        for attribute in _NAMES.findall(condition):
            self.names.setdefault(f"#{attribute}", attribute)
        return {
            "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **self.arguments(),
        }


def _plain(text: str) -> bool:
    return text.isascii() and text.isidentifier()


def put_request(item: Mapping[str, Any], only_if_new: bool, if_version: int | None) -> dict[str, Any]:
    """The arguments of a put. Raises TypeError when both conditions are asked for."""
    if only_if_new and if_version is not None:
        raise TypeError("either only_if_new or if_version")
    expressions = Expressions()
    condition = None
    if only_if_new:
        condition = f"attribute_not_exists({expressions.name('pk')})"
    elif if_version is not None:
        condition = f"{expressions.name('version')} = {expressions.value('version', if_version)}"
    return {"Item": encode_item(item), **expressions.conditional(condition)}


def keyed_request(
    pk: str,
    sk: str,
    condition: str | None,
    names: Mapping[str, str] | None,
    values: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The arguments of what is done to an item without saying how it shall look: delete, check."""
    return {
        "Key": encode_item({"pk": pk, "sk": sk}),
        **Expressions(names, values).conditional(condition),
    }


def update_request(
    pk: str,
    sk: str,
    set: Mapping[str, Any] | None,  # noqa: A002 - the word of DynamoDB's expressions
    remove: list[str] | tuple[str, ...] | None,
    add: Mapping[str, Any] | None,
    condition: str | None,
    names: Mapping[str, str] | None,
    values: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """The arguments of an update."""
    expressions = Expressions(names, values)
    clauses = []
    if set:
        pairs = ((expressions.name(name), expressions.value(name, value)) for name, value in set.items())
        clauses.append("SET " + ", ".join(f"{name} = {value}" for name, value in pairs))
    if remove:
        clauses.append("REMOVE " + ", ".join(expressions.name(name) for name in remove))
    if add:
        pairs = ((expressions.name(name), expressions.value(name, value)) for name, value in add.items())
        clauses.append("ADD " + ", ".join(f"{name} {value}" for name, value in pairs))
    request = {"Key": encode_item({"pk": pk, "sk": sk}), **expressions.conditional(condition)}
    if clauses:
        request["UpdateExpression"] = " ".join(clauses)
    return request
