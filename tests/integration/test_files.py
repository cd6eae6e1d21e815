"""A file from the browser's form over S3 to the picture that its owner sees, and nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import requests
from PIL import Image

from tests.support.hostile import A_PDF, PDF
from tests.support.media import picture
from tests.support.stack import Account, Stack, eventually
from tests.support.transfers import send
from tests.support.uploads import Browser, add, begin


@pytest.fixture(scope="module")
def photo(ada: Account) -> Any:
    """A photo of Ada's that is ready."""
    found = add(ada, picture(size=(1600, 1200)))
    assert found["status"] == "ready", found["reason"]
    return found


def keys(stack: Stack, bucket: str) -> list[str]:
    found = stack.aws("s3").list_objects_v2(Bucket=stack.endpoints[bucket])
    return [one["Key"] for one in found.get("Contents", [])]


def test_the_owner_sees_the_photo_in_its_sizes(stack: Stack, ada: Account, photo: Any) -> None:
    browser = Browser(stack, ada)
    for size, variant in photo["variants"].items():
        answer = browser.get(variant["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp"), answer.text
        assert Image.open(io.BytesIO(answer.content)).size == (variant["width"], variant["height"])
        assert max(variant["width"], variant["height"]) == int(size)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "private" in answer.headers["cache-control"]


def test_nobody_else_sees_it(stack: Stack, ada: Account, grace: Account, photo: Any) -> None:
    assert Browser(stack).get(photo["url"]).status_code == 403
    hers = Browser(stack, grace)
    assert hers.get(photo["url"]).status_code == 403
    # Neither by a query that names her own files, nor by a way around.
    assert hers.get(f"{photo['url']}?x=/media/{grace.id}/y").status_code == 403
    assert hers.get(f"/media/{grace.id}/..{photo['url'].removeprefix('/media')}").status_code in (403, 404)
    own = Browser(stack, ada)
    for name in list(own.cookies):
        changed = Browser(stack)
        changed.cookies = {**own.cookies, name: hers.cookies[name] + "x"}
        assert changed.get(photo["url"]).status_code == 403, name


def test_the_buckets_answer_nobody(stack: Stack, photo: Any) -> None:
    address = stack.endpoints["aws_endpoint_url"]
    for bucket in ("media_bucket", "uploads_bucket"):
        answer = requests.get(f"{address}/{stack.endpoints[bucket]}{photo['url']}", timeout=30)
        assert answer.status_code == 403, answer.text[:200]


def test_the_api_keeps_others_out(grace: Account, photo: Any) -> None:
    grace.api.get(f"/uploads/{photo['id']}").problem(404)
    grace.api.delete(f"/uploads/{photo['id']}").problem(404)
    grace.api.patch("/users/me", {"photo": photo["id"]}).problem(422)


def test_the_upload_itself_does_not_stay(stack: Stack, ada: Account, photo: Any) -> None:
    def gone() -> bool:
        return not [key for key in keys(stack, "uploads_bucket") if photo["id"] in key]

    eventually(gone, "the upload to be removed")


@pytest.mark.parametrize("forgery", ["too large", "another key", "another type"])
def test_the_form_takes_nothing_else(stack: Stack, grace: Account, ada: Account, forgery: str) -> None:
    data = picture()
    made = begin(grace, data)
    changed = {
        "too large": {},
        "another key": {"key": f"raw/{ada.id}/{made['id']}"},
        "another type": {"Content-Type": "text/html"},
    }[forgery]
    refused = send(made, data + b"x" if forgery == "too large" else data, **changed)
    assert refused.status_code in (400, 403)
    assert grace.api.get(f"/uploads/{made['id']}").expect(200)["status"] == "waiting"
    grace.api.delete(f"/uploads/{made['id']}").expect(204)


def test_a_hostile_file_is_refused_with_its_reason(ada: Account) -> None:
    found = add(ada, b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    assert found["status"] == "refused" and "not what its name says" in found["reason"]


def test_a_photo_becomes_the_profiles_and_the_next_takes_its_place(
    stack: Stack, new_account: Callable[..., Account]
) -> None:
    account = new_account(name="Petra")
    first, second = (add(account, picture(size=size)) for size in ((300, 300), (200, 200)))
    for one in (first, second):
        shown = account.api.patch("/users/me", {"photo": one["id"]}).expect(200)["photo"]
        assert Browser(stack, account).get(shown["small_url"]).status_code == 200
    eventually(lambda: account.api.get(f"/uploads/{first['id']}").status == 404, "the photo before to go")
    eventually(
        lambda: not [key for key in keys(stack, "media_bucket") if first["id"] in key], "its bytes to go"
    )
    account.api.delete(f"/uploads/{second['id']}").expect(204)
    eventually(lambda: account.api.get("/users/me").expect(200)["photo"] is None, "the profile to know")


def test_a_document_of_a_day_is_offered_to_be_saved_and_goes_when_deleted(
    stack: Stack, ada: Account, habit: dict[str, Any]
) -> None:
    ref = f"{habit['id']}:2026-01-02"
    found = add(ada, A_PDF, purpose="checkin", ref=ref, name="Plan.pdf", content_type=PDF)
    assert found["status"] == "ready", found["reason"]
    answer = Browser(stack, ada).get(found["url"])
    assert (answer.status_code, answer.content) == (200, A_PDF)
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Plan.pdf"
    of_day = ada.api.get(f"/uploads?purpose=checkin&ref={ref}").expect(200)["items"]
    assert [one["id"] for one in of_day] == [found["id"]]
    ada.api.delete(f"/uploads/{found['id']}").expect(204)
    assert ada.api.get(f"/uploads?purpose=checkin&ref={ref}").expect(200)["items"] == []
    eventually(lambda: Browser(stack, ada).get(found["url"]).status_code != 200, "the document to go")


def test_signing_out_takes_the_cookies_away(stack: Stack, ada: Account) -> None:
    browser = Browser(stack, ada)
    token = {"authorization": f"Bearer {ada.api.token}"}
    lines = browser.call("DELETE", "/v1/media/session", token).raw.headers.getlist("set-cookie")
    assert {line.partition("=")[0] for line in lines} == set(browser.cookies)
    assert all("Max-Age=0" in line and f"Path=/media/{ada.id}/" in line for line in lines)
