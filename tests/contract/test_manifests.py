"""Every function.json: its form, and the rules that only AWS would enforce."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.contract import rules
from tools.manifests import ROOT, Grant, Manifest, Route, load_all, of_identity

MANIFESTS = load_all()
SCHEMA = json.loads((ROOT / "functions" / "function.schema.json").read_text())

functions = pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS)


def a_manifest(**fields: Any) -> Manifest:
    """A manifest that is in order, with these fields instead."""
    base = Manifest("thing", ROOT, "Does a thing for the tests.", memory_mb=128, timeout_s=5)
    return replace(base, **fields)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@functions
def test_a_manifest_has_the_schemas_form(manifest: Manifest) -> None:
    document = json.loads((manifest.folder / "function.json").read_text())
    errors = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(document)
    ]
    assert errors == []


@functions
def test_what_a_manifest_names_is_there(manifest: Manifest) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    assert [layer for layer in manifest.layers if f"layer-{layer}" not in groups] == []
    assert [file for file in manifest.files if not (ROOT / file).is_file()] == []
    watched = manifest.triggers.get("apply", {}).get("watch")
    assert watched is None or list(ROOT.glob(watched)), f"nothing matches {watched}"


@functions
@pytest.mark.parametrize("rule", [rules.network, rules.permissions, rules.timing])
def test_a_manifest_keeps_the_rules(manifest: Manifest, rule: Callable[[Manifest], Iterator[str]]) -> None:
    assert list(rule(manifest)) == []


def test_the_manifests_together_keep_the_rules() -> None:
    assert list(rules.routes(MANIFESTS.values())) == []
    assert list(rules.stream_consumers(MANIFESTS.values())) == []
    assert list(rules.bucket_readers(MANIFESTS.values())) == []
    assert list(rules.queue_readers(MANIFESTS.values())) == []
    assert list(rules.idle(MANIFESTS.values())) == []
    assert list(rules.identities(MANIFESTS)) == []


IN_VPC = {"vpc": True, "layers": ("common", "postgres")}


@pytest.mark.parametrize(
    ("rule", "fields", "complaint"),
    [
        (
            rules.network,
            {**IN_VPC, "grants": (Grant("event_bus", ("events:PutEvents",)),)},
            "events cannot be reached",
        ),
        (rules.network, {**IN_VPC, "unsigned": ("cognito-idp:SignUp",)}, "cognito-idp cannot be reached"),
        (
            rules.network,
            {**IN_VPC, "grants": (Grant("q", ("s3:GetObject", "sqs:SendMessage")),)},
            "sqs cannot",
        ),
        (rules.network, {**IN_VPC, "triggers": {"user_pool": ["post_confirmation"]}}, "called by user_pool"),
        (rules.network, {"layers": ("common", "postgres")}, "not in the VPC"),
        (rules.network, {"grants": (Grant("database_user", ("rds-db:connect",)),)}, "not in the VPC"),
        (rules.permissions, {"grants": (Grant("data_table", ("dynamodb:GetItem",)),)}, "leading_keys"),
        (
            rules.permissions,
            {"grants": (Grant("data_table", ("dynamodb:GetItem",), ("AUTH#*",)),)},
            "credentials",
        ),
        (
            rules.permissions,
            {"grants": (Grant("data_table", ("dynamodb:GetItem",), ("EMAIL#*",)),)},
            "credentials",
        ),
        (
            rules.permissions,
            {"grants": (Grant("user_pool", ("a:B",)), Grant("user_pool", ("a:C",)))},
            "make it one",
        ),
        (rules.permissions, {"grants": (Grant("database_user", ("rds-db:connect",)),)}, "layer postgres"),
        (rules.timing, {"timeout_s": 30, "routes": (Route("r", "GET", "/v1/r", "none"),)}, "30 s"),
        (
            rules.timing,
            {"routes": (Route("r", "GET", "/v1/r", "none"),), "triggers": {"bucket": {}}},
            "make it two",
        ),
        (
            rules.timing,
            {"routes": (Route("r", "GET", "/v1/r", "none"),), "triggers": {"invoked": {}}},
            "make it two",
        ),
        (rules.timing, {"timeout_s": 6, "triggers": {"user_pool": ["post_confirmation"]}}, "5 s"),
        (rules.timing, {"timeout_s": 11, "triggers": {"authorizer": {"cache_seconds": 1}}}, "10 s"),
    ],
)
def test_a_manifest_against_a_rule_is_found(
    rule: Callable[[Manifest], Iterator[str]], fields: dict[str, Any], complaint: str
) -> None:
    assert list(rule(a_manifest())) == []
    (found,) = rule(a_manifest(**fields))
    assert complaint in found


def test_a_resource_may_be_granted_once_more_for_one_provider() -> None:
    both = Grant("data_table", ("a:B",), ("USER#*",))
    more = Grant("data_table", ("a:C",), ("USER#*",), "native")
    assert list(rules.permissions(a_manifest(grants=(both, more)))) == []


def test_a_provider_without_its_functions_is_found() -> None:
    authorizer = a_manifest(triggers={"authorizer": {}})
    rotates = a_manifest(triggers={"rotation": {"secret": "s"}}, identity="native")
    never = a_manifest(identity="native", grants=(Grant("user_pool", ("a:B",), identity="cognito"),))
    assert list(rules.identities({"authorizer": authorizer, "rotates": rotates})) == []
    assert len(list(rules.identities({"authorizer": replace(authorizer, identity="native")}))) == 1
    assert len(list(rules.identities({"a": authorizer, "b": rotates, "c": rotates}))) == 1
    assert len(list(rules.identities({"a": authorizer, "never": never}))) == 1


def test_a_provider_has_its_functions_and_its_grants_only() -> None:
    pool, table = Grant("user_pool", ("a:B",), identity="cognito"), Grant("data_table", ("a:C",))
    every = {"both": a_manifest(grants=(pool, table)), "one": a_manifest(identity="cognito")}
    assert {name: m.grants for name, m in of_identity(every, "native").items()} == {"both": (table,)}
    assert of_identity(every, "cognito") == every


def test_routes_that_collide_are_found() -> None:
    here = a_manifest(routes=(Route("get_a", "GET", "/v1/a/{a_id}", "none"),))
    there = a_manifest(routes=(Route("get_a", "GET", "/v1/a/{other}", "none"),))
    assert len(list(rules.routes([here, there]))) == 2


def test_a_third_reader_of_the_stream_is_found() -> None:
    reader = a_manifest(triggers={"table_stream": {}})
    assert list(rules.stream_consumers([reader, reader])) == []
    assert len(list(rules.stream_consumers([reader, reader, reader]))) == 1


def test_a_second_reader_of_a_queue_is_found() -> None:
    reader = a_manifest(triggers={"queue": {"name": "notify"}})
    assert list(rules.queue_readers([reader, a_manifest()])) == []
    assert len(list(rules.queue_readers([reader, reader]))) == 1


def test_a_stack_that_is_not_idle_when_nobody_does_anything_is_found() -> None:
    reader = a_manifest(triggers={"queue": {"name": "notify"}})
    tick, seldom, nightly = (
        a_manifest(triggers={"schedule": {"expression": expression}})
        for expression in ("rate(1 minute)", "rate(12 hours)", "cron(0 4 * * ? *)")
    )
    assert list(rules.idle([reader, reader, tick, tick, *[seldom, nightly] * 10])) == []
    assert len(list(rules.idle([reader, reader, reader]))) == 1
    assert len(list(rules.idle([tick, tick, tick]))) == 1


def called_for(*prefixes: str, grants: tuple[Grant, ...] = ()) -> Manifest:
    return a_manifest(triggers={"bucket": {"name": "files", "prefixes": list(prefixes)}}, grants=grants)


@pytest.mark.parametrize(
    ("manifests", "wrong"),
    [
        ([called_for("uploads/", "work/imports/"), called_for("work/exports/")], 0),
        ([called_for("uploads/"), called_for("uploads/")], 1),
        ([called_for("work/"), called_for("work/imports/")], 1),
        ([called_for("work/a/", grants=(Grant("files:work_a", ("s3:GetObject",)),))], 0),
        ([called_for("work/a/", grants=(Grant("files:work_b", ("s3:PutObject",)),))], 0),
        ([called_for("work/a/", grants=(Grant("other:work_a", ("s3:PutObject",)),))], 0),
        ([called_for("work/a/", grants=(Grant("files:work_a", ("s3:PutObject",)),))], 1),
    ],
)
def test_whom_s3_calls_is_one_and_calls_itself_never(manifests: list[Manifest], wrong: int) -> None:
    assert len(list(rules.bucket_readers(manifests))) == wrong
