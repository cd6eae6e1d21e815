from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.database_identity import DatabaseIdentity, TokenRefused

PORT = 5532
INSTANCE = {
    "Endpoint": {"Address": "db.example", "Port": PORT},
    "IAMDatabaseAuthenticationEnabled": True,
    "DbiResourceId": "db-ABC",
}


CLUSTER = {
    "Endpoint": "cluster.example",
    "Port": PORT,
    "IAMDatabaseAuthenticationEnabled": True,
    "DbClusterResourceId": "cluster-ABC",
}
KEY = ("000000000000", "eu-west-2", "db")


class TokenError:
    code = "ExpiredToken"


def identity(
    instance: dict[str, Any] | None = None,
    decision: str = "Allow",
    token_error: bool = False,
    root: bool = False,
    cluster: dict[str, Any] | None = None,
) -> tuple[DatabaseIdentity, list[Any]]:
    asked: list[Any] = []

    @contextmanager
    def scope(*_: str) -> Iterator[None]:
        yield

    def verify(_token: str, **target: Any) -> Any:
        asked.append(target)
        return TokenError() if token_error else SimpleNamespace(access_key_id="ASIA")

    def evaluate(context: Any, policies: Any, *_limits: Any) -> Any:
        asked.append((context.action, context.resource_arn, policies))
        return SimpleNamespace(decision=decision)

    principal = SimpleNamespace(
        arn="arn:role", type="AssumedRole", policies=None if root else ["p"], limits=[], keys={}
    )
    emulator = SimpleNamespace(
        rds=SimpleNamespace(
            _instances=SimpleNamespace(_data={KEY: INSTANCE if instance is None else instance}),
            _clusters=SimpleNamespace(_data={KEY: cluster} if cluster else {}),
        ),
        rds_iam=SimpleNamespace(verify_rds_iam_token=verify, RdsIamTokenError=TokenError),
        iam_evaluator=SimpleNamespace(
            EvalContext=lambda **values: SimpleNamespace(**values),
            evaluate=evaluate,
            resolve_principal=lambda *_: principal,
        ),
        responses=SimpleNamespace(request_scope=scope),
    )
    return DatabaseIdentity(emulator, PORT), asked


def test_the_policy_is_asked_about_this_user_of_this_instance() -> None:
    judge, asked = identity()
    judge.check("app", "token")
    target, question = asked
    assert (target["hostname"], target["port"], target["db_user"]) == ("db.example", PORT, "app")
    assert question == ("rds-db:connect", "arn:aws:rds-db:eu-west-2:000000000000:dbuser:db-ABC/app", ["p"])


def test_of_a_cluster_the_address_is_the_clusters_and_so_is_the_policy() -> None:
    judge, asked = identity({**INSTANCE, "DBClusterIdentifier": "db"}, cluster=CLUSTER)
    judge.check("app", "token")
    target, question = asked
    assert target["hostname"] == "cluster.example"
    assert question[1] == "arn:aws:rds-db:eu-west-2:000000000000:dbuser:cluster-ABC/app"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"decision": "ImplicitDeny"}, "not allowed rds-db:connect"),
        ({"token_error": True}, "ExpiredToken"),
        ({"instance": {**INSTANCE, "IAMDatabaseAuthenticationEnabled": False}}, "not enabled"),
        ({"instance": {"Endpoint": {"Port": 1}}}, "no database at"),
    ],
)
def test_who_is_refused_and_why(options: dict[str, Any], reason: str) -> None:
    with pytest.raises(TokenRefused, match=reason):
        identity(**options)[0].check("app", "token")


def test_the_accounts_owner_needs_no_policy() -> None:
    identity(decision="Deny", root=True)[0].check("app", "token")
