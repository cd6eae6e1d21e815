"""Settings, clients, ids, cursors, logs, metrics, start-up."""

from __future__ import annotations

import base64
import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clients, cursors, ids, metrics, startup
from shared.errors import Invalid
from shared.log import logger
from shared.settings import MissingSetting, Settings, settings


class TestSettings:
    def test_a_variable_is_read_when_first_asked_for_and_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fresh = Settings()
        monkeypatch.setenv("DATABASE_PORT", "5433")
        assert fresh.database_port == 5433
        monkeypatch.setenv("DATABASE_PORT", "1")
        assert fresh.database_port == 5433

    @pytest.mark.parametrize("value", [None, ""])
    def test_a_missing_one_is_named_with_the_place_to_declare_it(
        self, monkeypatch: pytest.MonkeyPatch, value: str | None
    ) -> None:
        monkeypatch.delenv("TABLE_NAME", raising=False)
        if value is not None:
            monkeypatch.setenv("TABLE_NAME", value)
        monkeypatch.setenv("SERVICE_NAME", "get_user")
        with pytest.raises(MissingSetting, match=r"TABLE_NAME.*functions/get_user/function\.json"):
            _ = Settings().table_name

    def test_overrides_end_with_their_block(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TABLE_NAME", "real")
        fresh = Settings()
        with fresh.override(table_name="a"):
            with fresh.override(table_name="b"):
                assert fresh.table_name == "b"
            assert fresh.table_name == "a"
        assert fresh.table_name == "real"

    def test_a_misspelt_override_is_noticed(self) -> None:
        with pytest.raises(TypeError, match="tabel_name"), settings.override(tabel_name="x"):
            pass


class TestClients:
    @pytest.fixture(autouse=True)
    def _region(self) -> Iterator[None]:
        with settings.override(region="eu-west-2"):
            clients.forget()
            yield

    def test_kept_while_warm(self) -> None:
        assert clients.client("cognito-idp") is clients.client("cognito-idp")
        assert clients.client("cognito-idp") is not clients.client("cognito-idp", unsigned=True)

    def test_a_fake_takes_its_place_until_the_block_ends(self) -> None:
        fake: Any = object()
        with clients.override(cognito_idp=fake):
            assert clients.client("cognito-idp") is fake
        assert clients.client("cognito-idp") is not fake

    def test_a_hanging_call_leaves_time_for_another_within_a_request(self) -> None:
        config = clients.client("dynamodb").meta.config
        assert config.connect_timeout + config.read_timeout <= 6
        assert config.retries == {"mode": "standard", "total_max_attempts": 3}

    def test_unsigned_clients_sign_nothing(self) -> None:
        from botocore import UNSIGNED

        assert clients.client("cognito-idp", unsigned=True).meta.config.signature_version is UNSIGNED


class TestIds:
    def test_they_sort_by_time(self) -> None:
        made = [ids.new_ulid(datetime(2020 + n, 1, 1, tzinfo=timezone.utc)) for n in range(5)]
        assert made == sorted(made)
        assert all(ids.is_ulid(ulid) for ulid in made)

    def test_the_time_is_where_the_specification_has_it(self) -> None:
        # 1469918176.385 is 01ARYZ6S41 in the specification's example.
        assert ids.new_ulid(datetime.fromtimestamp(1469918176.385, timezone.utc)).startswith("01ARYZ6S41")
        assert ids.milliseconds_of("01ARYZ6S41TSV4RRFFQ69G5FAV") == 1469918176385

    def test_no_two_are_the_same(self) -> None:
        assert len({ids.new_ulid() for _ in range(2000)}) == 2000

    @pytest.mark.parametrize(
        "text", ["", "01ARYZ6S41TSV4RRFFQ69G5FA", "01aryz6s41tsv4rrffq69g5fav", "81ARYZ6S41TSV4RRFFQ69G5FAV",
                 "01ARYZ6S41TSV4RRFFQ69G5FAI", "01ARYZ6S41TSV4RRFFQ69G5FAV\n"]
    )  # fmt: skip
    def test_what_is_none(self, text: str) -> None:
        assert not ids.is_ulid(text)


class TestCursors:
    @given(st.dictionaries(st.text(max_size=10), st.text() | st.integers() | st.none(), max_size=4))
    def test_what_goes_in_comes_out(self, position: dict[str, Any]) -> None:
        cursor = cursors.encode("u-1", position)
        assert cursors.decode("u-1", cursor) == position
        assert cursor.isascii()
        assert not set(cursor) & set("+/=&?# ")

    def test_another_users_is_refused(self) -> None:
        with pytest.raises(Invalid) as refusal:
            cursors.decode("u-2", cursors.encode("u-1", {"sk": "HABIT#1"}))
        assert refusal.value.errors[0].pointer == "?cursor"

    @given(st.text(max_size=60))
    def test_nonsense_is_refused(self, text: str) -> None:
        with pytest.raises(Invalid):
            cursors.decode("u-1", text)

    @pytest.mark.parametrize("payload", [b"[]", b"5", b"{", b"\xff", b"[" * 5000])
    def test_a_forged_one_is_refused_unless_it_is_a_position(self, payload: bytes) -> None:
        forged = base64.urlsafe_b64encode(cursors._check("u-1", payload) + payload).decode()
        with pytest.raises(Invalid):
            cursors.decode("u-1", forged)

    @given(st.integers(0, 30), st.characters(codec="ascii"))
    def test_a_changed_character_is_noticed(self, place: int, character: str) -> None:
        cursor = cursors.encode("u-1", {"sk": "HABIT#1"})
        changed = cursor[:place] + character + cursor[place + 1 :]
        if changed != cursor:
            with pytest.raises(Invalid):
                cursors.decode("u-1", changed)


class TestLogs:
    def lines(self, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    def test_a_line_carries_what_is_bound(self, capsys: pytest.CaptureFixture[str]) -> None:
        with settings.override(service_name="habits", log_level="INFO"):
            logger.bind(request_id="r-1")
            logger.info("made", habit_id="1", at=datetime(2026, 1, 1, tzinfo=timezone.utc))
            logger.debug("unseen")
            logger.bind()
            logger.warning("two\nlines")
        first, second = self.lines(capsys)
        assert (first["message"], first["service"], first["request_id"], first["habit_id"]) == (
            "made",
            "habits",
            "r-1",
            "1",
        )
        assert first["timestamp"].endswith("+00:00")
        assert "request_id" not in second
        assert second["level"] == "WARNING"

    def test_the_level_is_a_setting(self, capsys: pytest.CaptureFixture[str]) -> None:
        with settings.override(log_level="ERROR"):
            logger.warning("unseen")
            logger.error("seen")
        with settings.override(log_level="DEBUG"):
            logger.debug("seen too")
        assert [line["message"] for line in self.lines(capsys)] == ["seen", "seen too"]

    def test_a_count_is_an_embedded_metric_of_the_environment(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with settings.override(service_name="relay", environment="test"):
            metrics.count("RecordsSetAside", 3, reason="unreadable")
        (line,) = self.lines(capsys)
        definition = line["_aws"]["CloudWatchMetrics"][0]
        assert (definition["Namespace"], definition["Dimensions"]) == ("Daybook", [["environment"]])
        assert definition["Metrics"] == [{"Name": "RecordsSetAside", "Unit": "Count"}]
        assert (line["environment"], line["service"], line["reason"]) == ("test", "relay", "unreadable")
        assert (line["RecordsSetAside"], line["message"]) == (3, "counted")

    def test_what_is_not_worth_a_metric_is_a_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        metrics.count("ProfilesHealed")
        with settings.override(metrics_detail="route"):
            metrics.count("ProfilesHealed", why="missing")
        lean, detailed = self.lines(capsys)
        assert (lean["ProfilesHealed"], "_aws" in lean) == (1, False)
        definition = detailed["_aws"]["CloudWatchMetrics"][0]
        assert definition["Dimensions"] == [["environment", "service", "why"]]

    def test_in_detail_an_alarms_metric_stays(self, capsys: pytest.CaptureFixture[str]) -> None:
        with settings.override(metrics_detail="route"):
            metrics.count("RecordsSetAside")
        (line,) = self.lines(capsys)
        assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0] == ["environment"]


class TestStartup:
    @pytest.fixture(autouse=True)
    def _collector_on_again(self) -> Iterator[None]:
        yield
        gc.unfreeze()
        gc.enable()
        startup._pending = False

    def test_off_until_the_first_answer_is_out(self) -> None:
        startup.begin(in_lambda=True)
        assert not gc.isenabled()
        with startup.first_answer():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0

    def test_only_once(self) -> None:
        startup.begin(in_lambda=True)
        startup.finished()
        gc.disable()
        startup.finished()
        assert not gc.isenabled()

    def test_outside_lambda_nothing_happens(self) -> None:
        startup.begin(in_lambda=False)
        assert gc.isenabled()


@pytest.mark.exhaustive
class TestColdStart:
    """What must not be loaded before it is needed; each of these costs milliseconds at every cold start."""

    HEAVY = (
        "pydantic", "boto3", "botocore", "jwt", "cryptography", "asyncio", "aws_lambda_powertools.logging",
        "aws_lambda_powertools.metrics", "aws_lambda_powertools.event_handler.middlewares", "unittest",
        "aws_lambda_powertools.utilities.data_classes.s3_event",
    )  # fmt: skip

    def loaded_after(self, code: str) -> set[str]:
        script = f"import sys\n{code}\nprint(*sys.modules)"
        finished = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        return set(finished.stdout.split())

    def test_a_handler_loads_no_heavy_module(self) -> None:
        loaded = self.loaded_after(
            "import tests.support.example.handler, shared.table, shared.idempotency, shared.clients"
        )
        assert not loaded & set(self.HEAVY)

    def test_powertools_is_whole_for_those_who_want_it(self) -> None:
        loaded = self.loaded_after(
            "import shared.http\n"
            "import aws_lambda_powertools.utilities.batch\n"
            "from aws_lambda_powertools import Logger\n"
            "import aws_lambda_powertools.event_handler as events\n"
            "from aws_lambda_powertools.utilities.data_classes import S3Event, ALBEvent, event_source\n"
            "assert events.APIGatewayRestResolver and events.content_types\n"
            "assert Logger and S3Event and ALBEvent and event_source\n"
        )
        assert "aws_lambda_powertools.logging" in loaded
