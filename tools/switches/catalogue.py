"""Every switch of terraform/variables*.tf, what excludes what, and what is no switch."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from tools.switches.pairs import Pair
from tools.switches.switch import Environment, Switch

_EDGE = "MiniStack has no web ACL with logging, and its distributions answer to their own names only."
_ABROAD = "MiniStack keeps one account in one region; what is copied abroad is not there to be seen."
_GOOGLE = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google-AbCdEf"

SWITCHES = [
    # accounts
    Switch("identity", {"cognito": {}, "native": {"identity": "native", "mail_from": "daybook@example.com"}}),
    Switch("identity_pool", {"none": {}, "own uploads": {"identity_pool": True}}),
    Switch(
        "hosted_sign_in",
        {
            "none": {},
            "google": {
                "hosted_sign_in": {
                    "app_address": "https://daybook.example.com",
                    "providers": {
                        "Google": {
                            "kind": "google",
                            "client_id": "daybook",
                            "secret_arn": _GOOGLE,
                        }
                    },
                }
            },
        },
        not_local="Terraform reads a secret that a person has to put into Secrets Manager first.",
    ),
    Switch("text_messages", {"none": {}, "on": {"text_messages": True}}),
    # security
    Switch(
        "customer_key",
        {"AWS's keys": {}, "our own": {"customer_key": ["table", "buckets", "queues", "secrets", "logs"]}},
    ),
    Switch(
        "permissions_boundary",
        {"none": {}, "bounded": {"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}},
    ),
    Switch(
        "network.acls",
        {"none": {}, "acls": {"network": {"acls": True}}},
        not_local="MiniStack does not put a subnet under an ACL (subnet_ids).",
    ),
    Switch("network.flow_log_days", {"none": {}, "two weeks": {"network": {"flow_log_days": 14}}}),
    Switch("account_owner", {"another": {}, "this one": {"account_owner": True}}),
    # watching
    Switch("tracing", {"off": {}, "on": {"tracing": True}}),
    # data
    Switch("deletion_protection", {"on": {}, "off": {"deletion_protection": False}}),
    Switch("point_in_time_recovery", {"on": {}, "off": {"point_in_time_recovery": False}}),
]


def _exclusive(one: tuple[str, Iterable[str]], other: tuple[str, Iterable[str]]) -> set[Pair]:
    """Positions of two switches that validations do not let stand together."""
    ones, others = ([(name, position) for position in positions] for name, positions in (one, other))
    return {frozenset(pair) for pair in product(ones, others)}


NATIVE = ("identity", ["native"])
EXCLUDED: set[Pair] = {
    *_exclusive(NATIVE, ("identity_pool", ["own uploads"])),
    *_exclusive(NATIVE, ("hosted_sign_in", ["google"])),
}

# What only whoever runs it can fill in, as an example.
ENVIRONMENTS = {
    "dev": Environment(),
    "staging": Environment(),
    "prod": Environment(
        settings={
            "alarm_mail": ["operator@example.com"],
            "domain": {"name": "daybook.example.com", "zone": "create"},
        },
    ),
}

# Whatever an environment's tfvars say, an emulator needs this.
ON_THE_EMULATOR = {
    "allowed_account_ids": ["000000000000"],
    "emulator": True,
    "wait_for_distribution": False,
}
