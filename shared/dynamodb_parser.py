"""A response parser for the DynamoDB client that leaves the service's JSON as it is.

botocore walks the whole response along its service model and copies it; for DynamoDB that changes nothing but
binary values (base64 text here, which shared/attributes.py decodes) and is over half of the CPU time of a
query. Errors keep botocore's own parser, so that ClientError, its modelled fields and the retries are what
they always are.
"""

from __future__ import annotations

import json
from typing import Any

from botocore.parsers import JSONParser, ResponseParserFactory


class PlainJsonParser(JSONParser):  # type: ignore[misc]  # botocore ships no types
    """Gives back the decoded body plus ResponseMetadata."""

    def _do_parse(self, response: dict[str, Any], shape: Any) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(response["body"]) if response["body"] else {}
        self._inject_response_metadata(parsed, response["headers"])
        return parsed


class _Factory(ResponseParserFactory):  # type: ignore[misc]  # botocore ships no types
    def __init__(self) -> None:
        super().__init__()
        self._parser = PlainJsonParser()

    def create_parser(self, protocol_name: str) -> JSONParser:
        return self._parser


def install(client: Any) -> None:
    """Makes this client use the plain parser. botocore has no public place for it on one client only (a
    session's `response_parser_factory` would reach all services), so
    tests/unit/shared/test_dynamodb_parser.py holds the private one.
    """
    client._endpoint._response_parser_factory = _Factory()
