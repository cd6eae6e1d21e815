"""Gap: an Aurora cluster is at `localhost` as soon as it has an instance, and does not know when it pauses.

Its engine is the embedded PostgreSQL, as an instance's is (database_instance.py): the first instance that
joins the cluster makes the master user and the database there. It never pauses.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges.database_instance import host_suffix
from tools.local.emulator.seams import replace, require

_PAUSE = "SecondsUntilAutoPause"
_END = "</ServerlessV2ScalingConfiguration>"


def install(emulator: SimpleNamespace) -> None:
    rds = emulator.rds
    require(rds, "_clusters", "_p")
    replace(rds, "_create_db_cluster_impl", lambda original: _created(original, rds))
    replace(rds, "_sync_cluster_endpoints", lambda _: _name)
    replace(rds, "_serverlessv2_from_params", lambda original: _with_pause(original, rds))
    replace(rds, "_serverlessv2_xml", _showing_pause)


def _created(original: Any, rds: Any) -> Any:
    def create(parameters: Any) -> Any:
        response = original(parameters)
        if response[0] == 200:
            _name(rds._clusters[rds._p(parameters, "DBClusterIdentifier")])
        return response

    return create


def _name(cluster: dict[str, Any]) -> None:
    """The addresses as on RDS; the certificate is for them."""
    region, account = cluster["DBClusterArn"].split(":")[3:5]
    name, suffix = cluster["DBClusterIdentifier"], host_suffix(account, region)
    cluster["Endpoint"] = f"{name}.cluster-{suffix}"
    cluster["ReaderEndpoint"] = f"{name}.cluster-ro-{suffix}"


def _with_pause(original: Any, rds: Any) -> Any:
    def from_parameters(parameters: Any) -> Any:
        capacity = original(parameters)
        pause = rds._p(parameters, f"ServerlessV2ScalingConfiguration.{_PAUSE}")
        return {**(capacity or {}), _PAUSE: int(pause)} if pause else capacity

    return from_parameters


def _showing_pause(original: Any) -> Any:
    def as_xml(cluster: dict[str, Any]) -> str:
        pause = (cluster.get("ServerlessV2ScalingConfiguration") or {}).get(_PAUSE)
        xml: str = original(cluster)
        return xml.replace(_END, f"<{_PAUSE}>{pause}</{_PAUSE}>{_END}") if pause else xml

    return as_xml
