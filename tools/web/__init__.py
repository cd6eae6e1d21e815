"""Builds the web app and brings it to its bucket and distribution."""

from __future__ import annotations

from tools.web.building import build
from tools.web.deploying import Report, deploy
from tools.web.errors import WebError

__all__ = ["Report", "WebError", "build", "deploy"]
