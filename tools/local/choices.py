"""What was chosen for a local cloud when it was started; it holds until another choice or a reset."""

from __future__ import annotations

from tools.local.errors import LocalError
from tools.local.files import read_json, write_json
from tools.local.paths import LocalPaths
from tools.manifests import IDENTITIES

# What API Gateway's API may be.
FLAVOURS = ("http", "rest")


def identity_of(paths: LocalPaths) -> str:
    """Who keeps the accounts there: "cognito" unless something else was chosen."""
    return _chosen(paths, "identity", IDENTITIES)


def choose_identity(paths: LocalPaths, identity: str) -> bool:
    """Keeps the choice; true when it is another one than before. Raises LocalError for an unknown one."""
    if identity not in IDENTITIES:
        raise LocalError(f"Accounts are kept by {' or '.join(IDENTITIES)}, not by {identity}.")
    return _choose(paths, "identity", identity, IDENTITIES)


def flavour_of(paths: LocalPaths) -> str:
    """What the API is there: "http" unless something else was chosen."""
    return _chosen(paths, "api", FLAVOURS)


def choose_flavour(paths: LocalPaths, flavour: str) -> bool:
    """As choose_identity, for the API."""
    if flavour not in FLAVOURS:
        raise LocalError(f"The API is {' or '.join(FLAVOURS)}, not {flavour}.")
    return _choose(paths, "api", flavour, FLAVOURS)


def _chosen(paths: LocalPaths, what: str, known: tuple[str, ...]) -> str:
    chosen = (read_json(paths.choices) or {}).get(what)
    return chosen if chosen in known else known[0]


def _choose(paths: LocalPaths, what: str, value: str, known: tuple[str, ...]) -> bool:
    before = _chosen(paths, what, known)
    write_json(paths.choices, {**(read_json(paths.choices) or {}), what: value})
    return value != before
