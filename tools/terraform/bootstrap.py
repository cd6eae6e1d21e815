"""The one thing that Terraform cannot make for itself: the bucket of its state."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.terraform.errors import TerraformError

if TYPE_CHECKING:
    from collections.abc import Callable


def bootstrap(
    environment: str, backend: Path, make_client: Callable[..., Any], project: str = "daybook"
) -> str:
    """Makes the state's bucket (versioned, encrypted, private, TLS only) and names it in the backend file.

    `make_client` is boto3.client or the like. Running it again changes nothing. Returns the bucket's name;
    raises TerraformError when there are no credentials, or the name is taken by somebody else.
    """
    text = backend.read_text()
    region = setting(text, "region") or "eu-west-2"
    bucket = setting(text, "bucket") or f"{project}-{environment}-state-{_account(make_client)}"
    _make(make_client("s3", region_name=region), bucket, region)
    if setting(text, "bucket") is None:
        backend.write_text(f'bucket       = "{bucket}"\n{_without_comment(text)}')
    return bucket


def setting(text: str, name: str) -> str | None:
    """A setting of a backend file; None when it has no such."""
    found = re.search(rf'^\s*{name}\s*=\s*"([^"]+)"', text, re.MULTILINE)
    return found[1] if found else None


def _without_comment(text: str) -> str:
    return re.sub(r"\A(#.*\n)+", "", text)


def _account(make_client: Callable[..., Any]) -> str:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return str(make_client("sts").get_caller_identity()["Account"])
    except (BotoCoreError, ClientError) as error:
        raise TerraformError(
            f"AWS does not say which account this is: {error}\n"
            "Sign in first (aws sso login, or AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)."
        ) from error


def _make(s3: Any, bucket: str, region: str) -> None:
    from botocore.exceptions import ClientError

    # us-east-1 is the one region that must not be named:
    # https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    place = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    try:
        s3.create_bucket(Bucket=bucket, **place)
    except s3.exceptions.BucketAlreadyOwnedByYou:
        pass
    except ClientError as error:
        raise TerraformError(f"The bucket {bucket} cannot be made: {error}") from error
    _close(s3, bucket)


def _close(s3: Any, bucket: str) -> None:
    blocked = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=dict.fromkeys(blocked, True))
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]})
    s3.put_bucket_policy(Bucket=bucket, Policy=_tls_only(bucket))


def _tls_only(bucket: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Sid": "OnlyTls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})
