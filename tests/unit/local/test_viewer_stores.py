"""CloudFront's functions read key value stores, as far as the local cloud has them."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from tools.local.emulator.bridges import viewer_stores
from tools.local.emulator.seams import SeamMissing

CODE = b"""import cf from 'cloudfront';
const store = cf.kvs();
async function handler(key) {
  try { return await store.get(key); } catch (missing) { return 'none'; }
}
"""


def evaluated(code: bytes, event: str) -> str:
    script = f"{code.decode()}\nhandler('{event}').then((value) => console.log(value));"
    return subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout.strip()


def bridged(stores: dict[str, Any]) -> SimpleNamespace:
    engine = SimpleNamespace(evaluate=evaluated)
    store = SimpleNamespace(_stores=stores)
    viewer_stores.install(SimpleNamespace(cloudfront_js=engine, cloudfront_keyvaluestore=store))
    return engine


def test_a_function_reads_what_is_in_a_store_now() -> None:
    stores: dict[str, Any] = {"arn": {"items": {}}}
    engine = bridged(stores)
    assert engine.evaluate(CODE, "origin-key") == "none"
    stores["arn"]["items"]["origin-key"] = 'it"s </script>'
    assert engine.evaluate(CODE, "origin-key") == 'it"s </script>'


def test_one_that_asks_for_none_stays_as_it_is() -> None:
    assert viewer_stores.with_stores(b"function handler() {}", {}) == b"function handler() {}"


def test_a_release_without_them_is_noticed() -> None:
    with pytest.raises((SeamMissing, AttributeError)):
        viewer_stores.install(SimpleNamespace(cloudfront_js=SimpleNamespace()))
