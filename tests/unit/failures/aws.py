"""SQS, S3, Lambda, SNS and DynamoDB's streams, as far as failures are looked at and done again."""

from __future__ import annotations

import io
import itertools
import json
from datetime import datetime
from typing import Any

from tools.failures.stack import Stack

ACCOUNT = "eu-west-2:000000000000"
RELAY = f"arn:aws:lambda:{ACCOUNT}:function:daybook-test-relay"
STREAM = f"arn:aws:dynamodb:{ACCOUNT}:table/daybook-test/stream/2026"
TOPIC = f"arn:aws:sns:{ACCOUNT}:daybook-test-feedback"
DEAD, WORK, ASYNC = "https://sqs/dead", "https://sqs/work", "https://sqs/async"


class FakeSqs:
    def __init__(self) -> None:
        self.queues: dict[str, list[dict[str, Any]]] = {DEAD: [], WORK: [], ASYNC: []}
        self.hidden: set[str] = set()
        self._ids = itertools.count(1)

    def keep(self, url: str, body: Any, **attributes: str) -> str:
        number = next(self._ids)
        self.queues[url].append(
            {
                "MessageId": f"m{number}",
                "ReceiptHandle": f"r{number}",
                "Body": body if isinstance(body, str) else json.dumps(body),
                "Attributes": {"SentTimestamp": str(1_777_636_800_000 + number)},
                "MessageAttributes": {name: {"StringValue": value} for name, value in attributes.items()},
            }
        )
        return f"m{number}"

    def ids(self, url: str) -> list[str]:
        return [message["MessageId"] for message in self.queues[url]]

    def get_queue_attributes(self, **asked: Any) -> dict[str, Any]:
        return {"Attributes": {"ApproximateNumberOfMessages": str(len(self.queues[asked["QueueUrl"]]))}}

    def receive_message(self, **asked: Any) -> dict[str, Any]:
        visible = [m for m in self.queues[asked["QueueUrl"]] if m["ReceiptHandle"] not in self.hidden]
        # Standard queues keep no order.
        found = visible[::-1][: asked["MaxNumberOfMessages"]]
        self.hidden |= {message["ReceiptHandle"] for message in found}
        return {"Messages": [dict(message) for message in found]} if found else {}

    def change_message_visibility(self, **asked: Any) -> None:
        self.hidden.discard(asked["ReceiptHandle"])

    def delete_message(self, **asked: Any) -> None:
        queue = self.queues[asked["QueueUrl"]]
        queue[:] = [message for message in queue if message["ReceiptHandle"] != asked["ReceiptHandle"]]

    def send_message(self, **asked: Any) -> None:
        self.keep(asked["QueueUrl"], asked["MessageBody"])


class FakeLambda:
    """Notes its calls; `answers` holds what the next ones say."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.answers: list[dict[str, Any]] = []

    def invoke(self, **asked: Any) -> dict[str, Any]:
        assert asked["Qualifier"] == "live"
        self.calls.append((asked["FunctionName"], json.loads(asked["Payload"])))
        said = self.answers.pop(0) if self.answers else {"batchItemFailures": []}
        answer = {"Payload": io.BytesIO(json.dumps(said).encode())}
        return answer | ({"FunctionError": "Unhandled"} if "errorMessage" in said else {})

    def list_event_source_mappings(self, **asked: Any) -> dict[str, Any]:
        pattern = json.dumps({"dynamodb": {"Keys": {"sk": {"S": ["PROFILE", {"prefix": "HABIT#"}]}}}})
        filters = {"Filters": [{"Pattern": pattern}]}
        found = [{"EventSourceArn": STREAM, "FilterCriteria": filters}]
        return {"EventSourceMappings": found if asked["FunctionName"] == "daybook-test-relay:live" else []}


class FakeS3:
    def __init__(self) -> None:
        self.objects: dict[str, tuple[datetime, Any]] = {}

    def get_paginator(self, _: str) -> FakeS3:
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        found = [{"Key": key, "LastModified": at} for key, (at, _) in self.objects.items()]
        return [{"Contents": found}] if found else [{}]

    def get_object(self, **asked: Any) -> dict[str, Any]:
        return {"Body": io.BytesIO(json.dumps(self.objects[asked["Key"]][1]).encode())}

    def delete_object(self, **asked: Any) -> None:
        del self.objects[asked["Key"]]


class FakeSns:
    def __init__(self) -> None:
        self.endpoints = [RELAY + ":live"]

    def list_subscriptions_by_topic(self, **_: Any) -> dict[str, Any]:
        return {"Subscriptions": [{"Protocol": "lambda", "Endpoint": arn} for arn in self.endpoints]}


class FakeStreams:
    """Two shards, the first of which is closed; pages of one shard and one record."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self._shards = {"a": records[:2], "b": records[2:]}

    def describe_stream(self, **asked: Any) -> dict[str, Any]:
        if "ExclusiveStartShardId" in asked:
            return {"StreamDescription": {"Shards": [{"ShardId": "b"}]}}
        return {"StreamDescription": {"Shards": [{"ShardId": "a"}], "LastEvaluatedShardId": "a"}}

    def get_shard_iterator(self, **asked: Any) -> dict[str, Any]:
        return {"ShardIterator": f"{asked['ShardId']}/0"}

    def get_records(self, **asked: Any) -> dict[str, Any]:
        shard, at = asked["ShardIterator"].split("/")
        return {
            "Records": self._shards[shard][int(at) : int(at) + 1],
            "NextShardIterator": f"{shard}/{int(at) + 1}",
        }


class Aws:
    """All of them; `stack` is one with the function `relay` and the queue `notify`."""

    def __init__(self, records: list[dict[str, Any]] | None = None) -> None:
        self.sqs, self.functions, self.s3, self.sns = FakeSqs(), FakeLambda(), FakeS3(), FakeSns()
        services: dict[str, Any] = {
            "sqs": self.sqs,
            "lambda": self.functions,
            "s3": self.s3,
            "sns": self.sns,
            "dynamodbstreams": FakeStreams(records or []),
        }
        outputs = {
            "queue_urls": {"notify": WORK},
            "dead_letter_queue_urls": {"notify": DEAD},
            "async_failures_queue_url": ASYNC,
            "failures_bucket": "failures",
            "function_names": {"relay": "daybook-test-relay"},
        }
        self.stack = Stack(outputs, services.__getitem__)
