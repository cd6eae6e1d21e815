"""What people entrusted to the local cloud outlives `make down && make up`. Ends with the cloud up again."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.stack import ROOT, Account, Stack, eventually


def local(task: str, *options: str) -> None:
    environment = os.environ | {"DAYBOOK_LOCAL_DIR": os.environ.get("DAYBOOK_LOCAL_DIR", ".local")}
    subprocess.run(
        [sys.executable, "-m", "invoke", f"local.{task}", *options], cwd=ROOT, env=environment, check=True
    )


@pytest.mark.enable_socket
def test_users_habits_sessions_and_rows_survive_a_restart() -> None:
    before = Stack.running()
    account = Account.create(before, name="Noor")
    habit = account.api.post("/habits", {"name": "Stay"}).expect(201)
    day = account.api.get("/today").expect(200)["today"]
    account.api.put(f"/habits/{habit['id']}/checkins/{day}", {"status": "done"}).expect(200)
    row = eventually(lambda: before.user_row(account.id), "the row in PostgreSQL")

    local("down")
    assert not (before.directory / "endpoints.json").exists(), "clients must not be sent to what is gone"
    local("up", "--detach")

    after = Stack.running()
    assert after.endpoints["app_url"] == before.endpoints["app_url"], "addresses are kept"
    assert account.api.get("/users/me").status == 200, "a session outlives the restart"
    again = Account.log_in(after, account.email)
    rows = again.api.get("/today").expect(200)["habits"]
    assert [(each["habit"]["name"], each["summary"]["streak"]) for each in rows] == [("Stay", 1)]
    assert after.user_row(account.id) == row
