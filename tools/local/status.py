"""What runs of a local cloud, where, and how much memory it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.local import running
from tools.local.files import read_json
from tools.local.paths import LocalPaths
from tools.local.processes import family

_TOLD = ("app_url", "api_url", "aws_endpoint_url", "mail_url", "identity", "database_host", "database_port")


@dataclass(frozen=True)
class Memory:
    """Resident, in MiB; what processes share is counted for each of them."""

    name: str
    processes: int
    mebibytes: float


def memory(paths: LocalPaths) -> list[Memory]:
    """Of each part of the stack, with the functions' workers apart from the emulator that started them."""
    supervisor = running.processes(paths).get("supervisor")
    members = family(supervisor.pid) if supervisor else []
    names = {identity.pid: name for name, identity in running.processes(paths).items()}
    sums: dict[str, list[float]] = {}
    for pid, resident, command in members:
        sums.setdefault(names.get(pid) or _part(command), []).append(resident / 1024)
    return [Memory(name, len(sizes), sum(sizes)) for name, sizes in sums.items()]


def _part(command: str) -> str:
    if "postgres" in command:
        return "postgres"
    return "functions" if "_worker.py" in command else "edge functions"


def describe(paths: LocalPaths) -> Iterator[str]:
    """Lines for a person."""
    if not running.processes(paths):
        reason = running.run_information(paths).get("reason")
        yield f"The local cloud in {paths.root} is down. `make up` starts it."
        if reason:
            yield f"It ended because: {reason}"
        return
    endpoints = read_json(paths.endpoints)
    yield (
        "The local cloud is up."
        if endpoints
        else "The servers run; nothing is deployed yet (`make up` does it)."
    )
    for name in _TOLD:
        if endpoints and name in endpoints:
            yield f"  {name:18} {endpoints[name]}"
    parts = memory(paths)
    yield "Memory:"
    for part in parts:
        yield f"  {part.name:18} {part.mebibytes:7.0f} MiB  ({part.processes} processes)"
    yield f"  {'total':18} {sum(part.mebibytes for part in parts):7.0f} MiB"
