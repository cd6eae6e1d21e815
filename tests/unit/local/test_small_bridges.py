"""The bridges of one or two functions each; the emulator is a stand-in with the names that they replace."""

from __future__ import annotations

import asyncio
import gzip
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest

from tools.local.emulator.bridges import (
    content_delivery,
    function_bursts,
    multipart_tags,
    name_resolution,
    network,
    password_policy,
    plan_drift,
    queue_addresses,
    repeated_alias,
    transport_security,
)
from tools.local.emulator.seams import SeamMissing


def test_localhost_names_lead_to_loopback_and_others_do_not() -> None:
    resolver = SimpleNamespace(getaddrinfo=lambda host, port: (host, port))
    name_resolution.install(resolver)
    assert resolver.getaddrinfo("d1.cloudfront.localhost", 80) == ("127.0.0.1", 80)
    assert resolver.getaddrinfo("localhost.example.com", 80) == ("localhost.example.com", 80)


class TestContentDelivery:
    text, headers = b"a" * 2000, {"Content-Type": "text/html", "ETag": '"1"', "Content-Length": "2000"}

    def answer(self, accepts: str, body: bytes = text) -> tuple[Any, ...]:
        seen = {}

        async def origin(*arguments: Any) -> tuple[int, dict[str, str], bytes]:
            seen.update(arguments[5])
            return 200, self.headers, body

        cloudfront = SimpleNamespace(handle_viewer_request=origin)
        content_delivery.install(SimpleNamespace(cloudfront=cloudfront))
        request = cloudfront.handle_viewer_request(
            {}, "GET", "/", "/", "", {"accept-encoding": accepts}, b"", {}
        )
        answer = asyncio.run(request)
        assert seen["x-forwarded-proto"] == "https"
        return answer

    def test_text_is_compressed_for_who_accepts_it(self) -> None:
        _, headers, body = self.answer("gzip, br")
        assert gzip.decompress(body) == self.text
        assert (headers["Content-Encoding"], headers["ETag"]) == ("gzip", 'W/"1"')
        assert "Content-Length" not in headers

    def test_who_does_not_accept_it_gets_it_as_it_is(self) -> None:
        assert self.answer("identity") == (200, self.headers, self.text)

    def test_small_answers_stay_as_they_are(self) -> None:
        assert self.answer("gzip", b"small")[2] == b"small"

    @pytest.mark.parametrize(
        ("status", "extra"),
        [(404, {}), (200, {"content-encoding": "br"}), (200, {"Content-Type": "image/png"})],
    )
    def test_other_answers_stay_as_they_are(self, status: int, extra: dict[str, str]) -> None:
        headers = {**self.headers, **extra}
        assert content_delivery.compressed(status, headers, self.text) == (status, headers, self.text)


class TestPlanDrift:
    def installed(self) -> SimpleNamespace:
        kinds = {"a": {"authorizerType": "REQUEST"}, "b": {"authorizerType": "JWT"}}
        for kind in kinds.values():
            kind.update(jwtConfiguration={}, authorizerPayloadFormatVersion="2.0")

        def build(parent: Element, config: dict[str, Any]) -> None:
            SubElement(parent, "{ns}CustomHeadersConfig")
            SubElement(parent, "{ns}RemoveHeadersConfig")
            SubElement(parent, "{ns}Name")

        emulator = SimpleNamespace(
            apigateway=SimpleNamespace(_authorizers={"api": kinds}, _create_authorizer=lambda *_: "made"),
            apigateway_v1=SimpleNamespace(
                _stages_v1={
                    "api": {
                        "plain": {"accessLogSettings": {}},
                        "logs": {"accessLogSettings": {"format": "x"}},
                    }
                },
                _get_stage=lambda *named: named,
            ),
            cloudfront=SimpleNamespace(_build_rhp_config_xml=build),
            cloudtrail=SimpleNamespace(
                _DISPATCH={"CreateTrail": lambda asked: (asked["status"], {}, b'{"TrailARN": "arn:1"}')},
                _add_tags=lambda asked: added.append(asked),
                added=(added := []),
            ),
        )
        plan_drift.install(emulator)
        return emulator

    def test_a_trail_has_the_tags_that_it_was_made_with(self) -> None:
        trails, tags = self.installed().cloudtrail, [{"Key": "Project", "Value": "daybook"}]
        for asked in ({"status": 400, "TagsList": tags}, {"status": 200}, {"status": 200, "TagsList": tags}):
            assert trails._DISPATCH["CreateTrail"](asked)[0] == asked["status"]
        assert trails.added == [{"ResourceId": "arn:1", "TagsList": tags}]

    def test_an_authorizer_has_what_its_type_has(self) -> None:
        apigateway = self.installed().apigateway
        assert apigateway._create_authorizer("api", {}) == "made"
        request, jwt = apigateway._authorizers["api"].values()
        assert "jwtConfiguration" not in request and "authorizerPayloadFormatVersion" in request
        assert "jwtConfiguration" in jwt and "authorizerPayloadFormatVersion" not in jwt

    def test_a_stage_without_an_access_log_says_nothing_of_one(self) -> None:
        service = self.installed().apigateway_v1
        for name in ("plain", "logs", "other"):
            assert service._get_stage("api", name) == ("api", name)
        assert service._stages_v1["api"] == {"plain": {}, "logs": {"accessLogSettings": {"format": "x"}}}

    @pytest.mark.parametrize(
        ("own", "expected"), [([], ["{ns}Name"]), ([1], ["{ns}CustomHeadersConfig", "{ns}Name"])]
    )
    def test_a_headers_policy_leaves_out_what_it_has_not(self, own: list[int], expected: list[str]) -> None:
        parent = Element("policy")
        config = {"CustomHeaders": own, "RemoveHeaders": []}
        self.installed().cloudfront._build_rhp_config_xml(parent, config)
        assert [child.tag for child in parent] == expected


