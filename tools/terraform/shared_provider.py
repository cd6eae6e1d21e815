"""One process of the AWS provider for many of Terraform's."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tools.terraform.errors import TerraformError

_BINARIES = "providers/registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws*"
_REATTACH = re.compile(r"TF_REATTACH_PROVIDERS='(.+)'")
# A second of the processor is enough, but `make test` gives that to others first. Its end is seen at once.
_STARTS_WITHIN_S = 600


@contextmanager
def shared_provider(data: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The variables with which Terraform uses a provider that runs already, until the block ends.

    By itself Terraform starts the provider several times in each run of a test, mocked or not, which was 40 %
    of the processor's time; for debuggers it takes one that runs (developer.hashicorp.com/terraform/plugin/
    debugging). That process is told of no account and configured by nobody, as long as all providers are
    mocked.

    `data` is Terraform's data directory of a folder for which `terraform init` has run. Raises TerraformError
    when the provider does not start.
    """
    binary = next(iter(sorted(data.glob(_BINARIES))), None)
    if binary is None:
        raise TerraformError(f"There is no AWS provider below {data}, although terraform init ended well.")
    said = data / "provider.log"
    with said.open("w") as output:
        process = subprocess.Popen(
            [binary, "-debug"], env=dict(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        yield {"TF_REATTACH_PROVIDERS": _address(process, said)}
    finally:
        process.kill()
        process.wait()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        found = _REATTACH.search(said.read_text(errors="replace"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise TerraformError(f"The AWS provider does not start by itself; it said:\n{said.read_text()}")
