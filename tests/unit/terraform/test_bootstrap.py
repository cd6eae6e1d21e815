from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from tools.terraform.bootstrap import bootstrap
from tools.terraform.errors import TerraformError

BACKEND = """# made by bootstrap
key          = "daybook.tfstate"
region       = "eu-west-2"
encrypt      = true
"""


class FakeAws:
    """S3 and STS as far as bootstrap goes; other people's buckets are in `taken`."""

    class exceptions:  # noqa: N801  boto3 calls it so
        class BucketAlreadyOwnedByYou(Exception):
            pass

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self.taken = taken
        self.buckets: dict[str, dict[str, Any]] = {}
        self.regions: list[str] = []

    def client(self, name: str, region_name: str = "") -> FakeAws:
        if name == "s3":
            self.regions.append(region_name)
        return self

    def get_caller_identity(self) -> dict[str, str]:
        return {"Account": "111122223333"}

    def create_bucket(self, Bucket: str, **place: Any) -> None:  # noqa: N803
        if Bucket in self.taken:
            raise ClientError({"Error": {"Code": "BucketAlreadyExists", "Message": "taken"}}, "CreateBucket")
        if Bucket in self.buckets:
            raise self.exceptions.BucketAlreadyOwnedByYou
        self.buckets[Bucket] = {"place": place}

    def __getattr__(self, operation: str) -> Any:
        if not operation.startswith("put_"):
            raise AttributeError(operation)
        return lambda Bucket, **settings: self.buckets[Bucket].update({operation: settings})  # noqa: N803


@pytest.fixture
def backend(tmp_path: Path) -> Path:
    file = tmp_path / "dev.s3.tfbackend"
    file.write_text(BACKEND)
    return file


def test_the_bucket_is_made_private_versioned_and_encrypted(backend: Path) -> None:
    aws = FakeAws()
    name = bootstrap("dev", backend, aws.client)
    assert name == "daybook-dev-state-111122223333"
    bucket = aws.buckets[name]
    assert bucket["place"] == {"CreateBucketConfiguration": {"LocationConstraint": "eu-west-2"}}
    assert bucket["put_bucket_versioning"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert all(bucket["put_public_access_block"]["PublicAccessBlockConfiguration"].values())
    assert "AES256" in str(bucket["put_bucket_encryption"])
    policy = json.loads(bucket["put_bucket_policy"]["Policy"])
    assert policy["Statement"][0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_the_bucket_is_written_into_the_backend_file_once(backend: Path) -> None:
    aws = FakeAws()
    bootstrap("dev", backend, aws.client)
    written = backend.read_text()
    assert written.splitlines()[0] == 'bucket       = "daybook-dev-state-111122223333"'
    assert 'key          = "daybook.tfstate"' in written
    bootstrap("dev", backend, aws.client)
    assert backend.read_text() == written
    assert list(aws.buckets) == ["daybook-dev-state-111122223333"]


def test_the_first_region_of_aws_must_not_be_named(backend: Path) -> None:
    backend.write_text(BACKEND.replace("eu-west-2", "us-east-1"))
    aws = FakeAws()
    assert aws.buckets.get(bootstrap("dev", backend, aws.client), {})["place"] == {}
    assert aws.regions == ["us-east-1"]


def test_a_name_that_is_taken_is_said_and_nothing_written(backend: Path) -> None:
    aws = FakeAws(taken=frozenset({"daybook-dev-state-111122223333"}))
    with pytest.raises(TerraformError, match="daybook-dev-state-111122223333 cannot be made"):
        bootstrap("dev", backend, aws.client)
    assert backend.read_text() == BACKEND


def test_without_credentials_it_is_said_how_to_sign_in(backend: Path) -> None:
    def no_credentials(*_: Any, **__: Any) -> Any:
        raise NoCredentialsError

    with pytest.raises(TerraformError, match="Sign in first"):
        bootstrap("dev", backend, no_credentials)
