"""What is in an account, by service: so that a destroy can be shown to leave nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jmespath

# Service → operation, its arguments, and the names in its answer.
_LISTS: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("apigateway", "get_rest_apis"): ({}, "items[].name"),
    ("apigatewayv2", "get_apis"): ({}, "Items[].Name"),
    ("backup", "list_backup_vaults"): ({}, "BackupVaultList[].BackupVaultName"),
    ("cloudfront", "list_distributions"): ({}, "DistributionList.Items[].Comment"),
    ("cloudtrail", "list_trails"): ({}, "Trails[].Name"),
    ("cloudwatch", "describe_alarms"): ({}, "[MetricAlarms[].AlarmName, CompositeAlarms[].AlarmName][]"),
    ("cloudwatch", "list_dashboards"): ({}, "DashboardEntries[].DashboardName"),
    ("cognito-identity", "list_identity_pools"): ({"MaxResults": 60}, "IdentityPools[].IdentityPoolName"),
    ("cognito-idp", "list_user_pools"): ({"MaxResults": 60}, "UserPools[].Name"),
    ("dynamodb", "list_tables"): ({}, "TableNames"),
    ("ec2", "describe_security_groups"): ({}, "SecurityGroups[].GroupName"),
    ("ec2", "describe_vpcs"): ({}, "Vpcs[].VpcId"),
    ("events", "list_event_buses"): ({}, "EventBuses[].Name"),
    ("iam", "list_policies"): ({"Scope": "Local"}, "Policies[].PolicyName"),
    ("iam", "list_roles"): ({}, "Roles[].RoleName"),
    ("kms", "list_aliases"): ({}, "Aliases[].AliasName"),
    ("lambda", "list_event_source_mappings"): ({}, "EventSourceMappings[].UUID"),
    ("lambda", "list_functions"): ({}, "Functions[].FunctionName"),
    ("logs", "describe_log_groups"): ({}, "logGroups[].logGroupName"),
    ("rds", "describe_db_clusters"): ({}, "DBClusters[].DBClusterIdentifier"),
    ("rds", "describe_db_instances"): ({}, "DBInstances[].DBInstanceIdentifier"),
    ("route53", "list_hosted_zones"): ({}, "HostedZones[].Name"),
    ("s3", "list_buckets"): ({}, "Buckets[].Name"),
    ("scheduler", "list_schedules"): ({}, "Schedules[].Name"),
    ("secretsmanager", "list_secrets"): ({}, "SecretList[].Name"),
    ("sns", "list_topics"): ({}, "Topics[].TopicArn"),
    ("sqs", "list_queues"): ({}, "QueueUrls"),
    ("ssm", "describe_parameters"): ({}, "Parameters[].Name"),
    ("stepfunctions", "list_state_machines"): ({}, "stateMachines[].name"),
}


def inventory(client: Callable[[str], Any]) -> set[str]:
    """`service operation: name` for all that is there; `client` makes a service's boto3 client."""
    found = set()
    for (service, operation), (arguments, names) in _LISTS.items():
        made = client(service)
        answer = _all_pages(made, operation, arguments, names)
        found |= {f"{service} {operation}: {name}" for name in answer}
    return found


def _all_pages(made: Any, operation: str, arguments: dict[str, Any], names: str) -> list[str]:
    if made.can_paginate(operation):
        pages = made.get_paginator(operation).paginate(**arguments)
    else:
        pages = [getattr(made, operation)(**arguments)]
    return [name for page in pages for name in jmespath.search(names, page) or []]
