"""One part of a deployment, as a process of its own: `python -m tools.local.parts PART JSON`.

So each part has its own log, can run beside others, and is ended with all that it started.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.build import BuildError, build_all
from tools.manifests import ManifestError
from tools.terraform import TerraformError, run
from tools.web import WebError, build, deploy


def _functions(out: str) -> None:
    result = build_all("local", Path(out))
    print("Rebuilt: " + (", ".join(result.rebuilt) or "nothing"))


def _terraform(variables: dict[str, Any]) -> None:
    run("local", "apply", "-auto-approve", "-input=false", "-no-color", variables=variables)


PARTS: dict[str, Callable[..., Any]] = {
    "functions": _functions,
    "terraform": _terraform,
    "web-build": build,
    "web-upload": deploy,
}


def main(part: str, options: str) -> int:
    try:
        PARTS[part](**json.loads(options))
    except (BuildError, ManifestError, TerraformError, WebError) as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
