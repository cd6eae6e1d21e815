"""Which devices get a message, and what becomes of those that do not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from functions.notifications.handler import app
from functions.notify.senders import PushSender
from shared.app_address import AppAddress
from shared.identity import profile
from shared.notifications import people
from shared.push import devices
from shared.push.encoding import from_text, to_text
from shared.push.encryption import _derived
from shared.push.service import NotNow
from shared.push.vapid import Vapid
from shared.table import Table
from tests.support.events import call, http_event

ADA = "0f8fad5b-d9cd-469f-a165-70867728950e"
NOW = datetime(2099, 5, 10, 6, tzinfo=timezone.utc)
ITEM = {
    "sk": "NOTIFICATION#01JZ0000000000000000000001",
    "kind": "reminder",
    "ref": {"of": "habit", "id": "H", "date": "2099-05-10", "time": "08:00", "name": "Läufe"},
}
APP = "https://daybook.example.com"
SERVICE = "https://fcm.googleapis.com/fcm/send/"


class Browser:
    """Subscribes, and opens what comes."""

    def __init__(self, name: str) -> None:
        self.name, self._key, self._auth = name, ec.generate_private_key(ec.SECP256R1()), b"a" * 16
        self.service = SERVICE
        self._point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, str]:
        keys = {"p256dh": to_text(self._point), "auth": to_text(self._auth)}
        return {"endpoint": self.service + self.name, **keys}

    def open(self, body: bytes) -> dict[str, Any]:
        """RFC 8291, from the other side."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self._key.exchange(ec.ECDH(), public)
        material = _derived(shared, self._auth, b"WebPush: info\0" + self._point + theirs, 32)
        key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain[-1:] == b"\x02"
        shown: dict[str, Any] = json.loads(plain[:-1])
        return shown


