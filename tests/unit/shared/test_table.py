"""The table in moto: values, conditions, pages, transactions."""

from __future__ import annotations

import time
from typing import Any

import pytest

from shared import clients
from shared.errors import Unavailable
from shared.table import ConditionFailed, Table

PK = "THING#1"


def put(table: Table, *sort_keys: str, **attributes: Any) -> None:
    for sk in sort_keys:
        table.put({"pk": PK, "sk": sk, **attributes})


class TestValues:
    @pytest.mark.parametrize(
        "value",
        [
            "", "ü🧘", 0, -1, 10**37, 1.5, 0.1, -1e-10, 0.655747, True, False, None, b"\x00\xff", {"a", "b"},
            [], [1, [2, None]], {}, {"a": {"b": [True]}},
        ],
    )  # fmt: skip
    def test_what_goes_in_comes_out(self, table: Table, value: Any) -> None:
        put(table, "A", value=value)
        found = table.get(PK, "A")
        assert found == {"pk": PK, "sk": "A", "value": value}
        assert type(found["value"]) is type(value)

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), set(), {1, 2}, object()])
    def test_what_cannot_be_held_is_refused(self, table: Table, value: Any) -> None:
        with pytest.raises(TypeError, match="DynamoDB cannot hold"):
            put(table, "A", value=value)

    def test_what_is_not_there_is_none(self, table: Table) -> None:
        assert table.get(PK, "A") is None

    def test_what_has_expired_is_gone_before_it_is_deleted(self, table: Table) -> None:
        put(table, "OLD", ttl=int(time.time()) - 1)
        put(table, "NEW", ttl=int(time.time()) + 100)
        assert table.get(PK, "OLD") is None
        assert table.get(PK, "NEW") is not None
        assert [item["sk"] for item in table.query(PK).items] == ["NEW"]


class TestQueries:
    def test_by_prefix_and_range_and_direction(self, table: Table) -> None:
        put(table, "A#1", "A#2", "A#3", "B#1")
        assert [item["sk"] for item in table.query(PK, begins_with="A#").items] == ["A#1", "A#2", "A#3"]
        assert [item["sk"] for item in table.query(PK, between=("A#2", "B#1")).items] == ["A#2", "A#3", "B#1"]
        assert [item["sk"] for item in table.query(PK, ascending=False, limit=2).items] == ["B#1", "A#3"]
        assert table.query("THING#2").items == []

    def test_a_prefix_and_a_range_together_make_no_sense(self, table: Table) -> None:
        with pytest.raises(TypeError):
            table.query(PK, begins_with="A", between=("A", "B"))

    def test_pages_go_on_where_they_ended(self, table: Table) -> None:
        put(table, *(f"A#{number}" for number in range(5)))
        first = table.query(PK, limit=2)
        second = table.query(PK, limit=2, start_after=first.next_sk)
        third = table.query(PK, limit=2, start_after=second.next_sk)
        assert [item["sk"] for page in (first, second, third) for item in page.items] == [
            f"A#{n}" for n in range(5)
        ]
        assert third.next_sk is None

    def test_all_pages_as_one(self, table: Table) -> None:
        put(table, *(f"A#{number}" for number in range(7)))
        assert len(list(table.query_all(PK, begins_with="A#", limit=3))) == 7


