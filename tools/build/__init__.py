"""Builds the Lambda zips: `build_all` here, `invoke build` on the command line."""

from __future__ import annotations

from tools.build.builder import Result, build_all
from tools.build.errors import BuildError

__all__ = ["BuildError", "Result", "build_all"]
