"""What was chosen for a local cloud when it was started; it holds until another choice or a reset."""

from __future__ import annotations

from tools.local.errors import LocalError
from tools.local.files import read_json, write_json
from tools.local.paths import LocalPaths
from tools.manifests import IDENTITIES


def identity_of(paths: LocalPaths) -> str:
    """Who keeps the accounts there: "cognito" unless something else was chosen."""
    chosen = (read_json(paths.choices) or {}).get("identity")
    return chosen if chosen in IDENTITIES else IDENTITIES[0]


def choose_identity(paths: LocalPaths, identity: str) -> bool:
    """Keeps the choice; true when it is another one than before. Raises LocalError for an unknown one."""
    if identity not in IDENTITIES:
        raise LocalError(f"Accounts are kept by {' or '.join(IDENTITIES)}, not by {identity}.")
    before = identity_of(paths)
    write_json(paths.choices, {"identity": identity})
    return identity != before
