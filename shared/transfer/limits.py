"""Bounds of imports and exports."""

from __future__ import annotations

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
ADDRESS_LASTS_S = 15 * 60
# A person's imports (or exports) that are at work at the same time.
MAX_RUNNING = 3
# When the bucket's lifecycle rule takes an export away.
EXPORT_KEPT_DAYS = 7
