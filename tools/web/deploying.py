"""Brings a built site to its bucket, in an order in which no visitor meets half of it; tells CloudFront."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from tools.web.building import FRONTEND
from tools.web.releases import RECORD_KEY, Release, read_record, with_release, write_record
from tools.web.site import INDEX, SiteFile, site_files

_AT_ONCE = 8
_REMOVED_AT_ONCE = 1000  # DeleteObjects takes no more


@dataclass(frozen=True)
class Report:
    """What a deployment did: keys of the bucket; `invalidated` are paths of the site."""

    uploaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    invalidated: list[str] = field(default_factory=list)


def deploy(
    bucket: str,
    distribution_id: str | None = None,
    *,
    endpoint_url: str | None = None,
    region: str | None = None,
    folder: Path = FRONTEND / "dist",
    now: datetime | None = None,
    clients: Callable[[str], Any] | None = None,
) -> Report:
    """Uploads what changed: hashed assets, then the other files, the service worker, index.html last; then
    invalidates the changed paths that are not hashed. Assets of the release before, and of any that was
    replaced less than a week ago, stay.

    `endpoint_url` (default: AWS_ENDPOINT_URL) is another place than AWS; `clients` makes a service's client.
    Raises WebError when there is nothing to deploy, botocore's errors when AWS says no.
    """
    client = clients or _boto3_clients(endpoint_url, region)
    s3 = client("s3")
    files = site_files(folder)
    known = read_record(_get_text(s3, bucket, RECORD_KEY))
    present = _list_keys(s3, bucket)
    changed = _changed(files, known, present)
    _upload_in_stages(s3, bucket, changed)
    release = Release(now or datetime.now(UTC), {file.key: file.sha256 for file in files})
    releases = with_release(known, release)
    invalidated = _invalidate(client, distribution_id, changed)
    _put_record(s3, bucket, releases)  # from here on the files count as deployed
    removed = _remove(s3, bucket, present - {RECORD_KEY}.union(*(kept.files for kept in releases)))
    unchanged = sorted({file.key for file in files} - {file.key for file in changed})
    return Report([file.key for file in changed], unchanged, removed, invalidated)


def _boto3_clients(endpoint_url: str | None, region: str | None) -> Callable[[str], Any]:
    import boto3
    from botocore.config import Config

    session = boto3.Session(region_name=region)
    endpoint_url = endpoint_url or os.environ.get("AWS_ENDPOINT_URL")
    # Behind an endpoint of one's own a bucket is a path: its name is no host there.
    style = Config(s3={"addressing_style": "path"}) if endpoint_url else None
    return lambda service: session.client(service, endpoint_url=endpoint_url, config=style)


def _get_text(s3: Any, bucket: str, key: str) -> str:
    try:
        return str(s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode())
    except s3.exceptions.NoSuchKey:
        return ""


def _list_keys(s3: Any, bucket: str) -> set[str]:
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {entry["Key"] for page in pages for entry in page.get("Contents", [])}


def _changed(files: list[SiteFile], known: list[Release], present: set[str]) -> list[SiteFile]:
    """The files to upload, in their order. A hashed one that is there is right: its name is its content."""
    last = known[0].files if known else {}
    fresh = [
        file
        for file in files
        if file.key not in present or not (file.hashed or last.get(file.key) == file.sha256)
    ]
    return sorted(fresh, key=lambda file: (file.stage, file.key))


def _upload_in_stages(s3: Any, bucket: str, files: list[SiteFile]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _stage, together in groupby(files, key=lambda file: file.stage):
            list(pool.map(lambda file: _upload(s3, bucket, file), list(together)))


def _upload(s3: Any, bucket: str, file: SiteFile) -> None:
    s3.put_object(
        Bucket=bucket,
        Key=file.key,
        Body=file.path.read_bytes(),
        ContentType=file.content_type,
        CacheControl=file.cache_control,
    )


def _put_record(s3: Any, bucket: str, releases: Iterable[Release]) -> None:
    body = write_record(releases).encode()
    s3.put_object(
        Bucket=bucket, Key=RECORD_KEY, Body=body, ContentType="application/json", CacheControl="no-store"
    )


def _remove(s3: Any, bucket: str, keys: set[str]) -> list[str]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), _REMOVED_AT_ONCE):
        some = [{"Key": key} for key in ordered[start : start + _REMOVED_AT_ONCE]]
        s3.delete_objects(Bucket=bucket, Delete={"Objects": some, "Quiet": True})
    return ordered


def _invalidate(
    client: Callable[[str], Any], distribution_id: str | None, changed: list[SiteFile]
) -> list[str]:
    """Paths that edges may hold in an older version. The index is also what `/` shows."""
    paths = sorted(f"/{file.key}" for file in changed if not file.hashed)
    if f"/{INDEX}" in paths:
        paths.insert(0, "/")
    if paths and distribution_id:
        batch = {"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": _reference(changed)}
        client("cloudfront").create_invalidation(DistributionId=distribution_id, InvalidationBatch=batch)
    return paths if distribution_id else []


def _reference(changed: list[SiteFile]) -> str:
    """CloudFront takes a repeated reference for a repeated request."""
    return f"daybook-{datetime.now(UTC).isoformat()}-{changed[-1].sha256[:12]}"
