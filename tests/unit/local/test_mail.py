from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tools.local.mail_page import page_handler, render_page
from tools.local.mailbox import Mail, Mailbox, find_code

PLAIN = b"From: a@b\r\nSubject: =?utf-8?q?Your_c=C3=B6de?=\r\n\r\nYour code is 123456. Bye.\r\n"
HTML = b"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<b>654321</b>"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "mail")


def test_a_mail_is_kept_with_its_code(mailbox: Mailbox) -> None:
    mailbox.keep("a@b", ["ada@example.com"], PLAIN)
    (mail,) = mailbox.list()
    assert (mail.subject, mail.code, mail.text) == ("Your cöde", "123456", "Your code is 123456. Bye.")


def test_the_newest_comes_first_and_only_ones_own(mailbox: Mailbox) -> None:
    for name, content in (("Ada@example.com", PLAIN), ("bob@example.com", HTML), ("ada@example.com", HTML)):
        mailbox.keep("a@b", [name], content)
    assert [mail.code for mail in mailbox.list("ADA@example.com")] == ["654321", "123456"]
    assert len(mailbox.list(limit=1)) == 1


def test_a_mailbox_that_was_never_used_is_empty(mailbox: Mailbox) -> None:
    assert mailbox.list() == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("code 123456.", "123456"), ("order 1234567", ""), ("12345", ""), ("a 000001 b 222222", "000001")],
)
def test_the_code_is_six_digits_that_stand_alone(text: str, code: str) -> None:
    assert find_code(text) == code


def test_nothing_in_a_mail_becomes_html() -> None:
    evil = "<script>alert(1)</script>"
    page = render_page([Mail("1", evil, evil, [evil], evil, evil, evil, evil)])
    assert evil not in page
    assert page.count("&lt;script&gt;") >= 4


@pytest.fixture
def page(mailbox: Mailbox) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), page_handler(mailbox, 0))
    port = server.server_address[1]
    server.RequestHandlerClass = page_handler(mailbox, port)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield port
    server.shutdown()
    server.server_close()


def get(port: int, path: str, host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@pytest.mark.enable_socket
def test_the_page_shows_the_code_and_tools_get_json(page: int, mailbox: Mailbox) -> None:
    mailbox.keep("a@b", ["ada@example.com"], PLAIN)
    assert "123456" in get(page, "/")[1]
    assert json.loads(get(page, "/mails.json")[1])[0]["code"] == "123456"
    assert get(page, "/../ports.json")[0] == 404


@pytest.mark.enable_socket
def test_a_foreign_name_for_loopback_sees_nothing(page: int) -> None:
    assert get(page, "/", host=f"evil.example:{page}")[0] == 403
