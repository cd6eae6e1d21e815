"""Batches of the table's stream: those that were given up, and those that the stream still has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tools.failures.stack import FailuresError, Stack
from tools.manifests import load_all

Record = dict[str, Any]

# As many as a mapping hands over at once; a call takes 6 MB, and an item has up to 400 kB twice.
_AT_ONCE = 100
_LARGEST_CALL = 5_000_000
# An open shard has a next page for ever, and an empty one may have others behind it.
_EMPTY_PAGES = 10


class Batch(NamedTuple):
    """key: of the object it was kept in, None for what comes from the stream. function: Lambda's name."""

    key: str | None
    function: str
    records: list[Record]


def kept(stack: Stack, since: datetime | None = None, until: datetime | None = None) -> list[str]:
    """Keys of the batches that were given up, and so were put into the failures bucket, in this time; oldest
    first."""
    pages = (
        stack.client("s3").get_paginator("list_objects_v2").paginate(Bucket=stack.outputs["failures_bucket"])
    )
    found = [(entry["LastModified"], entry["Key"]) for page in pages for entry in page.get("Contents", [])]
    return [key for at, key in sorted(found) if (not since or since <= at) and (not until or at < until)]


def opened(stack: Stack, key: str) -> Batch:
    """The batch in this object of the failures bucket. Raises FailuresError when there is none in it.

    Form: docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
    """
    bucket = stack.outputs["failures_bucket"]
    body = stack.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    try:
        content = json.loads(body)
        arn, records = content["requestContext"]["functionArn"], json.loads(content["payload"])["Records"]
    except (ValueError, KeyError, TypeError) as error:
        raise FailuresError(f"s3://{bucket}/{key} is no batch of the stream.") from error
    return Batch(key, stack.function_of(arn), records)


def still_there(stack: Stack, function: str, since: datetime, until: datetime) -> Iterator[Batch]:
    """What the stream brought the function in this time, by the records' own times; it keeps 24 hours."""
    readers = sorted(name for name, one in load_all().items() if "table_stream" in one.triggers)
    if function not in readers:
        raise FailuresError(f"{function} does not read the table's stream; {' and '.join(readers)} do.")
    name = stack.outputs["function_names"][function]
    arn, patterns = _mapping(stack, name)
    records = [
        record
        for record in records_of(stack.client("dynamodbstreams"), arn)
        if since <= _time(record) < until and any(matches(pattern, record) for pattern in patterns)
    ]
    if records:
        yield Batch(None, name, records)


def replay(stack: Stack, batch: Batch) -> int:
    """Calls the function with the batch's records again, in order, and removes the object; how many there
    were. Raises FailuresError at the first that fails again; consumers bear that those before come twice."""
    call = stack.client("lambda")
    for records in portions(batch.records):
        answer = call.invoke(
            FunctionName=batch.function, Qualifier="live", Payload=json.dumps({"Records": records}).encode()
        )
        said = json.loads(answer["Payload"].read() or b"null")
        failed = (said or {}).get("batchItemFailures") if "FunctionError" not in answer else said
        if failed:
            raise FailuresError(f"{batch.function} failed again: {json.dumps(failed)}")
    if batch.key:
        stack.client("s3").delete_object(Bucket=stack.outputs["failures_bucket"], Key=batch.key)
    return len(batch.records)


def portions(records: Sequence[Record]) -> Iterator[list[Record]]:
    """As many at once as a call takes."""
    some: list[Record] = []
    size = 0
    for record in records:
        weight = len(json.dumps(record))
        if some and (len(some) == _AT_ONCE or size + weight > _LARGEST_CALL):
            yield some
            some, size = [], 0
        some.append(record)
        size += weight
    if some:
        yield some


def matches(pattern: Any, value: Any) -> bool:
    """Whether a filter of a mapping lets the value through, as far as the manifests use filters.

    docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax. Raises FailuresError
    for what is not known here.
    """
    if isinstance(pattern, Mapping):
        inside = value if isinstance(value, Mapping) else {}
        return all(matches(part, inside.get(name)) for name, part in pattern.items())
    return any(_is(choice, value) for choice in pattern)


def _is(choice: Any, value: Any) -> bool:
    if not isinstance(choice, Mapping):
        return bool(choice == value)
    ((operator, operand),) = choice.items()
    if operator == "prefix":
        return isinstance(value, str) and value.startswith(operand)
    if operator == "exists":
        return (value is not None) == operand
    if operator == "anything-but" and isinstance(operand, list):
        return value is not None and value not in operand
    raise FailuresError(f"The filter {operator} is not known to `invoke stream.replay`.")


def _mapping(stack: Stack, name: str) -> tuple[str, list[Any]]:
    """The stream's ARN and the filters of the function's mapping."""
    found = stack.client("lambda").list_event_source_mappings(FunctionName=f"{name}:live")[
        "EventSourceMappings"
    ]
    streams = [one for one in found if ":dynamodb:" in one["EventSourceArn"]]
    if len(streams) != 1:
        raise FailuresError(f"{name} does not read the table's stream.")
    filters = (streams[0].get("FilterCriteria") or {}).get("Filters", [])
    return streams[0]["EventSourceArn"], [json.loads(one["Pattern"]) for one in filters] or [{}]


def records_of(streams: Any, arn: str) -> Iterator[Record]:
    """All that the stream with this ARN still has, with times as epoch seconds."""
    for shard in _shards(streams, arn):
        first = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator, empty = streams.get_shard_iterator(**first)["ShardIterator"], 0
        while iterator and empty < _EMPTY_PAGES:
            answer = streams.get_records(ShardIterator=iterator)
            yield from map(_plain, answer["Records"])
            iterator = answer.get("NextShardIterator")
            empty = 0 if answer["Records"] else empty + 1


def _shards(streams: Any, arn: str) -> Iterator[dict[str, Any]]:
    """All of them, parents before their children; a hundred a page."""
    more: dict[str, str] = {}
    while True:
        page = streams.describe_stream(StreamArn=arn, **more)["StreamDescription"]
        yield from page["Shards"]
        if not page.get("LastEvaluatedShardId"):
            return
        more = {"ExclusiveStartShardId": page["LastEvaluatedShardId"]}


def _plain(record: Record) -> Record:
    """As Lambda hands it over: times as epoch seconds, binary values none."""
    change = record["dynamodb"]
    return {**record, "dynamodb": {**change, "ApproximateCreationDateTime": _epoch(change)}}


def _epoch(change: Mapping[str, Any]) -> float:
    at = change["ApproximateCreationDateTime"]
    return at.timestamp() if isinstance(at, datetime) else float(at)


def _time(record: Record) -> datetime:
    return datetime.fromtimestamp(_epoch(record["dynamodb"]), UTC)