class TestPasswordPolicy:
    def required(self, pool: dict[str, Any]) -> list[str]:
        def errors(pool: dict[str, Any], _password: str) -> list[str]:
            policy = pool.get("Policies", {}).get("PasswordPolicy", {})
            return [name for name in ("RequireNumbers", "RequireSymbols") if policy.get(name, True)]

        cognito = SimpleNamespace(_password_policy_errors=errors)
        password_policy.install(SimpleNamespace(cognito=cognito))
        found: list[str] = cognito._password_policy_errors(pool, "password")
        return found

    def test_a_policy_requires_only_what_it_names(self) -> None:
        assert self.required({"Policies": {"PasswordPolicy": {"RequireNumbers": True}}}) == ["RequireNumbers"]

    def test_a_pool_without_a_policy_has_the_defaults(self) -> None:
        assert self.required({}) == ["RequireNumbers", "RequireSymbols"]


class TestMultipartTags:
    def uploaded(self, tags: str, status: int = 200) -> dict[Any, Any]:
        begun = (200, {}, b"<R><UploadId>u1</UploadId></R>")
        s3 = SimpleNamespace(
            _multipart_uploads={"u1": {}},
            _object_tags={},
            _ensure_bucket=lambda _: {"objects": {"k": {"version_id": "v1"}}},
            _qp=lambda parameters, name: parameters[name],
            _create_multipart_upload=lambda *_: begun,
            _complete_multipart_upload=lambda *_: (status, {}, b""),
        )
        multipart_tags.install(SimpleNamespace(s3=s3))
        s3._create_multipart_upload("b", "k", {"x-amz-tagging": tags})
        s3._complete_multipart_upload("b", "k", b"", {"uploadId": "u1"}, {})
        return s3._object_tags

    def test_tags_named_at_the_start_are_there_at_the_end(self) -> None:
        assert self.uploaded("a=1&b=x%20y") == {("b", "k", "v1"): {"a": "1", "b": "x y"}}

    def test_an_upload_that_fails_or_names_none_has_none(self) -> None:
        assert self.uploaded("a=1", status=400) == {}
        assert self.uploaded("") == {}


class TestNetwork:
    def installed(self) -> Any:
        ec2 = SimpleNamespace(
            _p=lambda parameters, name: parameters.get(name, ""),
            _esc=lambda text: text.replace("&", "&amp;"),
            _vpc_endpoints={},
            _parse_ip_permissions=lambda *_: [{"PrefixListIds": []}, {"PrefixListIds": []}],
            _sg_rule_xml=lambda *_: "<item><toPort>443</toPort></item>",
            _vpce_fields_xml=lambda endpoint, tag: f"<{tag}>{endpoint['id']}</{tag}>",
        )
        ec2._ACTION_MAP = {"CreateVpcEndpoint": lambda _: ec2._vpc_endpoints.update(e1={"id": "e1"})}
        network.install(SimpleNamespace(ec2=ec2))
        return ec2

    def test_rules_keep_their_prefix_list(self) -> None:
        ec2 = self.installed()
        parameters = {"P.2.PrefixListIds.1.PrefixListId": "pl-1", "P.2.PrefixListIds.1.Description": "why"}
        first, second = ec2._parse_ip_permissions(parameters, "P")
        assert first["PrefixListIds"] == []
        assert second["PrefixListIds"] == [{"PrefixListId": "pl-1", "Description": "why"}]
        assert "<prefixListId>pl-1</prefixListId>" in ec2._sg_rule_xml("sg", second)
        assert "prefixListId" not in ec2._sg_rule_xml("sg", {**second, "IpRanges": [1]})

    def test_endpoints_keep_their_policy(self) -> None:
        ec2 = self.installed()
        ec2._ACTION_MAP["CreateVpcEndpoint"]({"PolicyDocument": "{a & b}"})
        xml = ec2._vpce_fields_xml(ec2._vpc_endpoints["e1"])
        assert xml == "<item>e1<policyDocument>{a &amp; b}</policyDocument></item>"
        assert ec2._vpce_fields_xml({"id": "e2"}) == "<item>e2</item>"


