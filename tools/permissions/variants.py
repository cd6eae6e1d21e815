"""The settings that docs/permissions.json is made with: the first in full, of the others what differs."""

from __future__ import annotations

from typing import Any

# With all that makes roles: what is off in an environment is not there, and nothing else changes by it.
_EVERYTHING: dict[str, Any] = {
    "environment": "test",
    "mail_from": "example.com",
    "text_messages": True,
    "identity_pool": True,
    "network": {"acls": True, "flow_log_days": 14},
}

VARIANTS: dict[str, dict[str, Any]] = {
    "identity = cognito": _EVERYTHING,
    "identity = native": {**_EVERYTHING, "identity": "native", "identity_pool": False},
    "tracing, and a key of our own": {
        **_EVERYTHING,
        "tracing": True,
        "customer_key": ["table", "buckets", "queues", "secrets", "logs"],
    },
}
