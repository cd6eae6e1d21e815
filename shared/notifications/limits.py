"""How much is sent at most, so that no one person can spend the operator's money, or all of the mail that SES
lets a stack send in a day.

| what | a day, at most |
|---|---|
| mails of notifications to a person | MAILS |
| text messages to a person, beside codes | TEXTS |
| codes to a number, whoever asks for them | CODES_TO_A_NUMBER |
| text messages in all | the setting `text_messages_a_day`, codes half of it |

What a person was sent is counted in their inbox. What many share is counted in `TEXTS#<day in UTC>`/`ALL`,
`CODES` and the hash of the number, {count, ttl}.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from shared.settings import settings
from shared.table_errors import ConditionFailed

if TYPE_CHECKING:
    from shared.notifications.inbox import Inbox
    from shared.table import Table

MAILS, TEXTS = 150, 30
CODES_TO_A_NUMBER = 5
DAY = timedelta(days=1)


def may_mail(inbox: Inbox, now: datetime) -> bool:
    """Whether the person may be sent one more mail. Raises Unavailable."""
    return inbox.sent("mail", now - DAY, MAILS) < MAILS


def may_text(table: Table, inbox: Inbox, now: datetime) -> bool:
    """Whether the person may be sent one more text message, which is counted with that. Raises
    Unavailable."""
    if inbox.sent("sms", now - DAY, TEXTS) >= TEXTS:
        return False
    return _counts(table, now, "ALL", settings.text_messages_a_day)


def may_send_code(table: Table, number: str, now: datetime) -> bool:
    """Whether one more code may be sent to the number (E.164), which is counted with that. Raises
    Unavailable."""
    hashed = hashlib.sha256(number.encode()).hexdigest()
    in_all = settings.text_messages_a_day
    return (
        _counts(table, now, hashed, CODES_TO_A_NUMBER)
        and _counts(table, now, "CODES", in_all // 2)
        and _counts(table, now, "ALL", in_all)
    )


def _counts(table: Table, now: datetime, what: str, most: int) -> bool:
    """One more of it; False when there are `most`."""
    day = now.astimezone(timezone.utc).date()
    try:
        table.update(
            f"TEXTS#{day.isoformat()}",
            what,
            set={"ttl": int((now + 2 * DAY).timestamp())},
            add={"count": 1},
            condition="attribute_not_exists(#count) OR #count < :most",
            values={"most": most},
            return_new=False,
        )
    except ConditionFailed:
        return False
    return most > 0
