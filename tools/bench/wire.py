"""What botocore's part of a request costs: everything but the network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from functions.reminders.logic import PORTION
from shared.dynamodb_parser import install
from shared.reminders.due import Entry, Ref
from shared.settings import settings
from shared.table import Table

_TIMES = 60
_REF = Ref("0f8fad5b-d9cd-469f-a165-70867728950e", "habit", "01JZ0000000000000000000001")
_ENTRY = Entry(_REF, "2099-05-04T08:00", 3, "2099-05-04T08:00", "Europe/Berlin|0|||08:00/1234567")


def processor_seconds(names: list[str]) -> dict[str, float]:
    """Of one request of each operation, in seconds of this processor: serialised, signed and parsed by the
    real clients, and answered in place of the network."""
    with settings.override(table_name="bench", region="eu-west-2"):
        work = _work()
        return {name: _measured(work[name]) for name in names}


def _measured(request: Callable[[], Any]) -> float:
    request()
    started = time.process_time()
    for _ in range(_TIMES):
        request()
    return (time.process_time() - started) / _TIMES


def _work() -> dict[str, Callable[[], Any]]:
    from shared.attributes import encode_item

    full, some = ([encode_item(_ENTRY.item())] * number for number in (1500, PORTION))
    table, other = (Table(_cut_off("dynamodb", {"Items": page, "Count": len(page)})) for page in (full, some))
    queue = _cut_off("sqs", {})
    pk, sk = _ENTRY.key
    body = json.dumps(
        {"id": "habit#01JZ0000000000000000000001#2099-05-04T08:00", "user_id": _REF.user_id, "ref": {}}
    )
    entries = [{"Id": str(number), "MessageBody": body} for number in range(10)]
    return {
        "BatchWriteItem": lambda: table.write_many({**_ENTRY.item(), "sk": f"{sk}{n}"} for n in range(25)),
        "UpdateItem": lambda: table.update(
            pk, sk, set=_ENTRY.place(), condition="#due = :d", values={"d": 1}
        ),
        "Query": lambda: table.query(pk, consistent=True),
        "Query, some": lambda: other.query(pk, limit=PORTION, consistent=True),
        "GetItem": lambda: table.get(pk, sk),
        "SendMessageBatch": lambda: queue.send_message_batch(QueueUrl="https://sqs/q", Entries=entries),
    }


def _cut_off(service: str, page: dict[str, Any]) -> Any:
    """A client whose requests are answered before they leave: queries with `page`, others with nothing."""
    from botocore.awsrequest import AWSResponse
    from botocore.session import Session

    full = json.dumps(page).encode()

    class Raw:
        def __init__(self, content: bytes) -> None:
            self._content = content

        def stream(self, **_: Any) -> list[bytes]:
            return [self._content]

    def respond(request: Any, **_: Any) -> Any:
        content = full if request.headers.get("X-Amz-Target", b"").endswith(b".Query") else b"{}"
        headers = {"content-type": "application/x-amz-json-1.0", "content-length": str(len(content))}
        return AWSResponse(request.url, 200, headers, Raw(content))

    session = Session()
    session.set_credentials("bench", "bench")
    made = session.create_client(service, region_name=settings.region)
    if service == "dynamodb":
        install(made)  # as shared/clients.py does
    made.meta.events.register(f"before-send.{service}", respond)
    return made
