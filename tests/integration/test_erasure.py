"""Closing an account for good, against every store of the local cloud: what is looked for afterwards is every
item, object and row that names the person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from tests.support.media import picture
from tests.support.stack import PASSWORD, Account, Api, Stack, eventually
from tests.support.transfers import loop_zip, take, take_out
from tests.support.uploads import add, begin

WITHIN_S = 120


def fill(stack: Stack, account: Account) -> Callable[[], list[str]]:
    """Something in every store. What still names the person is what the answer gives when it is called."""
    reminders = [{"time": f"{datetime.now(UTC) + timedelta(hours=6):%H:%M}"}]
    body: dict[str, Any] = {"name": "Read", "reminders": reminders}
    habit = account.api.post("/habits", body, headers={"idempotency-key": "one"}).expect(201)
    days = [{"date": "2025-02-01", "status": "done", "note": "slept badly"}]
    account.api.put(f"/habits/{habit['id']}/checkins", {"days": days}).expect(200)
    account.api.post("/vacations", {"start_date": "2025-03-01", "end_date": "2025-03-09"}).expect(201)
    take(account, loop_zip())
    take_out(account)
    photo = add(account, picture())
    account.api.patch("/users/me", {"photo": photo["id"]}).expect(200)
    begin(account, picture())
    address = account.api.post("/calendar").expect(201)["url"].rpartition("/v1/")[2]
    body = {"name": "script", "scopes": ["habits:read"], "expires_in_days": None}
    account.api.post("/users/me/tokens", body).expect(201)
    eventually(lambda: stack.user_row(account.id), "the row in PostgreSQL")
    eventually(
        lambda: [one for one in items(stack) if f"USER#{account.id}" in one and "EDITS#" in one],
        "the history of edits",
    )
    eventually(
        lambda: [one for one in items(stack) if "DUE#" in one and account.id in one], "the due reminder"
    )
    feed = Api(stack.api_url)
    assert feed.get(f"/{address}").status == 200
    return lambda: [
        *traces(stack, account),
        *([address] if feed.get(f"/{address}").status == 200 else []),
    ]


def items(stack: Stack) -> list[str]:
    pages = stack.aws("dynamodb").get_paginator("scan").paginate(TableName=stack.endpoints["table_name"])
    return [json.dumps(item, default=str) for page in pages for item in page["Items"]]


def objects(stack: Stack) -> list[str]:
    """Keys of all versions in every bucket but those of the failures, which expire (docs/erasure.md)."""
    s3 = stack.aws("s3")
    buckets = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if "failures" not in bucket["Name"]]
    pages = [s3.get_paginator("list_object_versions").paginate(Bucket=bucket) for bucket in buckets]
    return [
        one["Key"]
        for each in pages
        for page in each
        for one in [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
    ]


def rows(stack: Stack) -> list[str]:
    """Every row of every table, as text."""
    named = stack.sql("select table_name from information_schema.tables where table_schema = 'public'")
    tables = [row["table_name"] for row in named]
    return [str(row) for table in tables for row in stack.sql(f'select * from "{table}"')]  # noqa: S608 - of the catalogue


def people(stack: Stack) -> list[str]:
    if not stack.endpoints.get("user_pool_id"):
        return []
    pages = stack.aws("cognito-idp").get_paginator("list_users")
    found = pages.paginate(UserPoolId=stack.endpoints["user_pool_id"])
    return [json.dumps(user, default=str) for page in found for user in page["Users"]]


def traces(stack: Stack, account: Account) -> list[str]:
    everywhere = [*items(stack), *objects(stack), *rows(stack), *people(stack)]
    return [one for one in everywhere if account.id in one or account.email in one]


def close(account: Account) -> dict[str, Any]:
    return account.api.delete("/users/me", json={"password": PASSWORD}).expect(202)


class Machine:
    """The state machine, with an operator's rights."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.states = stack, stack.aws("stepfunctions")
        (self.arn,) = [
            machine["stateMachineArn"]
            for machine in self.states.list_state_machines()["stateMachines"]
            if machine["name"].endswith("-erasure-machine")
        ]

    def make_due(self, account: Account) -> None:
        """The days of grace are over, and the execution that has waited for it is no more."""
        for execution in self.of(account):
            self.stop(execution)
        table, key = (
            self.stack.endpoints["table_name"],
            {"pk": {"S": f"AUTH#{account.id}"}, "sk": {"S": "STATE"}},
        )
        past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat(timespec="seconds")
        self.stack.aws("dynamodb").update_item(
            TableName=table,
            Key=key,
            UpdateExpression="SET closing.erase_at = :past",
            ExpressionAttributeValues={":past": {"S": past}},
        )

    def start(self, account: Account) -> str:
        """As an operator starts one again (docs/erasure.md)."""
        told = json.dumps({"user_id": account.id, "closing": None})
        arn: str = self.states.start_execution(stateMachineArn=self.arn, input=told)["executionArn"]
        return arn

    def status(self, execution: str) -> str:
        status: str = self.states.describe_execution(executionArn=execution)["status"]
        return status

    def is_in(self, execution: str, state: str) -> bool:
        events = self.states.get_execution_history(executionArn=execution, maxResults=1000)["events"]
        return any(event.get("stateEnteredEventDetails", {}).get("name") == state for event in events)

    def until_over(self, execution: str) -> str:
        eventually(lambda: self.status(execution) != "RUNNING", "the execution to end", WITHIN_S)
        return self.status(execution)

    def stop(self, execution: str) -> None:
        self.states.stop_execution(executionArn=execution)

    def of(self, account: Account) -> list[str]:
        """The executions for a person."""
        listed = self.states.list_executions(stateMachineArn=self.arn)["executions"]
        found = [one["executionArn"] for one in listed]
        told = {arn: self.states.describe_execution(executionArn=arn)["input"] for arn in found}
        return [arn for arn in found if account.id in told[arn]]


