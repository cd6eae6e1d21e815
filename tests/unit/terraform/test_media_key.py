"""The key pair of the files' cookies: made once, the private half nowhere but in Parameter Store."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from tools.manifests import ROOT
from tools.terraform.errors import TerraformError
from tools.terraform.media_key import parameter, public_key


class FakeSsm:
    class exceptions:  # noqa: N801  boto3 calls it so
        class ParameterNotFound(Exception):
            pass

    def __init__(self, refuses: bool = False) -> None:
        self.refuses = refuses
        self.parameters: dict[str, dict[str, Any]] = {}

    def get_parameter(self, Name: str, WithDecryption: bool) -> dict[str, Any]:  # noqa: N803
        assert WithDecryption
        if self.refuses:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "GetParameter")
        if Name not in self.parameters:
            raise self.exceptions.ParameterNotFound
        return {"Parameter": self.parameters[Name]}

    def put_parameter(self, Name: str, Overwrite: bool, **given: Any) -> None:  # noqa: N803
        assert not Overwrite
        self.parameters[Name] = given


def test_a_pair_is_made_once_and_told_again() -> None:
    ssm = FakeSsm()
    first = public_key(ssm, parameter("dev"))
    assert public_key(ssm, parameter("dev")) == first
    key = load_pem_public_key(first.encode())
    assert isinstance(key, RSAPublicKey) and key.key_size == 2048
    (stored,) = ssm.parameters.values()
    assert stored["Type"] == "SecureString" and "PRIVATE KEY" in stored["Value"]
    assert "PRIVATE" not in first


def test_another_environment_has_another_pair() -> None:
    ssm = FakeSsm()
    assert public_key(ssm, parameter("dev")) != public_key(ssm, parameter("prod"))


def test_terraform_tells_the_functions_the_same_name() -> None:
    named = '"/${var.project}/${var.environment}/media-signing-key"'
    assert named in (ROOT / "terraform" / "functions.tf").read_text()
    assert parameter("dev") == "/daybook/dev/media-signing-key"


def test_a_refusal_is_said() -> None:
    with pytest.raises(TerraformError, match="/daybook/dev/media-signing-key can neither be read nor made"):
        public_key(FakeSsm(refuses=True), parameter("dev"))
