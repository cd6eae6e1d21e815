"""API Gateway's events (payload 2.0, and 1.0 of REST APIs) and what functions answer to them."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlencode

from shared.http.request import Headers

FAR_FUTURE = 4102444800  # 2100-01-01, in epoch seconds


def http_event(
    method: str,
    path: str,
    body: Any = None,
    user: str | None = "user-1",
    scopes: str = "*",
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, Any] | str | None = None,
    route_key: str = "$default",
    *,
    cookies: list[str] | None = None,
    at: datetime | None = None,
    problem: str = "",
    expires_at: int = FAR_FUTURE,
    session_id: str = "session-1",
    encode_base64: bool = False,
    request_id: str = "request-1",
) -> dict[str, Any]:
    """One request.

    body: str and bytes go as they are, anything else as JSON. user None: nobody (no authorizer on the route).
    query: a mapping, or the raw text of the address. at: when it comes in. problem, expires_at, scopes,
    session_id: what the authorizer says.
    """
    raw_query = query if isinstance(query, str) else urlencode(query or {}, doseq=True)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": raw_query,
        "headers": {"host": "api.example.test", **(headers or {})},
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "api",
            "domainName": "api.example.test",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "tests",
            },
            "requestId": request_id,
            "routeKey": route_key,
            "stage": "$default",
            "timeEpoch": int((at or datetime.now(timezone.utc)).timestamp() * 1000),
        },
        "isBase64Encoded": encode_base64,
    }
    if cookies:
        event["cookies"] = cookies
    if user is not None or problem:
        event["requestContext"]["authorizer"] = {
            "lambda": {
                "user_id": user or "",
                "session_id": session_id,
                "scopes": scopes,
                "expires_at": expires_at,
                "problem": problem,
            }
        }
    if body is not None:
        event["body"] = _body_text(body, encode_base64)
    return event


def rest_event(event: dict[str, Any], stage: str = "live", origins: str | None = None) -> dict[str, Any]:
    """The same request as a REST API tells it (payload 1.0). origins: its stage variable `cors_origins`.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    """
    told = event["requestContext"]
    headers = dict(event["headers"])
    if "cookies" in event:
        headers["Cookie"] = "; ".join(event["cookies"])
    query = parse_qs(event["rawQueryString"], keep_blank_values=True)
    context = {
        "accountId": "000000000000",
        "apiId": "api",
        "domainName": "api.example.test",
        "httpMethod": told["http"]["method"],
        "identity": {"sourceIp": told["http"]["sourceIp"], "userAgent": told["http"]["userAgent"]},
        "path": f"/{stage}{event['rawPath']}",
        "protocol": "HTTP/1.1",
        "requestId": told["requestId"],
        "requestTimeEpoch": told["timeEpoch"],
        "resourcePath": event["rawPath"],
        "stage": stage,
    }
    if said := (told.get("authorizer") or {}).get("lambda"):
        # A number comes as text.
        kept = {name: value if value is None else str(value) for name, value in said.items()}
        context["authorizer"] = {"principalId": "somebody", "integrationLatency": 3, **kept}
    return {
        "resource": event["rawPath"],
        "path": event["rawPath"],
        "httpMethod": told["http"]["method"],
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": None,
        "stageVariables": None if origins is None else {"cors_origins": origins},
        "requestContext": context,
        "body": event.get("body"),
        "isBase64Encoded": event["isBase64Encoded"],
    }


def call(
    app_or_handler: Callable[[dict[str, Any], Any], dict[str, Any]], event: dict[str, Any]
) -> SimpleNamespace:
    """The answer as a client sees it: status, headers (names in any case), cookies, body (decompressed;
    parsed when it is JSON).
    """
    answer = app_or_handler(event, None)
    headers = Headers({name.lower(): value for name, value in answer["headers"].items()})
    raw = answer.get("body") or ""
    content = base64.b64decode(raw) if answer.get("isBase64Encoded") else raw.encode()
    if headers.get("content-encoding") == "gzip":
        content = gzip.decompress(content)
    is_json = "json" in headers.get("content-type", "") and content
    body = json.loads(content) if is_json else content.decode() or None
    cookies = answer.get("cookies") or answer.get("multiValueHeaders", {}).get("set-cookie", [])
    return SimpleNamespace(
        status=answer["statusCode"], headers=headers, cookies=cookies, body=body, content=content
    )


def _body_text(body: Any, encode_base64: bool) -> str:
    text = body if isinstance(body, (str, bytes)) else json.dumps(body, ensure_ascii=False)
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return base64.b64encode(content).decode() if encode_base64 else content.decode("utf-8", "surrogatepass")