@pytest.fixture
def machine(stack: Stack) -> Machine:
    return Machine(stack)


@pytest.fixture
def tidy(machine: Machine) -> Iterator[list[Account]]:
    """Accounts whose executions wait for days: they are stopped after the test."""
    accounts: list[Account] = []
    yield accounts
    for account in accounts:
        for execution in machine.of(account):
            if machine.status(execution) == "RUNNING":
                machine.stop(execution)


def test_nothing_is_left_of_a_person_with_data_in_every_store(
    stack: Stack, machine: Machine, new_account: Callable[..., Account], tidy: list[Account]
) -> None:
    paula, quinn = new_account(name="Paula"), new_account(name="Quinn")
    tidy.append(paula)
    look, others = fill(stack, paula), fill(stack, quinn)
    before = sorted(others())
    assert len(look()) > 15
    close(paula)
    machine.make_due(paula)

    assert machine.until_over(machine.start(paula)) == "SUCCEEDED"
    assert look() == []
    assert sorted(others()) == before
    # Written otherwise, so that the authorizer's answer of a minute ago is not taken for it.
    Api(stack.api_url).get("/users/me", headers={"authorization": f"bearer {paula.api.token}"}).problem(401)
    login = {"email": paula.email, "password": PASSWORD}
    Api(stack.api_url).post("/auth/login", login).problem(401)
    assert any("ERASED#" in one for one in items(stack))


def test_it_is_the_machine_itself_that_waits_and_erases(
    stack: Stack, machine: Machine, new_account: Callable[..., Account]
) -> None:
    """Due at once: with the state as a grace period of no days would leave it."""
    account = new_account(name="Vera")
    wish = {"erase_at": (datetime.now(UTC) + timedelta(seconds=3)).isoformat(timespec="seconds")}
    closing = {name: {"S": text} for name, text in {**wish, "execution": "test"}.items()}
    item = {"pk": {"S": f"AUTH#{account.id}"}, "sk": {"S": "STATE"}, "closing": {"M": closing}}
    stack.aws("dynamodb").put_item(TableName=stack.endpoints["table_name"], Item=item)
    execution = machine.start(account)
    eventually(lambda: machine.is_in(execution, "WaitUntilDue"), "the wait to begin")
    account.api.get("/users/me").expect(200)

    assert machine.until_over(execution) == "SUCCEEDED"
    assert traces(stack, account) == []


