"""`migrate` hands the master secret on, and lets nothing of it out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from functions.migrate.handler import lambda_handler
from functions.migrate.logic import MigrationFailed
from shared import clients
from shared.settings import settings

SECRET_ARN = "arn:aws:secretsmanager:eu-west-2:000000000000:secret:rds!db-1"
USER_SECRET_ARN = "arn:aws:secretsmanager:eu-west-2:000000000000:secret:daybook-test-database-daybook_app"
FUNCTION = "arn:aws:lambda:eu-west-2:000000000000:function:daybook-test-migrate-db:live"
PASSWORD = "hunter22222"
USER_PASSWORD = "swordfish333"
CONTEXT = SimpleNamespace(aws_request_id="request-1")


class FakeAws:
    """Secrets Manager and Lambda in one: holds a secret, and `migrate_db` as a function of its payload."""

    def __init__(self) -> None:
        self.secret: dict[str, Any] = {"username": "daybook", "password": PASSWORD, "engine": "postgres"}
        self.user_secret = {"username": "daybook_app", "password": USER_PASSWORD}
        self.answer: dict[str, Any] = {"applied": ["0001_users"], "version": 1}
        self.error = False
        self.payloads: list[Any] = []

    def get_secret_value(self, SecretId: str) -> dict[str, Any]:  # noqa: N803
        secrets = {SECRET_ARN: self.secret, USER_SECRET_ARN: self.user_secret}
        return {"SecretString": json.dumps(secrets[SecretId])}

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:  # noqa: N803
        assert FunctionName == FUNCTION
        self.payloads.append(json.loads(Payload))
        answer = {"StatusCode": 200, "Payload": io.BytesIO(json.dumps(self.answer).encode())}
        return {**answer, "FunctionError": "Unhandled"} if self.error else answer


@pytest.fixture
def aws() -> Iterator[FakeAws]:
    fake = FakeAws()
    names = {
        "database_master_secret_arn": SECRET_ARN,
        "migrate_db_function": FUNCTION,
        "service_name": "migrate",
    }
    with clients.override(secretsmanager=fake, **{"lambda": fake}), settings.override(**names):
        yield fake


def test_migrate_db_gets_user_and_password_and_its_outcome_comes_back(aws: FakeAws) -> None:
    assert lambda_handler({}, CONTEXT) == {"applied": ["0001_users"], "version": 1}
    assert aws.payloads == [{"username": "daybook", "password": PASSWORD}]


def test_a_failure_is_passed_on_without_the_password(
    aws: FakeAws, capsys: pytest.CaptureFixture[str]
) -> None:
    aws.error, aws.answer = (
        True,
        {"errorType": "Refused", "errorMessage": f"0002_x.sql was changed, not {PASSWORD}"},
    )

    with pytest.raises(MigrationFailed) as failure:
        lambda_handler({}, CONTEXT)
    assert str(failure.value) == "migrate_db failed: 0002_x.sql was changed, not …"
    assert PASSWORD not in capsys.readouterr().out


def test_with_a_proxy_migrate_db_gets_the_password_that_it_logs_in_with(aws: FakeAws) -> None:
    with settings.override(database_user_secret_arn=USER_SECRET_ARN):
        lambda_handler({}, CONTEXT)

    assert aws.payloads == [{"username": "daybook", "password": PASSWORD, "user_password": USER_PASSWORD}]


def test_a_failure_is_passed_on_without_the_proxys_password_either(aws: FakeAws) -> None:
    aws.error, aws.answer = True, {"errorMessage": f"neither {USER_PASSWORD} nor {PASSWORD}"}

    with (
        settings.override(database_user_secret_arn=USER_SECRET_ARN),
        pytest.raises(MigrationFailed, match="neither … nor …"),
    ):
        lambda_handler({}, CONTEXT)


def test_a_failure_without_a_reason_says_where_to_look(aws: FakeAws) -> None:
    aws.error, aws.answer = True, {}

    with pytest.raises(MigrationFailed, match="its log group tells"):
        lambda_handler({}, CONTEXT)


def test_nothing_secret_is_logged(aws: FakeAws, capsys: pytest.CaptureFixture[str]) -> None:
    lambda_handler({}, CONTEXT)

    output = capsys.readouterr()
    assert PASSWORD not in output.out + output.err


def test_a_secret_of_another_shape_is_named_without_its_content(aws: FakeAws) -> None:
    aws.secret = {"user": "daybook", "password": PASSWORD}

    with pytest.raises(MigrationFailed, match="no 'username'") as failure:
        lambda_handler({}, CONTEXT)
    assert PASSWORD not in str(failure.value)
    assert aws.payloads == []
