"""Pictures and documents: chosen in the browser, worked on, shown to their owner, removed."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Locator, expect

from tests.support.browser_device import Device
from tests.support.hostile import A_PDF
from tests.support.media import picture
from tests.support.stack import Account, eventually

# On a machine that does nothing else a picture is there within ten seconds.
WORKED_ON_MS = 60_000


def a_file(name: str, content_type: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType=content_type, buffer=data)


def until_drawn(image: Locator) -> None:
    """Waits until the browser shows the picture, not only its place."""
    expect(image).to_be_visible(timeout=WORKED_ON_MS)
    eventually(lambda: image.evaluate("image => image.complete && image.naturalWidth > 0"), "the picture")


def test_a_picture_of_a_task_shows_as_a_thumbnail(device: Device, person: Account) -> None:
    page = device.page
    task = person.api.post("/tasks", {"title": f"Find the place, {device.size}"}).expect(201)
    device.open(f"/tasks/{task['id']}")
    files = page.get_by_role("region", name="Files")
    files.get_by_label("Add files").set_input_files(
        [
            a_file("map.jpg", "image/jpeg", picture(size=(1600, 1200))),
            a_file("plan.pdf", "application/pdf", A_PDF),
        ]
    )
    until_drawn(files.locator("img"))
    expect(files.get_by_role("link", name="plan.pdf")).to_be_visible(timeout=WORKED_ON_MS)
    with page.expect_popup() as opened:
        files.get_by_role("link", name="map.jpg").click()
    until_drawn(opened.value.locator("img"))
    opened.value.close()

    files.get_by_role("button", name="Remove map.jpg").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(files.get_by_role("link", name="map.jpg")).to_have_count(0)
    left = person.api.get(f"/uploads?purpose=task&ref={task['id']}").expect(200)["items"]
    assert [one["name"] for one in left] == ["plan.pdf"]


def test_what_is_no_picture_is_refused_with_its_reason(device: Device, person: Account) -> None:
    note = person.api.post("/notes", {"title": f"Sketches, {device.size}"}).expect(201)
    device.open(f"/notes/{note['id']}")
    files = device.page.get_by_role("region", name="Files")
    files.get_by_label("Add files").set_input_files(
        [a_file("sketch.png", "image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")]
    )
    expect(files.get_by_text("The file is not what its name says.")).to_be_visible(timeout=WORKED_ON_MS)
    files.get_by_role("button", name="Remove sketch.png").click()
    expect(files.get_by_text("sketch.png")).to_have_count(0)


def test_the_photo_of_the_profile_is_in_the_corner(device: Device, person: Account) -> None:
    page = device.page
    device.open("/settings")
    page.get_by_label("Add a photo").set_input_files(
        [a_file("me.jpg", "image/jpeg", picture(size=(400, 300)))]
    )
    until_drawn(page.get_by_role("img", name="Your photo"))
    until_drawn(page.locator("header a[href='/settings'] img"))
    device.open("/today")
    until_drawn(page.locator("header a[href='/settings'] img"))
    device.open("/settings")
    page.get_by_role("button", name="Remove photo").click()
    expect(page.get_by_role("img", name="Your photo")).to_have_count(0)
    eventually(lambda: person.api.get("/users/me").expect(200)["photo"] is None, "the photo to go")
