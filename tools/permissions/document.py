"""From Terraform's resources to a document that a person can review, and from two of them to what differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

Resource = Mapping[str, Any]
# Name → its statements, each as JSON.
Statements = dict[str, list[dict[str, Any]]]

# Policies that stand beside a resource, as far as they are attributes of it or resources of their own:
# type → (attribute with the policy, attribute with the name of what it is for).
_RESOURCE_POLICIES = {
    "aws_s3_bucket_policy": ("policy", "bucket", "bucket"),
    "aws_sqs_queue": ("policy", "name", "queue"),
    "aws_sqs_queue_policy": ("policy", "queue_url", "queue"),
    "aws_sns_topic": ("policy", "name", "topic"),
    "aws_sns_topic_policy": ("policy", "arn", "topic"),
    "aws_kms_key": ("policy", "description", "key"),
    "aws_backup_vault_policy": ("policy", "backup_vault_name", "backup vault"),
    "aws_secretsmanager_secret_policy": ("policy", "secret_arn", "secret"),
    "aws_vpc_endpoint": ("policy", "service_name", "endpoint"),
    "aws_cloudwatch_log_resource_policy": ("policy_document", "policy_name", "log groups"),
}


def roles(resources: Iterable[Resource]) -> Statements:
    """Role → what it may do, who takes it and within which boundary."""
    found = list(resources)
    named = {r["values"]["name"]: r["values"] for r in found if r["type"] == "aws_iam_role"}
    document: Statements = {}
    for name, role in sorted(named.items()):
        document[name] = [{"taken by": _plain(one)} for one in _statements(role["assume_role_policy"])]
    for resource in sorted(found, key=lambda one: str(one["address"])):
        values = resource["values"]
        if resource["type"] == "aws_iam_role_policy":
            document[values["role"]] += [_plain(one) for one in _statements(values["policy"])]
        elif resource["type"] == "aws_iam_role_policy_attachment":
            document[values["role"]].append({"managed policy": values["policy_arn"]})
    return document


def resource_policies(resources: Iterable[Resource]) -> Statements:
    """What has a policy of its own → its statements."""
    document: Statements = {}
    for resource in sorted(resources, key=lambda one: str(one["address"])):
        policy, name, kind = _RESOURCE_POLICIES.get(resource["type"], ("", "", ""))
        text = resource["values"].get(policy) or ""
        # A mock makes something up where Terraform sets none.
        if policy and text.startswith("{"):
            document[f"{kind} {resource['values'][name]}"] = [_plain(one) for one in _statements(text)]
    return dict(sorted(document.items()))


def invocations(resources: Iterable[Resource]) -> dict[str, list[str]]:
    """Function → which services may call it, for what of theirs."""
    found: dict[str, list[str]] = {}
    for resource in resources:
        if resource["type"] == "aws_lambda_permission":
            values = resource["values"]
            caller = f"{values['principal']} for {values.get('source_arn')}"
            found.setdefault(f"{values['function_name']}:{values.get('qualifier')}", []).append(caller)
    return {name: sorted(set(callers)) for name, callers in sorted(found.items())}


def difference(base: Statements, other: Statements) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What `other` has more and less than `base`, by name; nothing for what is alike."""
    told: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name in sorted(base.keys() | other.keys()):
        before, after = base.get(name, []), other.get(name, [])
        changes = {"more": [one for one in after if one not in before],
                   "less": [one for one in before if one not in after]}
        if any(changes.values()):
            told[name] = {kind: found for kind, found in changes.items() if found}
    return told


def actions_on_everything(document: Statements) -> set[str]:
    """Actions that are allowed on the resource `*`."""
    return {
        action
        for statements in document.values() for statement in statements
        if "*" in statement.get("on", []) and statement.get("may")
        for action in statement["may"]
    }


def wild_actions(document: Statements) -> list[str]:
    """`name: action` for each allowed action with a wildcard."""
    return [f"{name}: {action}" for name, statements in document.items() for statement in statements
            for action in statement.get("may", []) if "*" in action]


def _statements(policy: str) -> list[dict[str, Any]]:
    said = json.loads(policy)["Statement"]
    return list(said) if isinstance(said, list) else [said]


def _plain(statement: Mapping[str, Any]) -> dict[str, Any]:
    """{"may" or "may not": actions, "on": resources, "if": condition, "who": principal}, lists in order.

    Raises ValueError for a statement that says what it is not about: nobody sees what that allows.
    """
    if negated := [name for name in ("NotAction", "NotResource", "NotPrincipal") if name in statement]:
        raise ValueError(f"{negated[0]}: name what is meant instead: {json.dumps(statement)}")
    kind = "may" if statement["Effect"] == "Allow" else "may not"
    parts = {
        "who": statement.get("Principal"),
        kind: _list(statement.get("Action")),
        "on": _list(statement.get("Resource")),
        "if": statement.get("Condition"),
    }
    return {name: value for name, value in parts.items() if value}


def _list(value: Any) -> list[str]:
    return sorted([value] if isinstance(value, str) else value or [])
