"""Gap: an OpenAPI document cannot be put into a REST API, which is how Terraform makes one with `body`; and
of a document that makes one, gateway responses, validators, models, parameters and mock answers are left out.

Request: docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_PATH = re.compile(r"^/restapis/([^/]+)$")
_STORES = ("_authorizers_v1", "_models", "_gateway_responses", "_request_validators")
_MAKERS = ("_create_model", "_create_request_validator", "_put_gateway_response", "_put_integration_response")
_READERS = ("_import_path_item", "_import_security_schemes", "_rest_api_view", "_v1_response")
_VALIDATORS = "x-amazon-apigateway-request-validators"
_INTEGRATION = "x-amazon-apigateway-integration"


def install(emulator: SimpleNamespace) -> None:
    service = emulator.apigateway_v1
    require(service, "_rest_apis", "_resources", *_STORES, *_MAKERS, *_READERS)
    replace(service, "handle_request", lambda original: _importing(service, original))


def _importing(service: Any, original: Any) -> Any:
    async def handle(method: str, path: str, headers: Any, body: bytes, query: Any) -> Any:
        named = _PATH.match(path) if method == "PUT" else None
        if not named or named[1] not in service._rest_apis:
            return await original(method, path, headers, body, query)
        _overwrite(service, named[1], json.loads(body))
        return service._v1_response(service._rest_api_view(service._rest_apis[named[1]]))

    return handle


def _overwrite(service: Any, api: str, document: Mapping[str, Any]) -> None:
    """What the API was is gone, but for its id and the id of its root."""
    root = next(resource for resource in service._resources[api].values() if resource["path"] == "/")
    service._resources[api] = {root["id"]: {**root, "resourceMethods": {}}}
    for store in _STORES:
        getattr(service, store)[api] = {}
    schemes = service._import_security_schemes(api, document)
    for path, item in document["paths"].items():
        service._import_path_item(api, path, item, schemes, None)
    validators = _make_validators(service, api, document)
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        service._create_model(api, {"name": name, "schema": json.dumps(schema)})
    for resource, method, operation in _operations(service, api, document):
        _complete(resource["resourceMethods"][method], operation, validators)
        _put_answers(service, api, resource["id"], method, operation[_INTEGRATION])
    for kind, response in document.get("x-amazon-apigateway-gateway-responses", {}).items():
        service._put_gateway_response(api, kind, response)


def _make_validators(service: Any, api: str, document: Mapping[str, Any]) -> dict[str, str]:
    """Their ids by name."""
    return {
        name: json.loads(service._create_request_validator(api, {"name": name, **rules})[2])["id"]
        for name, rules in document.get(_VALIDATORS, {}).items()
    }


def _operations(
    service: Any, api: str, document: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Resource, method and operation of each."""
    resources = {resource["path"]: resource for resource in service._resources[api].values()}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield resources[path], method.upper(), operation


def _complete(method: dict[str, Any], operation: Mapping[str, Any], validators: Mapping[str, str]) -> None:
    places = {"header": "header", "path": "path", "query": "querystring"}
    method["requestParameters"] = {
        f"method.request.{places[parameter['in']]}.{parameter['name']}": parameter.get("required", False)
        for parameter in operation.get("parameters", [])
    }
    content = operation.get("requestBody", {}).get("content", {})
    method["requestModels"] = {
        media_type: named["schema"]["$ref"].rpartition("/")[2] for media_type, named in content.items()
    }
    method["requestValidatorId"] = validators.get(operation.get("x-amazon-apigateway-request-validator", ""))
    integration = operation[_INTEGRATION]
    method["methodIntegration"]["requestTemplates"] = integration.get("requestTemplates", {})


def _put_answers(service: Any, api: str, resource: str, method: str, integration: Mapping[str, Any]) -> None:
    for pattern, response in integration.get("responses", {}).items():
        told = {**response, "selectionPattern": "" if pattern == "default" else pattern}
        service._put_integration_response(api, resource, method, response["statusCode"], told)
