"""Every action that a role of ours has on the resource `*`, and why AWS leaves no other choice.

A grant that is not here stops `make test`, and so does a reason that nobody needs any more.
"""

from __future__ import annotations

_NETWORK = (
    "Lambda makes network interfaces with the function's role, and EC2 has no name for them before they are "
    "there; the function's own code is denied the same: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
)
_BACKUPS = (
    "AWS Backup of S3 looks for its bucket, its own rule and its size; AWS narrows none of these: "
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html"
)
_COPIES = (
    "AWS knows no resource for what is copied, only where to, which is the condition: "
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html"
)
_TRACES = "X-Ray has no resource for what is sent: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html"

REASONS = {
    "backup:CopyFromBackupVault": _COPIES,
    "cloudwatch:GetMetricData": _BACKUPS,
    "ec2:AssignPrivateIpAddresses": _NETWORK,
    "ec2:CreateNetworkInterface": _NETWORK,
    "ec2:DeleteNetworkInterface": _NETWORK,
    "ec2:DescribeNetworkInterfaces": _NETWORK,
    "ec2:DescribeSubnets": _NETWORK,
    "ec2:UnassignPrivateIpAddresses": _NETWORK,
    "events:ListRules": _BACKUPS,
    "s3:ListAllMyBuckets": _BACKUPS,
    "sns:Publish": "A telephone number has no ARN: https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html",
    "xray:PutTelemetryRecords": _TRACES,
    "xray:PutTraceSegments": _TRACES,
}
