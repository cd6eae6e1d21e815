"""The functions' versions and their alias `live`, at Lambda."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from tools.release.errors import ReleaseError
from tools.release.model import Versions

ALIAS = "live"
_AT_ONCE = 8  # Lambda's control plane takes 15 requests a second in all.

Made = TypeVar("Made")


class Aliases:
    """`client` is boto3's for Lambda."""

    def __init__(self, client: Any) -> None:
        self._lambda = client

    def live(self, functions: Iterable[str]) -> Versions:
        """The version that most calls get. Raises ReleaseError when a function has no alias."""
        return self._each(functions, self._live)

    def newest(self, functions: Iterable[str]) -> Versions:
        """The version that was published last."""
        return self._each(functions, lambda name: str(max(self._numbers(name), default=0)))

    def shift(self, before: Versions, after: Versions, percent: int) -> None:
        """Sends `percent` of each function's calls to its version in `after`, the others to `before`."""
        self._each(after, lambda name: self._point(name, before[name], {after[name]: percent / 100}))

    def point(self, versions: Versions) -> None:
        """Sends all calls to these versions."""
        self._each(versions, lambda name: self._point(name, versions[name], {}))

    def missing(self, versions: Versions) -> list[str]:
        """Those functions that do not have their version (any more)."""
        there = self._each(versions, lambda name: int(versions[name]) in self._numbers(name))
        return sorted(name for name, found in there.items() if not found)

    def remove_before(self, kept: Mapping[str, set[str]]) -> list[str]:
        """Removes versions that are older than the live one and not in `kept`; `function:version` of each."""
        return [
            gone
            for some in self._each(kept, lambda name: self._remove(name, kept[name])).values()
            for gone in some
        ]

    def _live(self, name: str) -> str:
        try:
            return str(self._lambda.get_alias(FunctionName=name, Name=ALIAS)["FunctionVersion"])
        except self._lambda.exceptions.ResourceNotFoundException:
            raise ReleaseError(
                f"{name} has no alias {ALIAS!r}: apply first (invoke apply --env …)."
            ) from None

    def _point(self, name: str, version: str, weights: dict[str, float]) -> None:
        self._lambda.update_alias(
            FunctionName=name,
            Name=ALIAS,
            FunctionVersion=version,
            RoutingConfig={"AdditionalVersionWeights": weights},
        )

    def _numbers(self, name: str) -> set[int]:
        pages = self._lambda.get_paginator("list_versions_by_function").paginate(FunctionName=name)
        found = {version["Version"] for page in pages for version in page["Versions"]}
        return {int(version) for version in found if version.isdecimal()}

    def _remove(self, name: str, kept: set[str]) -> list[str]:
        live = int(self._live(name))
        old = sorted(number for number in self._numbers(name) if number < live and str(number) not in kept)
        for number in old:
            self._lambda.delete_function(FunctionName=name, Qualifier=str(number))
        return [f"{name}:{number}" for number in old]

    def _each(self, names: Iterable[str], work: Callable[[str], Made]) -> dict[str, Made]:
        ordered = sorted(names)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return dict(zip(ordered, pool.map(work, ordered), strict=True))
