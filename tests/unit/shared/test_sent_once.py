"""A service that is slow may have taken the message already: what costs money or bothers people is not handed
to it twice by the client itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from shared import clients, mail, sms
from shared.settings import settings


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, float], list[str]]]:
    """Makes the client of a service one that gets no answer, and counts what it asks."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    clients.forget()

    def make(service: str, wait_s: float) -> list[str]:
        asked: list[str] = []

        def no_answer(request: Any, **_: Any) -> None:
            asked.append(request.url)
            raise ReadTimeoutError(endpoint_url=request.url)

        clients.client(service, wait_s=wait_s).meta.events.register("before-send", no_answer)
        return asked

    with settings.override(region="eu-west-2", mail_from="daybook@example.com"):
        yield make
    clients.forget()


def test_a_text_message_is_tried_once(slow: Callable[[str, float], list[str]]) -> None:
    asked = slow("sns", sms.WAIT_S)
    with pytest.raises(sms.NotNow):
        sms.send("+447700900123", "Daybook")
    assert len(asked) == 1


def test_a_mail_is_tried_once_by_who_comes_again(slow: Callable[[str, float], list[str]]) -> None:
    asked = slow("sesv2", 6)
    with pytest.raises(mail.MailNotNow):
        mail.deliver("ada@example.com", mail.Message("Hello", "text", "html"), wait_s=6)
    assert len(asked) == 1
