"""The settings that docs/permissions.json is made with: the first in full, of the others what differs."""

from __future__ import annotations

from typing import Any

# With all that makes roles: what is off in an environment is not there, and nothing else changes by it.
_EVERYTHING: dict[str, Any] = {
    "environment": "test",
    "mail_from": "example.com",
    "text_messages": True,
    "identity_pool": True,
    "account_owner": True,
    "network": {"acls": True, "flow_log_days": 14},
    "database": {"proxy": {}},
    "recovery": {"backups": {"abroad_days": 7}, "files": {"abroad": True}},
    "alarm_mail": ["operator@example.com"],
    "api": {"access_logs": True},
    "edge_logs": {"days": 7},
}

VARIANTS: dict[str, dict[str, Any]] = {
    "identity = cognito": _EVERYTHING,
    "identity = native, tracing, a key of our own": {
        **_EVERYTHING,
        "identity": "native",
        "identity_pool": False,
        "tracing": True,
        "customer_key": ["table", "buckets", "queues", "secrets", "logs"],
    },
}
