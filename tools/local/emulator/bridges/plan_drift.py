"""Gap: some answers differ from AWS's, so that Terraform would plan the same change again and again."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require


def install(emulator: SimpleNamespace) -> None:
    require(emulator.apigateway, "_authorizers")
    replace(
        emulator.apigateway,
        "_create_authorizer",
        lambda made: _authorizer_of_its_type(made, emulator.apigateway),
    )
    replace(emulator.cloudfront, "_build_rhp_config_xml", _without_empty_parts)
    require(emulator.apigateway_v1, "_stages_v1")
    replace(emulator.apigateway_v1, "_get_stage", lambda made: _without_a_log(made, emulator.apigateway_v1))
    trails = emulator.cloudtrail
    require(trails, "_DISPATCH", "_add_tags")
    # The dispatch table holds the function itself.
    trails._DISPATCH["CreateTrail"] = _with_its_tags(trails._DISPATCH["CreateTrail"], trails._add_tags)


def _authorizer_of_its_type(original: Any, apigateway: Any) -> Any:
    """A REQUEST authorizer has no JWT configuration, a JWT authorizer no payload format."""

    def create_authorizer(api_id: str, data: dict[str, Any]) -> Any:
        response = original(api_id, data)
        for authorizer in apigateway._authorizers.get(api_id, {}).values():
            is_jwt = authorizer["authorizerType"] == "JWT"
            authorizer.pop("authorizerPayloadFormatVersion" if is_jwt else "jwtConfiguration", None)
        return response

    return create_authorizer


def _without_a_log(original: Any, service: Any) -> Any:
    """A REST API's stage without an access log says nothing of one."""

    def get_stage(api_id: str, name: str) -> Any:
        stage = service._stages_v1.get(api_id, {}).get(name, {})
        if not stage.get("accessLogSettings"):
            stage.pop("accessLogSettings", None)
        return original(api_id, name)

    return get_stage


def _with_its_tags(original: Any, add_tags: Any) -> Any:
    """A trail has the tags that it was made with."""

    def create_trail(asked: dict[str, Any]) -> Any:
        status, headers, body = original(asked)
        if status == 200 and asked.get("TagsList"):
            add_tags({"ResourceId": json.loads(body)["TrailARN"], "TagsList": asked["TagsList"]})
        return status, headers, body

    return create_trail


def _without_empty_parts(original: Any) -> Any:
    """AWS leaves out the own headers, and the headers to remove, of a response headers policy without any."""

    def build(parent: Any, config: dict[str, Any]) -> None:
        original(parent, config)
        for part in ("CustomHeaders", "RemoveHeaders"):
            if not config[part]:
                for element in [child for child in parent if child.tag.endswith(f"{part}Config")]:
                    parent.remove(element)

    return build
