"""Gap: a character class that a user pool's password policy leaves out is required. On AWS it is not.

The SDK that Terraform uses leaves `false` out. Defaults:
docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_CLASSES = ("RequireUppercase", "RequireLowercase", "RequireNumbers", "RequireSymbols")


def install(emulator: SimpleNamespace) -> None:
    replace(emulator.cognito, "_password_policy_errors", _with_classes_as_declared)


def _with_classes_as_declared(original: Any) -> Any:
    def errors(pool: dict[str, Any], password: str) -> list[str]:
        declared = (pool.get("Policies") or {}).get("PasswordPolicy")
        if not declared:
            return list(original(pool, password))
        policy = {name: declared.get(name, False) for name in _CLASSES} | declared
        return list(original({**pool, "Policies": {"PasswordPolicy": policy}}, password))

    return errors
