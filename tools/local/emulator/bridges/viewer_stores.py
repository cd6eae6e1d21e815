"""Gap: CloudFront's functions know no key value stores (`import cf from 'cloudfront'` fails).

Here a function reads what is in any store of the account; which are its own is not looked at.
docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import replace

_IMPORT = b"import cf from 'cloudfront';"
_MODULE = """
const cf = { kvs: () => ({
  get: async (key) => {
    const items = %s;
    if (!Object.hasOwn(items, key)) throw new Error('KeyNotFound');
    return items[key];
  },
}) };
"""


def install(emulator: SimpleNamespace) -> None:
    stores = emulator.cloudfront_keyvaluestore._stores

    def reading(original: Any) -> Any:
        def evaluate(code: bytes, event: dict[str, Any]) -> Any:
            return original(with_stores(code, stores), event)

        return evaluate

    replace(emulator.cloudfront_js, "evaluate", reading)


def with_stores(code: bytes, stores: Any) -> bytes:
    """The function's code with the module written out, and in it what the stores hold now."""
    if _IMPORT not in code:
        return code
    items = {key: value for store in stores.values() for key, value in store["items"].items()}
    return code.replace(_IMPORT, (_MODULE % json.dumps(items)).encode())
