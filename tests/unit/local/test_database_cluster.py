from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import database_cluster
from tools.local.emulator.seams import SeamMissing

NAME = "daybook-local-database"
SCALING = "ServerlessV2ScalingConfiguration"


class Rds:
    """The stand-in for MiniStack's RDS."""

    def __init__(self, status: int = 200) -> None:
        self._clusters: dict[str, Any] = {}
        self.status = status
        self._p = lambda parameters, name: parameters.get(name, "")
        self._create_db_cluster_impl = self._create
        self._sync_cluster_endpoints = lambda cluster: cluster.update(Endpoint="localhost")
        self._serverlessv2_from_params = lambda parameters: (
            {"MinCapacity": float(parameters[f"{SCALING}.MinCapacity"])}
            if f"{SCALING}.MinCapacity" in parameters
            else None
        )
        self._serverlessv2_xml = lambda _: f"<{SCALING}></{SCALING}>"
        database_cluster.install(SimpleNamespace(rds=self))

    def _create(self, parameters: dict[str, str]) -> Any:
        if self.status == 200:
            self._clusters[NAME] = {
                "DBClusterIdentifier": NAME,
                "DBClusterArn": f"arn:aws:rds:eu-west-2:000000000000:cluster:{NAME}",
                "ServerlessV2ScalingConfiguration": self._serverlessv2_from_params(parameters),
            }
        return self.status, {}, ""

    def create(self, **parameters: str) -> Any:
        given = {f"{SCALING}.{name}": value for name, value in parameters.items()}
        self._create_db_cluster_impl({"DBClusterIdentifier": NAME, **given})
        return self._clusters.get(NAME)


def test_a_cluster_has_the_addresses_of_rds_also_when_an_instance_joins_it() -> None:
    rds = Rds()
    cluster = rds.create()
    made = cluster["Endpoint"]
    rds._sync_cluster_endpoints(cluster)

    assert cluster["Endpoint"] == made
    assert made.startswith(f"{NAME}.cluster-c")
    assert made.endswith(".eu-west-2.rds.amazonaws.com")
    assert cluster["ReaderEndpoint"] == made.replace(".cluster-", ".cluster-ro-")


def test_a_cluster_remembers_when_it_would_pause() -> None:
    rds = Rds()
    cluster = rds.create(MinCapacity="0", SecondsUntilAutoPause="600")

    assert cluster["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 0.0, "SecondsUntilAutoPause": 600}
    assert "<SecondsUntilAutoPause>600</SecondsUntilAutoPause>" in rds._serverlessv2_xml(cluster)


@pytest.mark.parametrize("capacity", [{}, {"MinCapacity": "0.5"}])
def test_one_that_never_pauses_does_not_say_when(capacity: dict[str, str]) -> None:
    rds = Rds()
    cluster = rds.create(**capacity)

    assert "SecondsUntilAutoPause" not in rds._serverlessv2_xml(cluster)


def test_a_refused_cluster_is_none() -> None:
    assert Rds(status=400).create() is None


def test_another_emulator_is_noticed() -> None:
    with pytest.raises(SeamMissing):
        database_cluster.install(SimpleNamespace(rds=SimpleNamespace()))
