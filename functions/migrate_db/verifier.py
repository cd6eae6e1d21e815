"""What PostgreSQL keeps of a password. It takes this in its place, so that no statement, and no log of one,
holds the password itself.

Form: https://www.postgresql.org/docs/current/catalog-pg-authid.html. Computation: RFC 5802, section 3, with
SHA-256 (RFC 7677).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import b64encode

ITERATIONS = 4096  # as PostgreSQL takes; the password is random, which more would not make harder to guess


def scram_verifier(password: str, salt: bytes | None = None) -> str:
    """`SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`; `password` is ASCII, `salt` random."""
    salt = salt or os.urandom(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, ITERATIONS)
    stored = hashlib.sha256(_keyed(salted, b"Client Key")).digest()
    parts = [b64encode(part).decode() for part in (salt, stored, _keyed(salted, b"Server Key"))]
    return f"SCRAM-SHA-256${ITERATIONS}:{parts[0]}${parts[1]}:{parts[2]}"


def _keyed(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")
