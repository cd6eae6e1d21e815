"""python -m tools.openapi: writes docs/openapi.json; --check only says whether it is up to date (exit code 1
when not).
"""

from __future__ import annotations

import argparse
import sys

from tools.openapi import DOCUMENT, is_fresh, write


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.openapi", description="Make docs/openapi.json.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    if not parser.parse_args().check:
        print(f"{DOCUMENT.name}: {'written' if write() else 'up to date'}")
        return 0
    if is_fresh():
        return 0
    print(f"{DOCUMENT.name} does not fit the code. Run: invoke openapi", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
