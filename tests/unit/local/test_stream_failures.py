from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from tests.unit.local.streams import SOURCE, mapping, record
from tools.local.emulator.bridges.stream_failures import (
    destination_bucket,
    failure_record,
    object_key,
    put_failure,
)


def with_destination(arn: str) -> dict[str, Any]:
    return mapping(DestinationConfig={"OnFailure": {"Destination": arn}})


def test_only_a_bucket_is_a_bucket() -> None:
    assert destination_bucket(with_destination("arn:aws:s3:::failures")) == "failures"
    assert destination_bucket(with_destination("arn:aws:sqs:eu-west-2:0:queue")) is None
    assert destination_bucket(mapping()) is None


def test_the_object_lies_where_lambda_puts_it() -> None:
    key = object_key("id-of-mapping", datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    assert key.startswith("aws/lambda/id-of-mapping/shardId-")
    assert "/2026/02/03/2026-02-03T04.05.06-" in key


def test_the_object_holds_the_records_themselves() -> None:
    records = [record(1, 1.0), record(2, 2.0)]
    made = failure_record("arn:f", SOURCE, records, "RetryAttemptsExhausted", tries=2)
    assert json.loads(made["payload"]) == {"Records": records}
    assert made["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert made["requestContext"]["approximateInvokeCount"] == 3
    assert made["DDBStreamBatchInfo"]["batchSize"] == 2
    assert made["DDBStreamBatchInfo"]["startSequenceNumber"] == "1"


def test_the_object_is_written_with_the_functions_own_rights() -> None:
    written: dict[str, Any] = {}

    class Session:
        def create_client(self, service: str, **options: Any) -> Any:
            written["client"] = (service, options["aws_access_key_id"], options["endpoint_url"])
            return self

        def put_object(self, **options: Any) -> None:
            written.update(options)

    credentials = {"AWS_ACCESS_KEY_ID": "ASIA1", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"}
    put_failure("http://here", "eu-west-2", credentials, "bucket", "key", {"a": 1}, Session)
    assert written["client"] == ("s3", "ASIA1", "http://here")
    assert (written["Bucket"], written["Key"], json.loads(written["Body"])) == ("bucket", "key", {"a": 1})
