"""What Daybook's own keeper of credentials needs of the functions that ask it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from shared.identity import scrypt
from tests.contract import provider_use
from tests.contract.code import reachable, sources
from tools.manifests import ROOT, Manifest, load_all

# The methods that compute a password's hash.
HASHING = {"sign_up", "log_in", "reset", "check_password", "change_password"}
# Python, botocore and pydantic take about 120 MB; twice scrypt's own, since garbage may outlive its use.
LEAST_MB = 120 + 2 * 128 * scrypt.OWASP.n * scrypt.OWASP.r // 2**20


def methods_of(manifest: Manifest) -> frozenset[str]:
    return provider_use.methods_called(reachable(sources(f"functions/{manifest.name}")))


ASKING = [manifest for manifest in load_all().values() if HASHING & methods_of(manifest)]


@pytest.mark.parametrize("manifest", ASKING, ids=lambda manifest: manifest.name)
def test_who_asks_for_passwords_has_the_memory_for_them(manifest: Manifest) -> None:
    assert manifest.memory_mb >= LEAST_MB


def test_somebody_asks_for_passwords() -> None:
    assert {"login", "signup"} <= {manifest.name for manifest in ASKING}


def test_signing_up_does_without_the_layer_of_tokens() -> None:
    """Its manifest names no layer but `common`, so importing the keeper must not need one."""
    program = (
        "import sys; import shared.identity.native_provider; "
        "sys.exit(' '.join(name for name in ('jwt', 'cryptography', 'pyotp') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert done.stderr.decode().strip() == ""
