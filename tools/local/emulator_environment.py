"""The environment in which the emulator, and so every function, runs: nothing of the developer's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools.local.paths import LocalPaths

REGION, ACCOUNT = "eu-west-2", "000000000000"
ACCESS_KEY = SECRET_KEY = "test"  # noqa: S105  (the emulator's well-known root key)
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
_IDLE_WORKER_SECONDS = 600


def emulator_environment(
    paths: LocalPaths, ports: Mapping[str, int], sockets: Path, function_python: str, outer: Mapping[str, str]
) -> dict[str, str]:
    """`sockets` is the directory of PostgreSQL's socket, `outer` the environment of the caller."""
    kept = {name: outer[name] for name in _PASSED_ON if name in outer}
    emulator = {
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(ports["gateway"]),
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LAMBDA_WARM_TTL_SECONDS": str(_IDLE_WORKER_SECONDS),
        "LOG_LEVEL": "WARNING",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(paths.aws / "state"),
        "S3_DATA_DIR": str(paths.aws / "s3"),
        "TMPDIR": str(paths.aws / "tmp"),
        "SMTP_HOST": f"127.0.0.1:{ports['smtp']}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    own = {
        "DAYBOOK_FUNCTION_PYTHON": function_python,
        "DAYBOOK_FUNCTION_LOG": str(paths.function_log),
        "DAYBOOK_DATABASE_PORT": str(ports["database"]),
        "DAYBOOK_DATABASE_SOCKET": str(sockets),
        "DAYBOOK_DATABASE_CERTIFICATE": str(paths.tls / "server.pem"),
        "DAYBOOK_DATABASE_CERTIFICATE_KEY": str(paths.tls / "server.key"),
    }
    # Functions inherit these: where the database's name really leads, and whom to trust there.
    functions = {"PGHOSTADDR": "127.0.0.1", "PGSSLROOTCERT": str(paths.tls / "ca.pem")}
    return kept | emulator | own | functions
