"""Gaps of EC2: rules to prefix lists lose the list, VPC endpoints their policy. A second plan fails."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    ec2 = emulator.ec2
    require(ec2, "_p", "_esc", "_vpc_endpoints", "_ACTION_MAP")
    replace(ec2, "_parse_ip_permissions", lambda original: _with_prefix_lists(original, ec2))
    replace(ec2, "_sg_rule_xml", _naming_prefix_list)
    replace(ec2, "_vpce_fields_xml", lambda original: _with_policy(original, ec2))
    # The dispatch table holds the function itself, so that replacing the module's name is not enough.
    ec2._ACTION_MAP["CreateVpcEndpoint"] = _keeping_policy(ec2._ACTION_MAP["CreateVpcEndpoint"], ec2)


def _with_prefix_lists(original: Any, ec2: Any) -> Any:
    def parse(parameters: Any, prefix: str) -> list[dict[str, Any]]:
        rules = original(parameters, prefix)
        for number, rule in enumerate(rules, 1):
            rule["PrefixListIds"] = list(_prefix_lists(ec2, parameters, f"{prefix}.{number}.PrefixListIds"))
        return rules

    return parse


def _prefix_lists(ec2: Any, parameters: Any, prefix: str) -> Any:
    number = 1
    while name := ec2._p(parameters, f"{prefix}.{number}.PrefixListId"):
        description = ec2._p(parameters, f"{prefix}.{number}.Description")
        yield {"PrefixListId": name} | ({"Description": description} if description else {})
        number += 1


def _naming_prefix_list(original: Any) -> Any:
    def rule_xml(group: str, rule: dict[str, Any], is_egress: bool = False) -> str:
        xml = original(group, rule, is_egress)
        others = rule.get("IpRanges") or rule.get("Ipv6Ranges") or rule.get("UserIdGroupPairs")
        if others or not rule.get("PrefixListIds"):
            return xml
        name = rule["PrefixListIds"][0]["PrefixListId"]
        return xml.replace("</toPort>", f"</toPort><prefixListId>{name}</prefixListId>")

    return rule_xml


def _keeping_policy(original: Any, ec2: Any) -> Any:
    def create(parameters: Any) -> Any:
        before = set(ec2._vpc_endpoints)
        response = original(parameters)
        policy = ec2._p(parameters, "PolicyDocument")
        for name in set(ec2._vpc_endpoints) - before:
            ec2._vpc_endpoints[name]["PolicyDocument"] = policy
        return response

    return create


def _with_policy(original: Any, ec2: Any) -> Any:
    def fields_xml(endpoint: dict[str, Any], tag: str = "item") -> str:
        xml, policy = original(endpoint, tag), endpoint.get("PolicyDocument")
        if not policy:
            return xml
        head, end, _ = xml.rpartition(f"</{tag}>")
        return f"{head}<policyDocument>{ec2._esc(policy)}</policyDocument>{end}"

    return fields_xml
