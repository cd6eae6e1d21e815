"""The uploader against moto's S3, and a CloudFront that only remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.buckets import moto_bucket
from tools.web import Report, WebError, deploy
from tools.web.releases import GRACE, RECORD_KEY

BUCKET = "site"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGE = {
    "index.html": "<script src=/assets/app-1.js>",
    "theme.js": "1",
    "favicon.svg": "<svg/>",
    "manifest.webmanifest": "{}",
    "assets/app-1.js": "one",
    "assets/app-1.css": "one",
}


class RememberingS3:
    """S3 that notes the order of what is put, and can break off before a key."""

    def __init__(self, s3: Any, broken_at: str | None = None) -> None:
        self._s3, self._broken_at = s3, broken_at
        self.put: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._s3, name)

    def put_object(self, **request: Any) -> Any:
        if request["Key"] == self._broken_at:
            raise ConnectionError("the line went dead")
        self.put.append(request["Key"])
        return self._s3.put_object(**request)


class RememberingCloudFront:
    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []

    def create_invalidation(self, **request: Any) -> None:
        self.requests.append(request)


class Site:
    """A built site in a folder, a bucket, and deployments on days after START."""

    def __init__(self, folder: Path, s3: Any) -> None:
        self.folder, self.s3 = folder, s3
        self.cloudfront = RememberingCloudFront()

    def write(self, files: dict[str, str]) -> None:
        for old in [path for path in self.folder.rglob("*") if path.is_file()]:
            old.unlink()
        for key, text in files.items():
            path = self.folder / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def deploy(self, files: dict[str, str], day: float = 0, s3: Any = None) -> Report:
        self.write(files)
        clients: Callable[[str], Any] = {"s3": s3 or self.s3, "cloudfront": self.cloudfront}.__getitem__
        return deploy(BUCKET, "D1", folder=self.folder, now=START + timedelta(days=day), clients=clients)

    def stored(self) -> set[str]:
        return {entry["Key"] for entry in self.s3.list_objects_v2(Bucket=BUCKET)["Contents"]} - {RECORD_KEY}

    def head(self, key: str) -> dict[str, Any]:
        return self.s3.head_object(Bucket=BUCKET, Key=key)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with moto_bucket(BUCKET) as s3:
        yield Site(tmp_path, s3)


def version(number: int) -> dict[str, str]:
    """The page with other assets; everything that is not hashed stays, except the index that names them."""
    rest = {key: text for key, text in PAGE.items() if not key.startswith("assets/")}
    return rest | {
        "index.html": f"<script src=/assets/app-{number}.js>",
        f"assets/app-{number}.js": str(number),
    }


def test_hashed_assets_are_kept_for_ever_and_the_rest_is_asked_for_again(site: Site) -> None:
    site.deploy(PAGE)
    assert site.head("assets/app-1.js")["CacheControl"] == "public, max-age=31536000, immutable"
    for key in ("index.html", "theme.js", "favicon.svg", "manifest.webmanifest"):
        assert site.head(key)["CacheControl"] == "no-cache"


@pytest.mark.parametrize(
    ("key", "content_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/app-1.js", "text/javascript; charset=utf-8"),
        ("assets/app-1.css", "text/css; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("favicon.svg", "image/svg+xml"),
    ],
)
def test_browsers_are_told_what_a_file_is(site: Site, key: str, content_type: str) -> None:
    site.deploy(PAGE)
    assert site.head(key)["ContentType"] == content_type


def test_nothing_is_referred_to_before_it_is_there(site: Site) -> None:
    s3 = RememberingS3(site.s3)
    site.deploy(PAGE | {"sw.js": "precache"}, s3=s3)
    order = [key for key in s3.put if key != RECORD_KEY]
    assert set(order[:2]) == {"assets/app-1.js", "assets/app-1.css"}
    assert order[-2:] == ["index.html", "sw.js"]


def test_a_second_deployment_of_the_same_does_nothing(site: Site) -> None:
    site.deploy(PAGE)
    site.cloudfront.requests.clear()
    report = site.deploy(PAGE, day=1)
    assert (report.uploaded, report.removed, report.invalidated) == ([], [], [])
    assert set(report.unchanged) == set(PAGE)
    assert site.cloudfront.requests == []


def test_only_what_changed_goes_up_and_is_invalidated(site: Site) -> None:
    site.deploy(PAGE)
    site.cloudfront.requests.clear()
    report = site.deploy(PAGE | {"theme.js": "2", "assets/page-9.js": "new"})
    assert report.uploaded == ["assets/page-9.js", "theme.js"]
    assert [request["InvalidationBatch"]["Paths"] for request in site.cloudfront.requests] == [
        {"Quantity": 1, "Items": ["/theme.js"]}
    ]


def test_a_new_index_is_also_new_at_the_root(site: Site) -> None:
    report = site.deploy(PAGE)
    assert report.invalidated[:2] == ["/", "/favicon.svg"]
    assert "/index.html" in report.invalidated
    assert not any(path.startswith("/assets/") for path in report.invalidated)


def test_a_file_that_somebody_removed_from_the_bucket_comes_back(site: Site) -> None:
    site.deploy(PAGE)
    site.s3.delete_object(Bucket=BUCKET, Key="favicon.svg")
    assert site.deploy(PAGE).uploaded == ["favicon.svg"]


def test_an_open_page_keeps_its_parts_after_the_next_deployment_however_late(site: Site) -> None:
    site.deploy(version(1))
    site.deploy(version(2), day=300)
    assert "assets/app-1.js" in site.stored()


def test_parts_replaced_a_week_ago_go(site: Site) -> None:
    site.deploy(version(1))
    site.deploy(version(2), day=10)
    report = site.deploy(version(3), day=10 + GRACE.days)
    assert report.removed == ["assets/app-1.js"]
    assert {"assets/app-2.js", "assets/app-3.js"} <= site.stored()


def test_many_deployments_in_a_day_take_nothing_from_an_open_page(site: Site) -> None:
    for number in range(1, 6):
        site.deploy(version(number), day=number / 24)
    assert {f"assets/app-{number}.js" for number in range(1, 6)} <= site.stored()


def test_repeating_a_deployment_does_not_push_the_previous_release_out(site: Site) -> None:
    site.deploy(version(1))
    site.deploy(version(2), day=10)
    site.deploy(version(2), day=30)
    assert "assets/app-1.js" in site.stored()


def test_what_broke_off_is_finished_by_the_next_run(site: Site) -> None:
    site.deploy(version(1))
    with pytest.raises(ConnectionError):
        site.deploy(version(2) | {"theme.js": "2"}, s3=RememberingS3(site.s3, broken_at="index.html"))
    assert (
        site.s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read() == b"<script src=/assets/app-1.js>"
    )
    report = site.deploy(version(2) | {"theme.js": "2"})
    assert report.invalidated == ["/", "/index.html", "/theme.js"]


def test_the_builds_own_notes_stay_at_home(site: Site) -> None:
    site.deploy(PAGE | {".vite/manifest.json": "{}"})
    assert site.stored() == set(PAGE)


def test_without_a_build_it_says_what_to_run(site: Site) -> None:
    with pytest.raises(WebError, match=r"invoke web\.build"):
        site.deploy({"assets/app-1.js": "one"})


def test_a_kind_of_file_that_is_not_known_is_refused_before_anything_goes_up(site: Site) -> None:
    with pytest.raises(WebError, match=r"model\.bin"):
        site.deploy(PAGE | {"model.bin": "?"})
    assert "Contents" not in site.s3.list_objects_v2(Bucket=BUCKET)


def test_a_damaged_record_costs_an_upload_and_nothing_else(site: Site) -> None:
    site.deploy(PAGE)
    site.s3.put_object(Bucket=BUCKET, Key=RECORD_KEY, Body=b"{")
    report = site.deploy(PAGE)
    assert "index.html" in report.uploaded
    assert site.stored() == set(PAGE)
