"""A new signing key, step by step, each of which may come again; and no token is refused meanwhile."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from functions.rotate_secret.handler import lambda_handler
from functions.rotate_secret.logic import GOOD_AFTER_S, RotationRefused
from shared import clients
from shared.identity import signing_keys
from shared.identity.native_tokens import PublishedKeys, TokenRefused, claims_of, verify
from shared.identity.signing_keys import Signer
from shared.settings import settings
from shared.table import Table
from tests.support.memory import memory_table
from tests.support.secrets import ARN, ISSUER, FakeSecrets
from tests.support.thorough import examples

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")


@pytest.fixture
def secrets() -> Iterator[FakeSecrets]:
    """A secret without any version, as Terraform makes it."""
    with using(FakeSecrets()) as fake:
        yield fake


def using(client: Any) -> Any:
    from contextlib import contextmanager

    @contextmanager
    def lead() -> Iterator[Any]:
        with (
            clients.override(secretsmanager=client),
            settings.override(signing_secret_arn=ARN, issuer=ISSUER),
        ):
            yield client

    return lead()


def step(name: str, token: str, secret_id: str = ARN) -> None:
    lambda_handler({"Step": name, "SecretId": secret_id, "ClientRequestToken": token})


def rotate(token: str | None = None, secret_id: str = ARN) -> str:
    token = token or str(uuid.uuid4())
    for name in STEPS:
        step(name, token, secret_id)
    return token


def token_now(client: Any, secret_id: str = ARN) -> str:
    return Signer(client, secret_id).sign(claims_of(ISSUER, "u-1", "s-1", "t-1", time.time()))


def is_good(table: Table, token: str, after_s: float = 0) -> bool:
    try:
        verify(token, PublishedKeys(table), ISSUER, time.time() + after_s)
    except TokenRefused:
        return False
    return True


def keys(table: Table) -> list[dict[str, Any]]:
    item = table.get("AUTH#SIGNING", "JWKS")
    return item["keys"] if item else []


def test_the_first_key_is_made_by_the_first_rotation(table: Table, secrets: FakeSecrets) -> None:
    rotate()
    assert is_good(table, token_now(secrets))
    assert [key["until"] for key in keys(table)] == [None]


def test_before_the_last_step_the_old_key_signs_and_both_verify(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    for name in STEPS[:-1]:
        step(name, "two")
        assert secrets.stages["AWSCURRENT"] == "one"
        assert is_good(table, token_now(secrets))
    assert len(keys(table)) == 2


def test_afterwards_the_new_key_signs_and_the_old_one_verifies_what_it_signed(
    table: Table, secrets: FakeSecrets
) -> None:
    rotate("one")
    old = token_now(secrets)
    rotate("two")
    assert secrets.stages["AWSCURRENT"] == "two"
    assert is_good(table, token_now(secrets))
    assert is_good(table, old)
    retired, current = keys(table)
    assert current["until"] is None
    assert retired["until"] == pytest.approx(time.time() + GOOD_AFTER_S, abs=5)


def test_a_token_of_somebody_who_kept_the_old_key_lives_out_its_hour(
    table: Table, secrets: FakeSecrets
) -> None:
    rotate("one")
    kept = Signer(secrets, ARN)
    kept.sign(claims_of(ISSUER, "u", "s", "t", time.time()))
    rotate("two")
    last = time.time() + signing_keys.RETIRED_S - 5
    token = kept.sign(claims_of(ISSUER, "u", "s", "t", last))
    assert verify(token, PublishedKeys(table), ISSUER, last + 3590)
    with pytest.raises(TokenRefused):
        verify(token, PublishedKeys(table), ISSUER, last + 3700)


def test_a_retired_key_gets_no_more_time_by_the_next_rotation(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    rotate("two")
    (item,) = [table.get("AUTH#SIGNING", "JWKS")]
    assert item is not None
    soon = int(time.time()) + 60
    table.put({**item, "keys": [{**item["keys"][0], "until": soon}, item["keys"][1]]})
    rotate("three")
    assert keys(table)[0]["until"] == soon


def test_a_key_is_published_again_when_the_set_was_lost_before_the_last_step(
    table: Table, secrets: FakeSecrets
) -> None:
    rotate("one")
    for name in STEPS[:-1]:
        step(name, "two")
    table.delete("AUTH#SIGNING", "JWKS")
    step("finishSecret", "two")
    assert is_good(table, token_now(secrets))


def test_a_key_that_was_thrown_away_verifies_no_more(table: Table, secrets: FakeSecrets) -> None:
    """What docs/operations.md says to do about one that was stolen."""
    rotate("one")
    stolen = token_now(secrets)
    table.delete("AUTH#SIGNING", "JWKS")
    rotate("two")
    assert len(keys(table)) == 1 and is_good(table, token_now(secrets)) and not is_good(table, stolen)


def test_keys_whose_time_is_over_are_swept_out(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    rotate("two")
    (item,) = [table.get("AUTH#SIGNING", "JWKS")]
    assert item is not None
    table.put({**item, "keys": [{**item["keys"][0], "until": int(time.time()) - 1}, item["keys"][1]]})
    rotate("three")
    assert len(keys(table)) == 2
    assert keys(table)[0] | {"until": None} == item["keys"][1]


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 3), min_size=4, max_size=4))
def test_a_step_that_comes_again_changes_nothing(times: list[int]) -> None:
    with memory_table() as table, using(FakeSecrets()) as secrets:
        rotate("one")
        old = token_now(secrets)
        for name, count in zip(STEPS, times, strict=True):
            for _ in range(count):
                step(name, "two")
                assert is_good(table, token_now(secrets))
        assert is_good(table, old)
        assert [key["until"] is None for key in keys(table)] == [False, True]
        assert len(secrets.versions) == 2


def test_a_rotation_that_was_given_up_leaves_a_working_key_and_the_next_one_clears_up(
    table: Table, secrets: FakeSecrets
) -> None:
    rotate("one")
    step("createSecret", "given-up")
    step("setSecret", "given-up")
    assert is_good(table, token_now(secrets))
    rotate("two")
    assert is_good(table, token_now(secrets))
    assert [key["until"] is None for key in keys(table)] == [False, False, True]


def test_a_standby_leaves_the_first_regions_key_alone(table: Table, secrets: FakeSecrets) -> None:
    """Both have a secret of their own and share the table: whose tokens were refused would be signed out."""
    rotate("one")
    abroad = ARN.replace("eu-west-2", "eu-west-1")
    assert abroad != ARN
    with using(FakeSecrets(abroad)) as standby:
        rotate("there", abroad)
        rotate("there-again", abroad)
        theirs = token_now(standby, abroad)
    assert [key["until"] is None for key in keys(table)] == [True, False, True]
    assert is_good(table, token_now(secrets)) and is_good(table, theirs)


def test_a_key_from_before_there_were_regions_is_retired(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    item = table.get("AUTH#SIGNING", "JWKS")
    assert item is not None
    old = {name: value for name, value in item["keys"][0].items() if name != "region"}
    table.put({**item, "keys": [old]})
    rotate("two")
    assert [key["until"] is None for key in keys(table)] == [False, True]


def test_a_key_that_does_not_verify_never_becomes_current(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    step("createSecret", "two")
    with pytest.raises(RotationRefused, match="unknown key"):
        step("testSecret", "two")
    step("setSecret", "two")
    item = table.get("AUTH#SIGNING", "JWKS")
    assert item is not None
    first, second = item["keys"]
    table.put({**item, "keys": [first, {**second, "x": first["x"], "y": first["y"]}]})
    with pytest.raises(RotationRefused, match="does not verify"):
        step("testSecret", "two")


def test_an_old_key_does_not_come_back(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    rotate("two")
    (item,) = [table.get("AUTH#SIGNING", "JWKS")]
    assert item is not None
    table.put({**item, "keys": item["keys"][1:]})
    for name in STEPS[1:]:
        with pytest.raises(RotationRefused, match="waits for no rotation"):
            step(name, "one")
    assert secrets.stages["AWSCURRENT"] == "two"
    assert keys(table) == item["keys"][1:]


def test_another_step_is_refused(table: Table, secrets: FakeSecrets) -> None:
    rotate("one")
    with pytest.raises(RotationRefused, match="'dropSecret' is no step"):
        step("dropSecret", "one")


def test_nothing_secret_is_logged(
    table: Table, secrets: FakeSecrets, capsys: pytest.CaptureFixture[str]
) -> None:
    rotate()
    output = capsys.readouterr()
    assert "PRIVATE" not in output.out + output.err
    assert "PRIVATE" not in str(keys(table)) and all("d" not in key for key in keys(table))


def test_the_steps_are_those_of_secrets_manager(table: Table) -> None:
    """The same against moto, which keeps versions and their labels as AWS does."""
    from moto import mock_aws

    with mock_aws(), settings.override(issuer=ISSUER, region="eu-west-2"):
        clients.forget()
        client = clients.client("secretsmanager")
        arn = client.create_secret(Name="signing")["ARN"]
        first, second = rotate(secret_id=arn), rotate(secret_id=arn)
        stages = client.describe_secret(SecretId=arn)["VersionIdsToStages"]
        assert "AWSCURRENT" in stages[second] and "AWSPREVIOUS" in stages[first]
        assert is_good(table, token_now(client, arn))
    clients.forget()
