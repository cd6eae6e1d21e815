from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.bridges import firewall_answers

BODIES = {"too-many": {"Content": "{}", "ContentType": "APPLICATION_JSON"}}
ASKED = {"Id": "1", "Scope": "CLOUDFRONT"}


def waf(status: int = 200) -> Any:
    service = SimpleNamespace(_web_acls={})

    def create(name: str, scope: str, asked: dict[str, Any]) -> Any:
        service._web_acls["1"] = {"Name": name}
        return "1", f"arn:{scope}", service._web_acls["1"]

    service.create_web_acl_record = create
    service._update_web_acl = lambda asked: (status, {}, b"")
    service._resource_from_scope = lambda acls, uid, scope: acls[uid]
    firewall_answers.install(SimpleNamespace(waf=service))
    return service


def test_a_web_acl_keeps_its_answers_until_they_are_taken_away() -> None:
    service = waf()
    assert service.create_web_acl_record("site", "CLOUDFRONT", {"CustomResponseBodies": BODIES})[0] == "1"
    assert service._web_acls["1"] == {"Name": "site", "CustomResponseBodies": BODIES}
    service._update_web_acl(ASKED)
    assert service._web_acls["1"] == {"Name": "site"}
    service._update_web_acl(ASKED | {"CustomResponseBodies": BODIES})
    assert service._web_acls["1"]["CustomResponseBodies"] == BODIES


def test_a_refused_change_changes_nothing() -> None:
    service = waf(status=400)
    service.create_web_acl_record("site", "CLOUDFRONT", {})
    service._update_web_acl(ASKED | {"CustomResponseBodies": BODIES})
    assert service._web_acls["1"] == {"Name": "site"}