class Services:
    """Takes posts. statuses: by the last part of the address; 0 for one that does not answer."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Mapping[str, str], bytes]] = []
        self.statuses: dict[str, int] = {}

    def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        status = self.statuses.get(url.rpartition("/")[2], 201)
        if status == 0:
            raise TimeoutError
        if status == 201:
            self.taken.append((url, headers, body))
        return status


@pytest.fixture
def ada(table: Table) -> Iterator[people.Person]:
    attributes = {"sub": ADA, "email": "ada@example.com", "name": "Ada", "zoneinfo": "Europe/Berlin"}
    table.put(profile.new_item(attributes, NOW))
    table.put({"pk": "CONFIG#APP", "sk": "ADDRESS", "url": APP})
    person = people.find(table, ADA)
    assert person is not None
    yield person


def ask(method: str, path: str, body: Any = None) -> SimpleNamespace:
    return call(app, http_event(method, f"/v1/notifications{path}", body, user=ADA, at=NOW))


def subscribe(browser: Browser) -> None:
    assert ask("PUT", f"/devices/{browser.name}", browser.subscription).status == 204


def send(table: Table, person: people.Person, services: Services) -> str:
    sender = PushSender(table, AppAddress(table), Vapid(table), services)
    return str(sender.send(person, ITEM, NOW))


def test_every_device_shows_it_and_nobody_else_can_read_it(table: Table, ada: people.Person) -> None:
    browsers, services = [Browser("phone"), Browser("desk")], Services()
    for browser in browsers:
        subscribe(browser)
    assert send(table, ada, services) == "sent"
    by_url = {url: (headers, body) for url, headers, body in services.taken}
    for browser in browsers:
        headers, body = by_url[SERVICE + browser.name]
        shown = {"title": "Läufe", "text": "You asked to be reminded at 08:00.", "page": "/today"}
        assert browser.open(body) == {**shown, "tag": "01JZ0000000000000000000001"}
        assert headers["Topic"] == "01JZ0000000000000000000001" and b"08:00" not in body


def test_the_service_knows_who_sends_and_not_to_whom(table: Table, ada: people.Person) -> None:
    subscribe(Browser("phone"))
    services = Services()
    send(table, ada, services)
    ((_, headers, _),) = services.taken
    token, _, key = headers["Authorization"].removeprefix("vapid t=").partition(",k=")
    assert key == ask("GET", "/push-key").body["key"]
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], audience="https://fcm.googleapis.com")  # type: ignore[arg-type]
    assert claims["sub"] == APP and 0 < claims["exp"] - NOW.timestamp() <= 24 * 3600
    assert "ada" not in str(headers)


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_has_ended_is_forgotten(table: Table, ada: people.Person, status: int) -> None:
    subscribe(Browser("phone"))
    subscribe(Browser("desk"))
    services = Services()
    services.statuses = {"phone": status}
    assert send(table, ada, services) == "sent"
    assert [one.name for one in devices.devices(table, ADA)] == ["desk"]


@pytest.mark.parametrize("status", [0, 429, 500, 503])
def test_a_service_that_says_not_now_is_asked_again(table: Table, ada: people.Person, status: int) -> None:
    subscribe(Browser("phone"))
    services = Services()
    services.statuses = {"phone": status}
    with pytest.raises(NotNow):
        send(table, ada, services)
    assert len(devices.devices(table, ADA)) == 1


def at_apple(name: str) -> Browser:
    browser = Browser(name)
    browser.service = "https://web.push.apple.com/"
    return browser


def test_one_service_that_is_down_keeps_no_other_from_showing_it(table: Table, ada: people.Person) -> None:
    for browser in (Browser("a"), Browser("b"), at_apple("c")):
        subscribe(browser)
    services = Services()
    services.statuses = {"a": 0}
    with pytest.raises(NotNow):
        send(table, ada, services)
    # The one that is down is asked once, and not for each of its devices.
    assert [url for url, *_ in services.taken] == ["https://web.push.apple.com/c"]


def test_slow_services_do_not_take_the_time_of_other_people(table: Table, ada: people.Person) -> None:
    for browser in (Browser("a"), at_apple("b"), at_apple("c")):
        subscribe(browser)
    services, seconds = Services(), iter([0.0, 1.0, 5.0, 7.0])
    sender = PushSender(table, AppAddress(table), Vapid(table), services, lambda: next(seconds))
    with pytest.raises(NotNow):
        sender.send(ada, ITEM, NOW)
    assert len(services.taken) == 2


def test_what_a_service_refuses_is_not_tried_again(table: Table, ada: people.Person) -> None:
    subscribe(Browser("phone"))
    services = Services()
    services.statuses = {"phone": 400}
    assert send(table, ada, services) == "off"
    assert len(devices.devices(table, ADA)) == 1


def test_without_devices_nothing_is_sent(table: Table, ada: people.Person) -> None:
    assert send(table, ada, Services()) == "off"


@pytest.mark.usefixtures("ada")
def test_the_key_stays_the_same(table: Table) -> None:
    first = ask("GET", "/push-key").body["key"]
    assert Vapid(table).public_key == first == ask("GET", "/push-key").body["key"]
    assert len(from_text(first)) == 65


@pytest.mark.usefixtures("ada")
def test_a_device_subscribes_anew_and_ends(table: Table) -> None:
    subscribe(Browser("phone"))
    renewed = Browser("phone")
    subscribe(renewed)
    (device,) = devices.devices(table, ADA)
    assert device.p256dh == renewed.subscription["p256dh"]
    for _ in range(2):
        assert ask("DELETE", "/devices/phone").status == 204
    assert devices.devices(table, ADA) == []


@pytest.mark.usefixtures("ada")
def test_ten_devices_are_enough() -> None:
    for number in range(10):
        subscribe(Browser(f"d{number}"))
    refused = ask("PUT", "/devices/d10", Browser("d10").subscription)
    assert (refused.status, refused.body["type"].rpartition(":")[2]) == (409, "too-many-devices")
    subscribe(Browser("d3"))


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:x/",
        "https://evil.example#.push.apple.com",
        "https://evil.example\\.push.apple.com/x",
        "https://push.apple.com.example/x",
        "ftp://web.push.apple.com/x",
        "//web.push.apple.com/x",
        "x",
    ],
)
def test_nobody_is_sent_to_another_address(table: Table, endpoint: str) -> None:
    answer = ask("PUT", "/devices/phone", {**Browser("phone").subscription, "endpoint": endpoint})
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/endpoint")
    assert devices.devices(table, ADA) == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_the_services_of_the_browsers_are_known(endpoint: str) -> None:
    assert devices.is_push_service(endpoint)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "change", [{"auth": "x"}, {"auth": "A" * 40}, {"p256dh": "A" * 80}, {"p256dh": "!" * 87}]
)
def test_keys_that_are_none_are_refused(change: dict[str, str]) -> None:
    answer = ask("PUT", "/devices/phone", {**Browser("phone").subscription, **change})
    assert answer.status == 422


@pytest.mark.usefixtures("ada")
def test_a_name_that_no_edit_can_carry_is_refused() -> None:
    assert ask("PUT", "/devices/" + "x" * 65, Browser("phone").subscription).status == 422
