from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import database_instance

PARAMETERS = {"DBInstanceIdentifier": "daybook-local", "ManageMasterUserPassword": "true", "Port": "5533"}


class Rds:
    """The stand-in for MiniStack's RDS; `statements` are what PostgreSQL was asked to run."""

    def __init__(self, existing: tuple[str, ...] = (), status: int = 200) -> None:
        self.statements: list[str] = []
        self.secrets: dict[str, str] = {}
        self.rds = SimpleNamespace(
            _instances={},
            _p=lambda parameters, name: parameters.get(name, ""),
            _xml=lambda status, name, content: (status, {}, f"<{name}>{content}</{name}>"),
            _generate_master_user_password=lambda: "it's generated",
            get_region=lambda: "eu-west-2",
            get_account_id=lambda: "000000000000",
            _instance_xml=lambda instance: f"<Address>{instance['Endpoint']['Address']}</Address>",
            _apply_instance_filters=lambda instances, filters: instances,
            _create_db_instance_impl=self._create,
            _delete_db_instance_impl=lambda _: (200, {}, ""),
            _ACTION_MAP={"ModifyDBInstance": lambda _: (200, {}, "")},
        )
        self._status, self._existing = status, existing
        secretsmanager = SimpleNamespace(
            create_secret_in_process=self._create_secret, delete_secret_in_process=self.secrets.pop
        )
        emulator = SimpleNamespace(rds=self.rds, secretsmanager=secretsmanager)
        database_instance.install(emulator, Path("/nowhere"), self._run)

    def _create(self, parameters: dict[str, str]) -> Any:
        if self._status == 200:
            self.rds._instances[parameters["DBInstanceIdentifier"]] = {
                "DBInstanceIdentifier": parameters["DBInstanceIdentifier"],
                "MasterUsername": "master",
                "_MasterUserPassword": "given",
                "DBName": "daybook",
                "Endpoint": {"Address": "localhost", "Port": 5432},
            }
        return self._status, {}, "<Address>localhost</Address>"

    def _create_secret(self, name: str, content: str, description: str) -> str:
        assert "daybook-local" in description
        self.secrets[f"arn:{name}"] = content
        return f"arn:{name}"

    def _run(self, statement: str) -> list[str]:
        self.statements.append(statement)
        return list(self._existing) if statement.startswith("SELECT") else []

    def create(self, **parameters: str) -> Any:
        return self.rds._create_db_instance_impl({**PARAMETERS, **parameters})


def test_an_instance_has_the_address_of_rds_and_the_asked_port() -> None:
    rds = Rds()
    _, _, xml = rds.create()
    endpoint = rds.rds._instances["daybook-local"]["Endpoint"]
    assert endpoint["Address"].startswith("daybook-local.c")
    assert endpoint["Address"].endswith(".eu-west-2.rds.amazonaws.com")
    assert endpoint["Port"] == 5533
    assert endpoint["Address"] in xml


def test_an_instance_moves_to_another_port() -> None:
    rds = Rds()
    rds.create()
    modify = rds.rds._ACTION_MAP["ModifyDBInstance"]
    modify({"DBInstanceIdentifier": "daybook-local", "DBInstanceClass": "db.t4g.small"})
    assert rds.rds._instances["daybook-local"]["Endpoint"]["Port"] == 5533
    modify({"DBInstanceIdentifier": "daybook-local", "DBPortNumber": "5534"})
    assert rds.rds._instances["daybook-local"]["Endpoint"]["Port"] == 5534


def test_the_managed_password_is_the_masters() -> None:
    rds = Rds()
    _, _, xml = rds.create()
    ((arn, secret),) = rds.secrets.items()
    assert arn.startswith("arn:rds!db-")
    assert json.loads(secret) == {"username": "master", "password": "it's generated"}
    assert f"<SecretArn>{arn}</SecretArn><SecretStatus>active</SecretStatus>" in xml
    assert any("ALTER ROLE" in each and "PASSWORD 'it''s generated'" in each for each in rds.statements)


def test_a_given_password_is_kept_without_a_secret() -> None:
    rds = Rds()
    rds.create(ManageMasterUserPassword="")
    assert rds.secrets == {}
    assert any("PASSWORD 'given'" in each for each in rds.statements)


def test_postgres_gets_what_rds_has() -> None:
    rds = Rds()
    rds.create()
    assert "CREATE ROLE rds_iam NOLOGIN" in rds.statements
    assert 'CREATE DATABASE "daybook" OWNER "master"' in rds.statements
    assert any(each.startswith('GRANT rds_iam TO "master" WITH ADMIN TRUE') for each in rds.statements)


def test_data_that_is_there_stays_and_the_password_is_the_new_one() -> None:
    rds = Rds(existing=("rds_iam", "rds_superuser", "master", "daybook"))
    rds.create()
    assert not [each for each in rds.statements if each.startswith("CREATE")]
    assert any("ALTER ROLE" in each for each in rds.statements)


def test_a_refused_instance_changes_nothing() -> None:
    rds = Rds(status=400)
    assert rds.create()[0] == 400
    assert (rds.statements, rds.secrets) == ([], {})


def test_the_secret_goes_with_its_instance() -> None:
    rds = Rds()
    rds.create()
    rds.rds._delete_db_instance_impl(PARAMETERS)
    assert rds.secrets == {}


def test_an_instance_is_found_by_its_resources_id_only_while_it_is_there() -> None:
    there = {"DbiResourceId": "db-NEW"}
    found = Rds().rds._apply_instance_filters
    assert found([there], {"dbi-resource-id": ["db-OLD"]}) == []
    assert found([there], {"dbi-resource-id": ["db-NEW"]}) == [there]
    assert found([there], {}) == [there]
