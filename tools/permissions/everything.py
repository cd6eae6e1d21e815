"""Every action that a role of ours has on the resource `*`, and why AWS leaves no other choice.

A grant that is not here stops `make test`, and so does a reason that nobody needs any more.
"""

from __future__ import annotations

_NETWORK = (
    "Lambda makes network interfaces with the function's role, and EC2 has no name for them before they are "
    "there; the function's own code is denied the same: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
)
_TRACES = "X-Ray has no resource for what is sent: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html"

REASONS = {
    "ec2:AssignPrivateIpAddresses": _NETWORK,
    "ec2:CreateNetworkInterface": _NETWORK,
    "ec2:DeleteNetworkInterface": _NETWORK,
    "ec2:DescribeNetworkInterfaces": _NETWORK,
    "ec2:DescribeSubnets": _NETWORK,
    "ec2:UnassignPrivateIpAddresses": _NETWORK,
    "sns:Publish": "A telephone number has no ARN: https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html",
    "xray:PutTelemetryRecords": _TRACES,
    "xray:PutTraceSegments": _TRACES,
}
