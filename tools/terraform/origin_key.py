"""The key by which the API knows CloudFront where there is a firewall (terraform/edge.tf).

The key is in Parameter Store and in CloudFront's store, which AWS reads; its SHA-256 is in a file that
Terraform reads. What a function knows is part of its version: which sums the API takes is said by the
versions that are live, and not by the last apply (docs/decisions/1030).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.terraform.errors import TerraformError

# What viewer_request.js asks the store for.
ITEM = "origin-key"


def parameter(environment: str, project: str = "daybook") -> str:
    """Name of the key's parameter, as terraform/edge.tf has it."""
    return f"/{project}/{environment}/origin-key"


def hash_file(envs: Path, environment: str) -> Path:
    """Where Terraform looks for the sums, newest first."""
    return envs / f"{environment}.origin-key.sha256"


def prepared(ssm: Any, name: str, file: Path) -> None:
    """Sees to it that there is a key, and that its sum is in `file`. `ssm` is boto3's client. Raises
    TerraformError when Parameter Store refuses."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        key = known(ssm, name) or _made(ssm, name, renews=False)
    except (BotoCoreError, ClientError) as error:
        raise TerraformError(f"The key {name} can neither be read nor made: {error}") from error
    _write(file, sum_of(key), file.read_text().split() if file.is_file() else [])


def renewed(ssm: Any, store: Any, deployed: dict[str, Any], file: Path) -> None:
    """Makes a new key and writes its sum into `file`, with that of the key that CloudFront sends until
    `placed`; any other is no longer good after the next apply. Arguments and errors as of `placed`."""
    sent = _sent(store, _store_of(deployed))
    key = _made(ssm, deployed["parameter"], renews=True)
    _write(file, sum_of(key), [sum_of(sent)] if sent else [])


def placed(ssm: Any, store: Any, functions: Any, deployed: dict[str, Any]) -> bool:
    """Copies the key to where CloudFront's function reads it; within seconds it is sent along. `deployed` is
    Terraform's output origin_key; `store` and `functions` are boto3's clients cloudfront-keyvaluestore and
    lambda. Returns whether it is the newest key: where a rollback has brought back functions that know an
    earlier one only, that one is copied. Raises TerraformError, before anything is done, where the API would
    then answer nobody."""
    arn = _store_of(deployed)
    key = known(ssm, deployed["parameter"])
    if key is None:
        raise TerraformError(f"There is no {deployed['parameter']}. Run: invoke bootstrap")
    live = _taken_live(functions, deployed["asked_by"])
    newest = _is_taken(key, live) and (not deployed["taken"] or sum_of(key) in deployed["taken"])
    if not newest:
        sent = _sent(store, arn)
        is_open = sent is not None and _is_taken(sent, live)
        key = None if sent is None or is_open else _before(ssm, deployed["parameter"], live)
        if key is None:
            raise TerraformError(
                "The API does not know this key yet, and would answer nobody. Run: invoke apply, "
                "invoke release, then this again."
            )
    state = store.describe_key_value_store(KvsARN=arn)
    store.put_key(KvsARN=arn, Key=ITEM, Value=key, IfMatch=state["ETag"])
    return newest


def known(ssm: Any, name: str) -> str | None:
    try:
        return str(ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def sum_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _made(ssm: Any, name: str, renews: bool) -> str:
    key = secrets.token_urlsafe(32)
    description = "By which Daybook's API knows CloudFront. Made by `invoke bootstrap` or `invoke edge.key`."
    ssm.put_parameter(Name=name, Description=description, Value=key, Type="SecureString", Overwrite=renews)
    return key


def _taken_live(functions: Any, names: Iterable[str]) -> list[frozenset[str]]:
    """The sums that each live version takes; versions that ask for no key are not among them."""
    versions = (functions.get_function_configuration(FunctionName=name, Qualifier="live") for name in names)
    told = (version.get("Environment", {}).get("Variables", {}).get("ORIGIN_KEYS") for version in versions)
    return [frozenset(sums.split()) for sums in told if sums]


def _is_taken(key: str, live: Iterable[frozenset[str]]) -> bool:
    return all(sum_of(key) in sums for sums in live)


def _before(ssm: Any, name: str, live: Iterable[frozenset[str]]) -> str | None:
    """The newest of the earlier keys that all live versions take; Parameter Store keeps them."""
    told = ssm.get_parameter_history(Name=name, WithDecryption=True, MaxResults=50)["Parameters"]
    keys = [str(version["Value"]) for version in reversed(told)]
    return next((key for key in keys[1:] if _is_taken(key, live)), None)


def _store_of(deployed: dict[str, Any]) -> str:
    if not deployed["store"]:
        raise TerraformError("There is no firewall. Set firewall in the tfvars, and apply first.")
    return str(deployed["store"])


def _sent(store: Any, arn: str) -> str | None:
    try:
        return str(store.get_key(KvsARN=arn, Key=ITEM)["Value"])
    except store.exceptions.ResourceNotFoundException:
        return None


def _write(file: Path, newest: str, before: list[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in dict.fromkeys([newest, *before])))