class TestWrites:
    def test_only_if_new_shows_what_was_there(self, table: Table) -> None:
        table.put({"pk": PK, "sk": "A", "name": "first"}, only_if_new=True)
        with pytest.raises(ConditionFailed) as failure:
            table.put({"pk": PK, "sk": "A", "name": "second"}, only_if_new=True)
        assert failure.value.item == {"pk": PK, "sk": "A", "name": "first"}

    def test_if_version(self, table: Table) -> None:
        put(table, "A", version=1)
        table.put({"pk": PK, "sk": "A", "version": 2}, if_version=1)
        with pytest.raises(ConditionFailed) as failure:
            table.put({"pk": PK, "sk": "A", "version": 2}, if_version=1)
        assert failure.value.item is not None
        assert failure.value.item["version"] == 2

    def test_if_version_of_what_is_not_there(self, table: Table) -> None:
        with pytest.raises(ConditionFailed) as failure:
            table.put({"pk": PK, "sk": "A"}, if_version=1)
        assert failure.value.item is None

    def test_update_changes_attributes_of_any_name(self, table: Table) -> None:
        put(table, "A", name="x", size=1, old=True)
        after = table.update(
            PK, "A", set={"name": "y", "07": "d", "a-b.c": 1}, remove=["old"], add={"size": 2}
        )
        assert after == {"pk": PK, "sk": "A", "name": "y", "07": "d", "a-b.c": 1, "size": 3}
        assert table.get(PK, "A") == after

    def test_update_makes_what_is_not_there(self, table: Table) -> None:
        assert table.update(PK, "A", add={"size": 2}, return_new=False) == {}
        assert table.get(PK, "A") == {"pk": PK, "sk": "A", "size": 2}

    def test_update_under_a_condition(self, table: Table) -> None:
        put(table, "A", **{"07": "d1", "status": "open"})
        table.update(
            PK,
            "A",
            set={"07": "d2"},
            condition="#day < :mine AND #status = :status",
            names={"#day": "07"},
            values={":mine": "d2", "status": "open"},
        )
        with pytest.raises(ConditionFailed) as failure:
            table.update(
                PK,
                "A",
                set={"07": "d0"},
                condition="#day < :mine",
                names={"day": "07"},
                values={"mine": "d0"},
            )
        assert failure.value.item is not None
        assert failure.value.item["07"] == "d2"

    def test_delete_gives_what_was_there(self, table: Table) -> None:
        put(table, "A", name="x")
        with pytest.raises(ConditionFailed):
            table.delete(PK, "A", condition="#name = :name", values={"name": "y"})
        assert table.delete(PK, "A") == {"pk": PK, "sk": "A", "name": "x"}
        assert table.delete(PK, "A") is None


class TestTransactions:
    def test_all_or_none(self, table: Table) -> None:
        put(table, "A", version=1)
        table.transact(
            table.put_operation({"pk": PK, "sk": "B"}, only_if_new=True),
            table.update_operation(PK, "A", add={"version": 1}, condition="#version = :v", values={"v": 1}),
            table.check_operation(PK, "C", "attribute_not_exists(#pk)"),
            table.delete_operation(PK, "D"),
        )
        assert table.get(PK, "A") == {"pk": PK, "sk": "A", "version": 2}
        with pytest.raises(ConditionFailed) as failure:
            table.transact(
                table.put_operation({"pk": PK, "sk": "E"}),
                table.put_operation({"pk": PK, "sk": "B"}, only_if_new=True),
            )
        assert failure.value.item == {"pk": PK, "sk": "B"}
        assert table.get(PK, "E") is None

    def test_a_misspelt_argument_is_noticed(self, table: Table) -> None:
        with pytest.raises(TypeError, match="sets"):
            table.update_operation(PK, "A", sets={})


class TestTrouble:
    def failing(self, code: str, status: int = 400, **more: Any) -> Table:
        from botocore.exceptions import ClientError

        class Client:
            def get_item(self, **_: Any) -> Any:
                raise ClientError(
                    {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}, **more}, "x"
                )

        return Table(Client(), "t")

    @pytest.mark.parametrize(
        "code", ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"]
    )
    def test_throttling_passes(self, code: str) -> None:
        with pytest.raises(Unavailable) as trouble:
            self.failing(code).get("a", "b")
        assert trouble.value.retry_after_s > 0

    def test_trouble_inside_aws_passes(self) -> None:
        with pytest.raises(Unavailable):
            self.failing("Whatever", 500).get("a", "b")

    def test_a_transaction_that_met_another_can_be_repeated(self) -> None:
        with pytest.raises(Unavailable):
            self.failing(
                "TransactionCanceledException", CancellationReasons=[{"Code": "TransactionConflict"}]
            ).get("a", "b")

    @pytest.mark.parametrize(
        "code", ["AccessDeniedException", "ValidationException", "ResourceNotFoundException"]
    )
    def test_our_own_mistakes_stay_what_they_are(self, code: str) -> None:
        from botocore.exceptions import ClientError

        with pytest.raises(ClientError):
            self.failing(code).get("a", "b")

    def test_no_connection_is_unavailable(self) -> None:
        from botocore.exceptions import EndpointConnectionError

        class Client:
            def get_item(self, **_: Any) -> Any:
                raise EndpointConnectionError(endpoint_url="x")

        with pytest.raises(Unavailable):
            Table(Client(), "t").get("a", "b")

    def test_the_client_and_the_name_come_from_the_environment_when_first_used(self, table: Table) -> None:
        put(table, "A")
        assert Table().get(PK, "A") == {"pk": PK, "sk": "A"}
        assert Table().name == table.name
        assert clients.client("dynamodb") is clients.client("dynamodb")
