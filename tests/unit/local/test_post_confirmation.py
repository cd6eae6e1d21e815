from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import post_confirmation

CONFIRMED = (200, {}, b"{}")
REQUEST = {"ClientId": "client", "Username": "ada@example.com", "ClientMetadata": {"from": "web"}}


class Pool:
    """A user pool with one person; `runs` are the events that the trigger got."""

    def __init__(
        self, result: dict[str, Any] | None = None, trigger: str | None = "arn:post", known: bool = True
    ):
        self.runs: list[dict[str, Any]] = []
        self.user = {
            "Username": "sub-1",
            "Attributes": [{"Name": "email", "Value": "ada@example.com"}, {"Name": "sub", "Value": "sub-1"}],
        }
        pool = {
            "Id": "pool",
            "AutoVerifiedAttributes": ["email"],
            "LambdaConfig": {"PostConfirmation": trigger},
        }

        def run(_record: Any, event: dict[str, Any]) -> dict[str, Any]:
            self.runs.append(event)
            return result or {"body": event}

        self.cognito = SimpleNamespace(
            _confirm_sign_up=lambda _: CONFIRMED,
            _pool_for_client=lambda _: (pool, "pool"),
            _resolve_user=lambda *_: (self.user, None),
            error_response_json=lambda code, message, status: (status, code, message),
            get_region=lambda: "eu-west-2",
        )
        service = SimpleNamespace(
            _get_func_record_for_ref=lambda name: ({} if known else None, {}, name),
            _execution_record_for_config=lambda record, _: record,
            _execute_function_with_config_scope=run,
        )
        post_confirmation.install(SimpleNamespace(cognito=self.cognito, lambda_svc=service))

    def confirm(self) -> Any:
        return self.cognito._confirm_sign_up(REQUEST)


def test_the_trigger_learns_who_has_confirmed() -> None:
    pool = Pool()
    assert pool.confirm() == CONFIRMED
    (event,) = pool.runs
    assert (event["triggerSource"], event["userName"]) == ("PostConfirmation_ConfirmSignUp", "sub-1")
    assert event["request"]["userAttributes"]["email"] == "ada@example.com"
    assert event["request"]["userAttributes"]["cognito:user_status"] == "CONFIRMED"
    assert event["request"]["clientMetadata"] == {"from": "web"}


def test_the_address_counts_as_verified_from_then_on() -> None:
    pool = Pool()
    pool.confirm()
    assert pool.runs[0]["request"]["userAttributes"]["email_verified"] == "true"


def test_a_trigger_that_fails_is_the_answer() -> None:
    status, code, message = Pool(result={"error": True, "body": "broken"}).confirm()
    assert (status, code) == (400, "UserLambdaValidationException")
    assert "broken" in message


def test_a_trigger_that_does_not_exist_is_the_answer() -> None:
    assert Pool(known=False).confirm()[1] == "UserLambdaValidationException"


def test_a_pool_without_a_trigger_only_confirms() -> None:
    pool = Pool(trigger=None)
    assert pool.confirm() == CONFIRMED
    assert pool.runs == []


def test_a_wrong_code_runs_nothing() -> None:
    pool = Pool()
    refused = (400, {}, b"CodeMismatchException")
    pool.cognito._confirm_sign_up = lambda _: refused
    post_confirmation.install(
        SimpleNamespace(
            cognito=pool.cognito,
            lambda_svc=SimpleNamespace(
                _get_func_record_for_ref=None,
                _execution_record_for_config=None,
                _execute_function_with_config_scope=None,
            ),
        )
    )
    assert pool.confirm() == refused
