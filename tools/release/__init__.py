"""Which version of each function is called: releases by canary, rollbacks, and what is kept of both."""

from tools.release.errors import ReleaseError

__all__ = ["ReleaseError"]
