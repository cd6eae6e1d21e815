"""A stack on a local cloud of its own: applied with any settings, looked at again, and destroyed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.build import build_all
from tools.local import running
from tools.local.cloud_client import aws_settings, client, endpoint_url
from tools.local.emulator_environment import REGION
from tools.local.paths import LocalPaths
from tools.local.ports import choose_ports
from tools.switches.switch import SwitchError
from tools.terraform import local_cloud, media_key
from tools.terraform.workspace import REPOSITORY, Workspace, copy_tree

_CHANGES = 2  # terraform plan -detailed-exitcode


@dataclass(frozen=True)
class Stack:
    """One environment's tfvars in one state, on the emulator at `port`."""

    environment: str
    workspace: Workspace
    process: Mapping[str, str]

    def apply(self, settings: Mapping[str, Any]) -> None:
        self._settings.write_text(json.dumps(settings))
        self._run("apply", "-auto-approve", "-parallelism=40")

    def check_settled(self) -> None:
        """Raises SwitchError when a second plan would change anything."""
        code, said = self._terraform("plan", "-detailed-exitcode", "-parallelism=40")
        if code == _CHANGES:
            raise SwitchError(f"The second plan is not empty:\n{_changes(said)}")
        if code:
            raise SwitchError(said)

    def destroy(self) -> None:
        self._run("destroy", "-auto-approve", "-parallelism=40")

    @property
    def _settings(self) -> Path:
        return self.workspace.data / "settings.tfvars.json"

    def _run(self, command: str, *options: str) -> None:
        code, said = self._terraform(command, *options)
        if code:
            raise SwitchError(f"terraform {command} failed:\n{said[-6000:]}")

    def _terraform(self, command: str, *options: str) -> tuple[int, str]:
        files = (f"-var-file=envs/{self.environment}.tfvars", f"-var-file={self._settings}")
        done = self.workspace.terraform(
            command, "-input=false", "-no-color", *files, *options, extra=self.process, quiet=True
        )
        return done.returncode, done.stdout


@dataclass(frozen=True)
class Cloud:
    paths: LocalPaths
    ports: Mapping[str, int]
    tree: Path

    def stack(self, environment: str) -> Stack:
        workspace = Workspace(self.tree, self.paths.root / "stacks" / environment)
        workspace.data.mkdir(parents=True, exist_ok=True)
        process = aws_settings(self.paths, self.ports["gateway"])
        workspace.initialise(f"-backend-config=path={workspace.data / 'stack.tfstate'}", extra=process)
        return Stack(environment, workspace, process)

    def settings(self) -> dict[str, Any]:
        """What every environment needs on an emulator, whatever its tfvars say."""
        address = {"aws_endpoint_url": endpoint_url(self.ports["gateway"]), "region": REGION,
                   "database_port": self.ports["database"]}
        made, _ = local_cloud.of(address, self.paths.root)
        # The tree is a copy, beside which there are no manifests.
        return made | {"functions_dir": str(REPOSITORY / "functions")}

    def client(self, service: str, region: str = REGION) -> Any:
        made = client(service, self.ports["gateway"])
        return made if region == REGION else _elsewhere(made, region)


def _elsewhere(made: Any, region: str) -> Any:
    import boto3

    return boto3.client(
        made.meta.service_model.service_name, endpoint_url=made.meta.endpoint_url, region_name=region,
        aws_access_key_id="test", aws_secret_access_key="test",  # noqa: S106  (the emulator's root key)
    )


@contextmanager
def cloud(root: Path) -> Iterator[Cloud]:
    """An empty local cloud below `root`, with the functions built; it is stopped and removed at the end."""
    paths = LocalPaths(root)
    paths.make()
    with running.only_one(paths):
        running.shut_down(paths)
        running.wipe(paths)
        paths.make()
        ports, _ = choose_ports(paths.ports)
        build_all("local", paths.dist)
        tree = copy_tree(root / "tree")
        (tree / "local_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        server = running.start(paths)
        try:
            made = Cloud(paths, ports, tree)
            public = media_key.public_key(made.client("ssm"), media_key.parameter("local"))
            (paths.root / local_cloud.MEDIA_KEY).write_text(public)
            yield made
        finally:
            running.end(server)
            running.wipe(paths)


def _changes(plan: str) -> str:
    """Of a plan, what would change, without what it refreshed."""
    return plan.partition("Terraform will perform the following actions:")[2].strip()[:6000] or plan[-3000:]
