"""Amazon SNS in memory: the text messages that people would have got."""

from __future__ import annotations

import re
from typing import Any

from botocore.exceptions import ClientError


class Phones:
    """Stands for the sns client. texts: by number. failure: the code of the error with which it says no."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.failure: str | None = None

    def publish(self, *, PhoneNumber: str, Message: str, **_: Any) -> dict[str, str]:  # noqa: N803
        if self.failure:
            raise ClientError({"Error": {"Code": self.failure, "Message": "no"}}, "Publish")
        self.texts.setdefault(PhoneNumber, []).append(Message)
        return {"MessageId": "text-1"}

    def code(self, number: str) -> str:
        """The one in the last message to the number."""
        found = re.search(r"\b\d{6}\b", self.texts[number][-1])
        assert found
        return found[0]
