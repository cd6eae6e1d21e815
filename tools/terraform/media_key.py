"""The key pair whose cookies open files at CloudFront (terraform/media.tf).

The private key is in Parameter Store, encrypted, from the moment it is made, and in no file and no state of
Terraform's; the public one can be told from it at any time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.terraform.errors import TerraformError

# The only length that CloudFront takes:
# docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html
_BITS = 2048


def parameter(environment: str, project: str = "daybook") -> str:
    """Name of the private key, as terraform/functions.tf has it."""
    return f"/{project}/{environment}/media-signing-key"


def key_file(envs: Path, environment: str) -> Path:
    """Where Terraform looks for the public key of an environment."""
    return envs / f"{environment}.media-key.pem"


def public_key(ssm: Any, name: str) -> str:
    """The public key (PEM) of the pair `name`, which is made when there is none yet; a pair that is there is
    left as it is. `ssm` is boto3's client. Raises TerraformError when Parameter Store refuses."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        private = _known(ssm, name) or _made(ssm, name)
    except (BotoCoreError, ClientError) as error:
        raise TerraformError(f"The key {name} can neither be read nor made: {error}") from error
    return _public_half(private)


def _known(ssm: Any, name: str) -> str | None:
    try:
        return str(ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def _made(ssm: Any, name: str) -> str:
    private = _new_key()
    description = "Signs the cookies that open files of Daybook. Made by `invoke bootstrap`."
    # Not over another's that was made meanwhile: its public half may be deployed already.
    ssm.put_parameter(Name=name, Description=description, Value=private, Type="SecureString", Overwrite=False)
    return private


def _new_key() -> str:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = rsa.generate_private_key(65537, _BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _public_half(private: str) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    key = load_pem_private_key(private.encode(), None).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
