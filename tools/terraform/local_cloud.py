"""What Terraform has to be told to plan against the local cloud that is up."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tools.terraform.errors import TerraformError
from tools.terraform.workspace import REPOSITORY

# The public key of the files' cookies; `make up` makes the pair.
MEDIA_KEY = "media-key.pem"


def settings() -> tuple[dict[str, Any], dict[str, str]]:
    """(Terraform variables, process environment), read from endpoints.json.

    Raises TerraformError when the local cloud is not up.
    """
    folder = (REPOSITORY / (os.environ.get("DAYBOOK_LOCAL_DIR") or ".local")).resolve()
    file = folder / "endpoints.json"
    if not file.is_file():
        raise TerraformError(f"The local cloud is not up: {file} is not there. Run: make up DETACH=1")
    return of(json.loads(file.read_text()), folder)


def of(endpoints: dict[str, Any], folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    address = endpoints["aws_endpoint_url"]
    port = urlsplit(address).port
    variables = {
        "dist_dir": str(folder / "dist"),
        "database_port": endpoints["database_port"],
        "identity": endpoints.get("identity", "cognito"),
        "api": {"flavour": endpoints.get("api_flavour", "http")},
        "api_origin": {"domain": "localhost", "port": port, "protocol": "http-only",
                       "path": "/_aws/execute-api/{api_id}/{stage}"},
        "app_address": f"http://{{distribution}}.cloudfront.localhost:{port}",
        "upload_address": f"http://127.0.0.1:{port}",
        "upload_origins": [f"http://*.cloudfront.localhost:{port}"],
    }
    key = folder / MEDIA_KEY
    if key.is_file():
        variables["media_public_key"] = key.read_text()
    environment = {"AWS_ENDPOINT_URL": address, "AWS_REGION": endpoints["region"],
                   "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    return variables, environment
