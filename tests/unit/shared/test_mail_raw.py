"""Mails in full, byte by byte: what lies between SES and a mail program decodes nothing."""

from __future__ import annotations

import email
from email.policy import default

from shared.mail import Message, Picture
from shared.mail_raw import raw

OUT = f"<https://d111111abcdef8.cloudfront.net/v1/unsubscribe/{'AbC-_' * 20}>"
HEADERS = {"List-Unsubscribe": OUT, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
LONG = "Läufe und Sprünge und alles, was sonst noch in einer Woche vorkommt, die lang war"


def made() -> bytes:
    mail = Message(LONG, f"{LONG} " * 50, f"<p>{LONG} " * 50)
    return raw("Daybook <daybook@example.com>", "ada@example.com", mail, HEADERS, [Picture("week", b"PNG")])


def test_the_way_out_stands_there_as_it_is() -> None:
    assert f"\r\nList-Unsubscribe: {OUT}\r\n".encode() in made()


def test_it_is_ascii_in_lines_that_every_server_takes() -> None:
    assert made().isascii()
    assert all(len(line) <= 998 and b"\n" not in line for line in made().split(b"\r\n"))


def test_mail_programs_read_what_was_written() -> None:
    mail = email.message_from_bytes(made(), policy=default)
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert mail["Subject"] == LONG and mail["To"] == "ada@example.com"
    assert text and text.get_content().split() == f"{LONG} ".split() * 50
    assert html and html.get_content().startswith(f"<p>{LONG}")
    (picture,) = [part for part in mail.walk() if part["Content-ID"] == "<week>"]
    assert picture.get_content() == b"PNG"
