"""A document of the form that terraform/modules/rest_api makes, put into MiniStack's REST API."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import rest_api_import

INTEGRATION = "x-amazon-apigateway-integration"
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.1",
    "paths": {
        "/v1/habits": {
            "post": {
                "parameters": [
                    {"name": "limit", "in": "query", "required": True},
                    {"name": "X", "in": "header"},
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}
                },
                "x-amazon-apigateway-request-validator": "everything",
                INTEGRATION: {"type": "aws_proxy", "uri": "arn:habits"},
            },
            "options": {
                INTEGRATION: {
                    "type": "mock",
                    "requestTemplates": {"application/json": '{"statusCode":204}'},
                    "responses": {"default": {"statusCode": "204", "responseParameters": {"a": "'b'"}}},
                }
            },
        }
    },
    "components": {"schemas": {"Body": {"type": "object"}}},
    "x-amazon-apigateway-request-validators": {"everything": {"validateRequestBody": True}},
    "x-amazon-apigateway-gateway-responses": {"THROTTLED": {"statusCode": "429"}},
}


class Service:
    """MiniStack's functions, as far as the bridge calls them."""

    def __init__(self) -> None:
        self._rest_apis = {"a1": {"id": "a1"}}
        self._resources: dict[str, Any] = {
            "a1": {
                "root": {"id": "root", "path": "/", "resourceMethods": {"GET": {}}},
                "old": {"id": "old", "path": "/old", "resourceMethods": {}},
            }
        }
        self._authorizers_v1, self._models = {"a1": {"old": {}}}, {"a1": {"old": {}}}
        self._gateway_responses, self._request_validators = {"a1": {"old": {}}}, {"a1": {"old": {}}}
        self.answers: list[Any] = []
        rest_api_import.install(SimpleNamespace(apigateway_v1=self))

    async def handle_request(self, *_: Any) -> Any:
        return 200, {}, b"as before"

    def _import_security_schemes(self, api: str, document: Any) -> dict[str, Any]:
        return {}

    def _import_path_item(self, api: str, path: str, item: Any, schemes: Any, default: Any) -> None:
        methods = {method.upper(): {"methodIntegration": {}} for method in item}
        self._resources[api]["new"] = {"id": "new", "path": path, "resourceMethods": methods}

    def _create_model(self, api: str, data: Any) -> None:
        self._models[api][data["name"]] = json.loads(data["schema"])

    def _create_request_validator(self, api: str, data: Any) -> Any:
        self._request_validators[api]["v1"] = data
        return 201, {}, json.dumps({"id": "v1"}).encode()

    def _put_gateway_response(self, api: str, kind: str, data: Any) -> None:
        self._gateway_responses[api][kind] = data

    def _put_integration_response(self, *told: Any) -> None:
        self.answers.append(told)

    def _rest_api_view(self, api: Any) -> Any:
        return {**api, "rootResourceId": "root"}

    def _v1_response(self, told: Any) -> Any:
        return 200, {}, json.dumps(told).encode()

    def ask(self, method: str, path: str) -> Any:
        body = json.dumps(DOCUMENT).encode()
        return asyncio.run(self.handle_request(method, path, {}, body, {}))


@pytest.fixture
def service() -> Service:
    made = Service()
    status, _, body = made.ask("PUT", "/restapis/a1")
    assert (status, json.loads(body)) == (200, {"id": "a1", "rootResourceId": "root"})
    return made


def test_what_was_there_is_gone_but_the_root(service: Service) -> None:
    assert {resource["path"] for resource in service._resources["a1"].values()} == {"/", "/v1/habits"}
    assert service._resources["a1"]["root"]["resourceMethods"] == {}
    assert "old" not in {
        *service._authorizers_v1["a1"],
        *service._models["a1"],
        *service._gateway_responses["a1"],
    }


def test_a_method_has_its_parameters_its_model_and_its_validator(service: Service) -> None:
    method = service._resources["a1"]["new"]["resourceMethods"]["POST"]
    assert method["requestParameters"] == {
        "method.request.querystring.limit": True,
        "method.request.header.X": False,
    }
    assert (method["requestModels"], method["requestValidatorId"]) == ({"application/json": "Body"}, "v1")
    assert service._models["a1"] == {"Body": {"type": "object"}}
    assert service._request_validators["a1"]["v1"]["validateRequestBody"] is True


def test_a_mock_answers_as_it_was_told(service: Service) -> None:
    method = service._resources["a1"]["new"]["resourceMethods"]["OPTIONS"]
    assert method["methodIntegration"]["requestTemplates"] == {"application/json": '{"statusCode":204}'}
    assert method["requestValidatorId"] is None
    ((api, resource, name, status, told),) = service.answers
    assert (api, resource, name, status) == ("a1", "new", "OPTIONS", "204")
    assert (told["selectionPattern"], told["responseParameters"]) == ("", {"a": "'b'"})


def test_the_apis_own_errors_are_set(service: Service) -> None:
    assert service._gateway_responses["a1"] == {"THROTTLED": {"statusCode": "429"}}


@pytest.mark.parametrize(
    ("method", "path"),
    [("PUT", "/restapis/other"), ("GET", "/restapis/a1"), ("PUT", "/restapis/a1/gatewayresponses/THROTTLED")],
)
def test_everything_else_is_asked_as_before(method: str, path: str) -> None:
    assert Service().ask(method, path)[2] == b"as before"