def test_cut_off_in_the_middle_it_finishes_when_it_is_started_again(
    stack: Stack, machine: Machine, new_account: Callable[..., Account], tidy: list[Account]
) -> None:
    account = new_account(name="Rosa")
    tidy.append(account)
    look = fill(stack, account)
    close(account)
    machine.make_due(account)
    with stack.postgres_out_of_reach():
        first = machine.start(account)
        eventually(lambda: machine.is_in(first, "EraseRows"), "the erasure to come to PostgreSQL", WITHIN_S)
        machine.stop(first)
        assert machine.status(first) == "ABORTED"
    assert stack.item(f"USER#{account.id}", "PROFILE") is None
    assert stack.item(f"AUTH#{account.id}", "STATE"), "it was over before it could be cut off"
    assert look() != []

    assert machine.until_over(machine.start(account)) == "SUCCEEDED"
    assert look() == []


def test_who_keeps_the_account_keeps_everything(
    stack: Stack, machine: Machine, new_account: Callable[..., Account], tidy: list[Account]
) -> None:
    account = new_account(name="Sina")
    tidy.append(account)
    habit = account.api.post("/habits", {"name": "Read"}).expect(201)
    erase_at = datetime.fromisoformat(close(account)["erase_at"])
    assert timedelta(days=6) < erase_at - datetime.now(UTC) < timedelta(days=8)
    assert account.api.get("/users/me/security").expect(200)["closing"] == {
        "erase_at": erase_at.isoformat().replace("+00:00", "Z")
    }
    account.api.get("/users/me").expect(200)
    account.api.post("/users/me/keep").expect(204)

    assert machine.until_over(machine.start(account)) == "SUCCEEDED"
    assert account.api.get(f"/habits/{habit['id']}").expect(200)["name"] == "Read"
    assert account.api.get("/users/me/security").expect(200)["closing"] is None


def test_a_wrong_password_closes_nothing(ada: Account, machine: Machine) -> None:
    problem = ada.api.delete("/users/me", json={"password": "not the password at all"}).problem(403)
    assert problem["type"].endswith("wrong-password")
    assert machine.of(ada) == []


def test_everything_can_be_had_in_one_document(stack: Stack, new_account: Callable[..., Account]) -> None:
    account = new_account(name="Tove")
    fill(stack, account)
    reply = account.api.get("/users/me/export")
    said = reply.expect(200)

    assert reply.headers["content-disposition"].startswith("attachment")
    assert said["profile"]["email"] == account.email
    assert {habit["name"] for habit in said["habits"]["habits"]} == {"Read"}
    notes = [note for habit in said["habits"]["habits"] for note in habit["notes"].values()]
    assert "slept badly" in notes
    for section in ("sessions", "tokens", "events", "edits", "imports", "exports", "calendar"):
        assert said[section], section
    file = json.loads(take_out(account, "everything"))
    changed = {"exported_at", "exports", "habits"}
    assert {name: file[name] for name in file if name not in changed} == {
        name: said[name] for name in said if name not in changed
    }
    assert file["habits"]["habits"] == said["habits"]["habits"]


def test_a_token_may_not_close_the_account(stack: Stack, new_account: Callable[..., Account]) -> None:
    account = new_account(name="Uma")
    body = {"name": "script", "scopes": ["profile:read"], "expires_in_days": 1}
    token = account.api.post("/users/me/tokens", body).expect(201)["token"]
    answer = requests.delete(
        f"{stack.api_url}/users/me",
        json={"password": PASSWORD},
        headers={"authorization": f"Bearer {token}"},
        timeout=30,
    )
    assert answer.status_code == 403