def test_policies_that_demand_tls_hold_on_loopback() -> None:
    pinned: list[tuple[str, bool]] = []
    app = SimpleNamespace(pin_request_origin=lambda *origin: pinned.append(origin))
    transport_security.install(SimpleNamespace(app=app))
    app.pin_request_origin("127.0.0.1", False)
    assert pinned == [("127.0.0.1", True)]


def test_a_call_waits_for_a_worker_when_all_are_at_work() -> None:
    answers = iter([(None, "func_cap"), (None, "func_cap"), ("worker", "reused")])
    asked: list[int] = []

    def acquire(*_: Any, max_concurrency: int, **__: Any) -> Any:
        asked.append(max_concurrency)
        return next(answers)

    service = SimpleNamespace(acquire_worker=acquire)
    function_bursts.install(SimpleNamespace(lambda_svc=service), sleep=lambda _: None)
    assert service.acquire_worker("f", {}, b"", qualifier="1") == ("worker", "reused")
    assert len(asked) == 3 and set(asked) == {4}


def test_a_call_does_not_wait_for_ever() -> None:
    service = SimpleNamespace(acquire_worker=lambda *_, **__: (None, "func_cap"))
    function_bursts.install(SimpleNamespace(lambda_svc=service), sleep=lambda _: None)
    assert service.acquire_worker("f", {}, b"") == (None, "func_cap")


@pytest.mark.parametrize(
    ("bridge", "module"),
    [
        (content_delivery, "cloudfront"),
        (password_policy, "cognito"),
        (multipart_tags, "s3"),
        (network, "ec2"),
    ],
)
def test_a_release_without_what_is_replaced_is_noticed(bridge: Any, module: str) -> None:
    with pytest.raises(SeamMissing, match=r"1\.5\.33"):
        bridge.install(SimpleNamespace(**{module: SimpleNamespace()}))


@pytest.mark.parametrize(("version", "answer"), [("3", "as it is"), ("4", "refused")])
def test_the_same_alias_can_be_made_twice_but_not_another(version: str, answer: str) -> None:
    functions = SimpleNamespace(
        _functions={"signup": {"aliases": {"live": {"FunctionVersion": "3"}}}},
        _get_alias=lambda function, name: "as it is",
        _create_alias=lambda function, wanted: "refused",
    )
    repeated_alias.install(SimpleNamespace(lambda_svc=functions))
    assert functions._create_alias("signup", {"Name": "live", "FunctionVersion": version}) == answer
    assert functions._create_alias("unknown", {"Name": "live", "FunctionVersion": "3"}) == "refused"


def test_queues_are_found_when_the_port_is_another() -> None:
    class Sqs(SimpleNamespace):
        names: dict[str, str]

        def load_persisted_state(self, data: dict[Any, Any]) -> None:
            self._queues._data.update(data)

        def _rebuild_queue_name_index(self) -> None:
            self.names = {queue["name"]: address for (_, _, address), queue in self._queues._data.items()}

    sqs = Sqs(
        _queues=SimpleNamespace(_data={}),
        _queue_url_for_account=lambda account, name: f"http://localhost:4567/{account}/{name}",
    )
    queue_addresses.install(SimpleNamespace(sqs=sqs))
    old, kept = "http://localhost:4566/0/notify", {"name": "notify", "messages": ["m"]}
    sqs.load_persisted_state({("0", "eu-west-2", old): {**kept, "url": old}})
    now = "http://localhost:4567/0/notify"
    assert sqs._queues._data == {("0", "eu-west-2", now): {**kept, "url": now}}
    assert sqs.names == {"notify": now}
