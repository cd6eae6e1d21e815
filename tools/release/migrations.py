"""Asked before an apply: may the migrations of this checkout run while what is live is live?"""

from __future__ import annotations

from tools.release import contracts
from tools.release.errors import ReleaseError
from tools.release.store import Store
from tools.terraform import runner
from tools.terraform.bootstrap import setting
from tools.terraform.errors import TerraformError


def check(env: str) -> None:
    """Raises TerraformError when a migration takes away what live code uses, or does not tell."""
    try:
        found = contracts.read()
        if not found or env == "local":
            return  # Locally the newest code is live at once.
        contracts.check_live(found, _store(env).read(), contracts.in_history)
    except ReleaseError as refusal:
        raise TerraformError(str(refusal)) from refusal


def _store(env: str) -> Store:
    import boto3

    runner.check_known(env)
    backend = runner.backend_file(env)
    runner.check_bucket(backend)
    text = backend.read_text()
    return Store(boto3.client("s3", region_name=setting(text, "region")), setting(text, "bucket") or "")
