"""Where a stream's records go that a function could not process: the mapping's on-failure destination.

The object's key and content: docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

SHARD = "shardId-00000000000000000000-00000000"


def destination_bucket(mapping: dict[str, Any]) -> str | None:
    """The bucket's name when the destination is one; queues and topics MiniStack serves by itself."""
    target = ((mapping.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination") or ""
    return target.removeprefix("arn:aws:s3:::") if target.startswith("arn:aws:s3:::") else None


def object_key(mapping_id: str, now: datetime) -> str:
    return f"aws/lambda/{mapping_id}/{SHARD}/{now:%Y/%m/%d}/{now:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"


def failure_record(
    function_arn: str, stream_arn: str, records: list[dict[str, Any]], condition: str, tries: int
) -> dict[str, Any]:
    """The invocation record, with the records themselves (only S3 gets those)."""
    first, last = records[0]["dynamodb"], records[-1]["dynamodb"]
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": function_arn,
            "condition": condition,
            "approximateInvokeCount": tries + 1,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": _timestamp(time.time()),
        "DDBStreamBatchInfo": {
            "shardId": SHARD,
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _timestamp(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _timestamp(last["ApproximateCreationDateTime"]),
            "batchSize": len(records),
            "streamArn": stream_arn,
        },
        "payload": json.dumps({"Records": records}),
    }


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def put_failure(
    endpoint_url: str,
    region: str,
    credentials: dict[str, str],
    bucket: str,
    key: str,
    record: dict[str, Any],
    open_session: Callable[[], Any] | None = None,
) -> None:
    """Writes the record with the function's own credentials, whose role needs s3:PutObject, as on AWS."""
    client = (open_session or _botocore_session)().create_client(
        "s3",
        region_name=region,
        endpoint_url=endpoint_url,
        aws_access_key_id=credentials["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=credentials["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=credentials["AWS_SESSION_TOKEN"],
    )
    client.put_object(Bucket=bucket, Key=key, Body=json.dumps(record).encode())


def _botocore_session() -> Any:
    from botocore.session import Session

    return Session()
