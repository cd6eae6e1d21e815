"""Imports and exports as a person makes them, against the running stack."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import requests

from tests.support.stack import Account, eventually

HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n"  # noqa: E501 - Loop's own header
    "001,Read,YES_NO,Did you read?,,1,1,#FF8F00,,,,false\n"
)
CHECKMARKS = "Date,Value,Notes\n2025-02-02,YES_MANUAL,good\n2025-02-01,SKIP,\n2025-01-31,YES_MANUAL,\n"


def loop_zip(checkmarks: str = CHECKMARKS) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("Habits.csv", HABITS)
        archive.writestr("001 Read/Checkmarks.csv", checkmarks)
    return data.getvalue()


def begin(account: Account, data: bytes, **fields: Any) -> Any:
    body = {"file_name": "loop.zip", "bytes": len(data), **fields}
    return account.api.post("/imports", body).expect(201)


def send(upload: dict[str, Any], data: bytes, **changed: str) -> requests.Response:
    form = {**upload["fields"], **changed}
    return requests.post(upload["url"], data=form, files={"file": data}, timeout=30)


def until(account: Account, import_id: str, *statuses: str) -> Any:
    def look() -> Any:
        found = account.api.get(f"/imports/{import_id}").expect(200)
        return found if found["status"] in (*statuses, "failed") else None

    return eventually(look, f"the import to be {' or '.join(statuses)}", 60)


def take(account: Account, data: bytes) -> Any:
    """Uploads, looks and commits."""
    made = begin(account, data)
    assert send(made["upload"], data).status_code in (200, 201, 204)
    shown = until(account, made["id"], "ready")
    assert shown["status"] == "ready", shown["problem"]
    account.api.post(f"/imports/{made['id']}/commit", {}).expect(202)
    done = until(account, made["id"], "done")
    assert done["status"] == "done", done["problem"]
    return shown["preview"], done["result"]


def take_out(account: Account, form: str = "json") -> bytes:
    """Orders an export, awaits it and fetches the file from where the browser would."""
    made = account.api.post("/exports", {"format": form}).expect(202)

    def look() -> Any:
        found = account.api.get(f"/exports/{made['id']}").expect(200)
        return found if found["status"] != "working" else None

    found = eventually(look, "the export to be written", 60)
    assert found["status"] == "ready", found
    file = requests.get(found["url"], timeout=30)
    assert file.status_code == 200, file.text[:1000]
    assert len(file.content) == found["bytes"]
    assert f'"{found["file_name"]}"' in file.headers["content-disposition"]
    return file.content
