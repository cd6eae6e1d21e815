"""The IAM token and the authorities: what decides whether RDS lets Daybook in, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from botocore.credentials import Credentials
from botocore.session import Session
from pg8000.exceptions import DatabaseError

from shared import postgres
from shared.errors import Unavailable
from shared.settings import settings

HOST, PORT, USER = "daybook.abc.eu-west-2.rds.amazonaws.com", 5432, "daybook_app"
SIGNED_AT = re.compile(r"X-Amz-Date=(\w+)").findall


@pytest.fixture(autouse=True)
def region() -> Iterator[None]:
    with settings.override(region="eu-west-2", database_host=HOST):
        yield


@pytest.mark.parametrize("session_token", [None, "session/token+with=signs"])
def test_the_token_is_the_one_that_botocores_rds_client_makes(session_token: str | None) -> None:
    credentials = Credentials("AKIDEXAMPLE", "secret", session_token)
    session = Session()
    session.set_credentials("AKIDEXAMPLE", "secret", session_token)
    client: Any = session.create_client("rds", region_name="eu-west-2")

    while True:
        ours = postgres.sign_token(credentials, HOST, PORT, USER)
        theirs = client.generate_db_auth_token(HOST, PORT, USER)
        if SIGNED_AT(ours) == SIGNED_AT(theirs):  # unless a second passed in between
            break
    # botocore leaves the order to awscrt where that is installed.
    assert parse_qs(ours, strict_parsing=True) == parse_qs(theirs, strict_parsing=True)


def test_the_regions_own_authorities_are_trusted_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    context = postgres.tls_context(postgres.authorities_file())

    trusted: list[Any] = context.get_ca_certs()
    names = {dict(pair[0] for pair in authority["subject"])["commonName"] for authority in trusted}
    assert names == {f"Amazon RDS eu-west-2 Root CA {kind} G1" for kind in ("RSA2048", "RSA4096", "ECC384")}
    assert context.check_hostname


def test_of_a_proxy_amazons_public_authorities_are_trusted_and_no_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    with settings.override(database_host="daybook.proxy-abc123.eu-west-2.rds.amazonaws.com"):
        context = postgres.tls_context(postgres.authorities_file())

    trusted: list[Any] = context.get_ca_certs()
    names = {dict(pair[0] for pair in authority["subject"])["commonName"] for authority in trusted}
    assert names == {f"Amazon Root CA {number}" for number in (1, 2, 3, 4)}
    assert context.check_hostname


@pytest.mark.parametrize("name", ["proxy-tests", "daybook"])
def test_an_instance_or_a_cluster_is_no_proxy_whatever_its_name(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    for place in ("abc", "cluster-abc"):
        with settings.override(database_host=f"{name}.{place}.eu-west-2.rds.amazonaws.com"):
            assert Path(postgres.authorities_file()).stem == "eu-west-2"


# What RDS Proxy and a server that is not ready yet say, as the fields of PostgreSQL's ErrorResponse.
@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ({"C": "08000", "M": "Timed-out waiting to acquire database connection"}, Unavailable),
        ({"C": "57P03", "M": "the database system is starting up"}, Unavailable),
        ({"C": "57P01", "M": "terminating connection due to administrator command"}, Unavailable),
        ({"C": "57P05", "M": "terminating connection due to idle-session timeout"}, Unavailable),
        ({"C": "53300", "M": "too many connections"}, Unavailable),
        ({"C": "28000", "M": "The IAM authentication failed for the role"}, postgres.Misconfigured),
    ],
)
def test_what_an_answer_means(answer: dict[str, str], meaning: type[Exception]) -> None:
    with settings.override(database_port=PORT), pytest.raises(meaning):
        postgres.fail(DatabaseError(answer))


def test_a_file_in_pgsslrootcert_takes_their_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "own.pem").write_text("")
    monkeypatch.setenv("PGSSLROOTCERT", str(tmp_path / "own.pem"))

    assert postgres.authorities_file() == str(tmp_path / "own.pem")


def test_a_region_without_authorities_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGSSLROOTCERT", raising=False)
    with (
        settings.override(region="xx-moon-1"),
        pytest.raises(postgres.Misconfigured, match=r"xx-moon-1\.pem.*tools\.certs"),
    ):
        postgres.authorities_file()
