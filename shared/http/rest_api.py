"""REST APIs call functions with payload 1.0 and take another answer; HTTP APIs, with 2.0, do without this.

What differs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
and .../set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

Event = dict[str, Any]

# The stage variable with the origins that may call from a browser: `any`, or their list
# (terraform/modules/rest_api).
ORIGINS = "cors_origins"
EXPOSED = "etag, location, retry-after, x-request-id"


def answered(app: Callable[[Event, Any], Event], event: Event, context: Any) -> Event:
    """`app`'s answer to a payload 1.0 event, in that payload's form."""
    request = as_payload_2(event)
    answer = app(request, context)
    headers = {**answer["headers"], **_cors(event, request["headers"], answer["headers"])}
    told: Event = {name: answer[name] for name in ("statusCode", "body", "isBase64Encoded") if name in answer}
    # A header that is there several times has a place of its own.
    return {**told, "headers": headers, "multiValueHeaders": {"set-cookie": answer.get("cookies") or []}}


def as_payload_2(event: Event) -> Event:
    """The same request as an HTTP API would tell it.

    The stage is not in `path`, and a Lambda authorizer's context comes flat and as text. Accept-Encoding is
    left out: the REST API compresses by itself, and would hand on as base64 what is compressed already.
    """
    context = event["requestContext"]
    headers = _headers(event)
    headers.pop("accept-encoding", None)
    route_key = f"{event['httpMethod']} {event.get('resource', '')}"
    return {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": event["path"],
        "rawQueryString": _query(event),
        "headers": headers,
        "pathParameters": event.get("pathParameters") or {},
        "body": event.get("body"),
        "isBase64Encoded": bool(event.get("isBase64Encoded")),
        "requestContext": _context(context, event) | {"routeKey": route_key},
    }


def _context(context: Mapping[str, Any], event: Event) -> Event:
    caller = context.get("identity") or {}
    http = {
        "method": event["httpMethod"],
        "path": event["path"],
        "protocol": context.get("protocol", ""),
        "sourceIp": caller.get("sourceIp") or "",
        "userAgent": caller.get("userAgent") or "",
    }
    kept = {name: context[name] for name in ("accountId", "apiId", "domainName") if name in context}
    made = {"requestId": context["requestId"], "timeEpoch": context.get("requestTimeEpoch"), "http": http}
    # Of any other stage Powertools would take the name off the path, where it is not.
    made["stage"] = "$default"
    if authorizer := context.get("authorizer"):
        made["authorizer"] = {"lambda": authorizer}
    return {**kept, **made}


def _headers(event: Event) -> dict[str, str]:
    """By lower-case name; `headers` has only the last of those that came several times."""
    several = event.get("multiValueHeaders") or {
        name: [value] for name, value in (event.get("headers") or {}).items()
    }
    # HTTP/2 may send each cookie by itself (RFC 9113, 8.2.3).
    return {
        name.lower(): ("; " if name.lower() == "cookie" else ",").join(values)
        for name, values in several.items()
        if values
    }


def _query(event: Event) -> str:
    """As it stood in the address; API Gateway has decoded it."""
    parameters = event.get("multiValueQueryStringParameters") or event.get("queryStringParameters") or {}
    return urlencode(parameters, doseq=True)


def _cors(event: Event, headers: Mapping[str, str], answered: Mapping[str, str]) -> dict[str, str]:
    """What an HTTP API adds by itself. Never credentials."""
    allowed = (event.get("stageVariables") or {}).get(ORIGINS)
    origin = headers.get("origin")
    if not allowed or not origin:
        return {}
    if allowed == "any":
        return {"access-control-allow-origin": "*", "access-control-expose-headers": EXPOSED}
    vary = {"vary": ", ".join(filter(None, [answered.get("vary"), "origin"]))}
    if origin not in allowed.split(","):
        return vary
    return {"access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED, **vary}
