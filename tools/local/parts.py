"""One part of a deployment, as a process of its own: `python -m tools.local.parts PART JSON`.

So each part has its own log, can run beside others, and is ended with all that it started.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.build import BuildError, build_all
from tools.manifests import ManifestError
from tools.release import ReleaseError, environment, releasing
from tools.release.desk import Wish
from tools.terraform import TerraformError, run
from tools.web import WebError, build, deploy


def _functions(out: str) -> None:
    result = build_all("local", Path(out))
    print("Rebuilt: " + (", ".join(result.rebuilt) or "nothing"))


def _terraform(variables: dict[str, Any]) -> None:
    run("local", "apply", "-auto-approve", "-input=false", "-no-color", variables=variables)


def _release(functions: list[str], prefix: str, region: str, bucket: str) -> None:
    """Here the newest versions go live at once: nobody else is called by them."""
    clients = environment.clients({"AWS_ENDPOINT_URL": os.environ["AWS_ENDPOINT_URL"]})
    desk = environment.desk(functions, prefix, region, bucket, clients, print, lambda _: True,
                            environment.KEPT_LOCALLY)
    wish = Wish(minutes=0, again=True, alone=True, revision=environment.revision())
    releasing.release(desk, wish)


PARTS: dict[str, Callable[..., Any]] = {
    "functions": _functions,
    "release": _release,
    "terraform": _terraform,
    "web-build": build,
    "web-upload": deploy,
}


def main(part: str, options: str) -> int:
    try:
        PARTS[part](**json.loads(options))
    except (BuildError, ManifestError, ReleaseError, TerraformError, WebError) as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
