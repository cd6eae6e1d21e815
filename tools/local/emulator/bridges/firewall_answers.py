"""Gap: a web ACL forgets the bodies of its own answers, so that Terraform would give them to it each time.

docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html (CustomResponseBodies)
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace, require

_BODIES = "CustomResponseBodies"


def install(emulator: SimpleNamespace) -> None:
    waf = emulator.waf
    require(waf, "_resource_from_scope", "_web_acls")
    replace(waf, "create_web_acl_record", _made_with)
    replace(waf, "_update_web_acl", lambda original: _changed_to(original, waf))


def _made_with(original: Any) -> Any:
    def create(name: str, scope: str, asked: dict[str, Any]) -> Any:
        made = original(name, scope, asked)
        _keep(made[2], asked)
        return made

    return create


def _changed_to(original: Any, waf: Any) -> Any:
    def update(asked: dict[str, Any]) -> Any:
        answer = original(asked)
        if answer[0] == 200:
            _keep(waf._resource_from_scope(waf._web_acls, asked["Id"], asked["Scope"]), asked)
        return answer

    return update


def _keep(acl: dict[str, Any], asked: dict[str, Any]) -> None:
    """An update replaces all that a web ACL is made of."""
    acl.pop(_BODIES, None)
    if asked.get(_BODIES):
        acl[_BODIES] = asked[_BODIES]
