"""The plain parser against botocore's own, on the same bytes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError
from botocore.session import Session

from shared import attributes, clients, dynamodb_parser
from shared.settings import settings

ITEM = {
    "pk": {"S": "USER#1"},
    "n": {"N": "1.50"},
    "flag": {"BOOL": False},
    "nothing": {"NULL": True},
    "binary": {"B": "AAH/"},
    "list": {"L": [{"N": "1"}, {"M": {"a": {"SS": ["x", "y"]}}}]},
}


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, *_: Any, **__: Any) -> Any:
        yield self.body


@cache
def _session() -> Session:
    """One for all: it keeps the service's description, which takes longer to read than all the rest."""
    return Session()


def client_answering(status: int, body: Any, *, plain: bool) -> Any:
    """A real client whose network answers `body`."""
    client = _session().create_client("dynamodb", region_name="eu-west-2")
    if plain:
        dynamodb_parser.install(client)
    content = body if isinstance(body, bytes) else json.dumps(body).encode()

    def answer(request: Any, **_: Any) -> Any:
        return AWSResponse(request.url, status, {"x-amzn-RequestId": "r-1"}, _Raw(content))

    client.meta.events.register("before-send", answer)
    return client


def error_of(body: Any, status: int = 400, *, plain: bool) -> dict[str, Any]:
    client = client_answering(status, body, plain=plain)
    with pytest.raises(ClientError) as failure:
        client.put_item(TableName="t", Item={"pk": {"S": "x"}})
    response: dict[str, Any] = failure.value.response
    return response


def test_items_are_what_botocore_gives_once_decoded() -> None:
    body = {"Items": [ITEM], "Count": 1, "ScannedCount": 1, "LastEvaluatedKey": {"pk": {"S": "USER#1"}}}
    answers = [client_answering(200, body, plain=plain).query(TableName="t") for plain in (True, False)]
    decoded = [[attributes.decode_item(item) for item in answer["Items"]] for answer in answers]
    assert decoded[0] == decoded[1]
    assert decoded[0][0]["binary"] == b"\x00\x01\xff"
    assert answers[0]["LastEvaluatedKey"] == body["LastEvaluatedKey"]
    assert answers[0]["ResponseMetadata"] == answers[1]["ResponseMetadata"]


@pytest.mark.parametrize(
    "body",
    [
        {
            "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
            "message": "no",
            "Item": ITEM,
        },
        {
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
            "Message": "no",
            "CancellationReasons": [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Item": ITEM}],
        },
        {"__type": "com.amazon.coral.validate#ValidationException", "message": "no"},
        {"__type": "com.amazon.coral.service#AccessDeniedException", "Message": "no"},
    ],
)
def test_errors_are_botocores_own(body: Any) -> None:
    assert error_of(body, plain=True) == error_of(body, plain=False)


def test_a_failed_condition_shows_the_item() -> None:
    body = {"__type": "x#ConditionalCheckFailedException", "message": "no", "Item": ITEM}
    assert attributes.decode_item(error_of(body, plain=True)["Item"])["n"] == 1.5


def test_an_empty_answer_is_an_empty_dict() -> None:
    answer = client_answering(200, b"", plain=True).put_item(TableName="t", Item={})
    assert answer.keys() == {"ResponseMetadata"}


def test_our_client_has_it_and_others_do_not() -> None:
    """Fails when botocore moves what install() replaces: then every query would be slow, and nothing else
    would tell.
    """
    with settings.override(region="eu-west-2"):
        clients.forget()
        ours, other = clients.client("dynamodb"), clients.client("cognito-idp", unsigned=True)
    factories = [client._endpoint._response_parser_factory for client in (ours, other)]
    assert isinstance(factories[0].create_parser("json"), dynamodb_parser.PlainJsonParser)
    assert not isinstance(factories[1].create_parser("json"), dynamodb_parser.PlainJsonParser)
