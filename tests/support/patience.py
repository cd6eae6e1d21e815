"""Failed guesses are counted by the caller's address, and all tests have the same one."""

from __future__ import annotations

import hashlib

from shared.identity import throttle
from tests.support.stack import Stack

ADDRESSES = ("127.0.0.1", "localhost")
KINDS = ("confirm", "email", "login", "mfa", "mfa-enrolment", "password", "reset")


def forget_failures(stack: Stack) -> None:
    """Nobody waits because of what other tests did from this address. What is counted by account stays."""
    table, dynamodb = stack.endpoints["table_name"], stack.aws("dynamodb")
    keys = [_key(kind, address) for kind in KINDS for address in ADDRESSES]
    deletions = [{"DeleteRequest": {"Key": key}} for key in keys]
    dynamodb.batch_write_item(RequestItems={table: deletions})


def _key(kind: str, address: str) -> dict[str, dict[str, str]]:
    name = hashlib.sha256("\0".join((kind, "address", address)).encode()).hexdigest()
    return {"pk": {"S": f"THROTTLE#{name}"}, "sk": {"S": throttle.SORT_KEY}}
