"""Structured logs: one JSON object a line on stdout, which Lambda sends to CloudWatch.

    logger.info("habit created", habit_id=habit_id)

Every line carries the service, the request id and the X-Ray trace id. Never log bodies, tokens, codes or
e-mail addresses.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timezone
from typing import Any

from shared.settings import settings

_SEVERITY = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40}


class Logger:
    """Writes lines of `level` (DEBUG, INFO, WARNING, ERROR) and above; the level is settings.log_level."""

    def __init__(self) -> None:
        self._context: dict[str, Any] = {}

    def bind(self, **fields: Any) -> None:
        """Puts `fields` on every line from now on, in place of what was bound before (a new event starts
        afresh).
        """
        self._context = fields

    def debug(self, message: str, **fields: Any) -> None:
        self._write("DEBUG", message, fields)

    def info(self, message: str, **fields: Any) -> None:
        self._write("INFO", message, fields)

    def warning(self, message: str, **fields: Any) -> None:
        self._write("WARNING", message, fields)

    def error(self, message: str, **fields: Any) -> None:
        self._write("ERROR", message, fields)

    def exception(self, message: str, **fields: Any) -> None:
        """An error line with the traceback of the exception that is being handled."""
        import traceback

        self._write("ERROR", message, {**fields, "exception": traceback.format_exc()})

    def _write(self, level: str, message: str, fields: dict[str, Any]) -> None:
        if _SEVERITY[level] < _SEVERITY.get(settings.log_level, 20):
            return
        line = {
            "timestamp": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
            "level": level,
            "message": message,
            "service": settings.service_name,
            **self._context,
            **fields,
        }
        if trace := trace_id():
            line["trace_id"] = trace
        write_line(json.dumps(line, default=str, ensure_ascii=False, separators=(",", ":")))


def write_line(line: str) -> None:
    """One whole line in one call: Lambda would cut a line that is written in two."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def trace_id() -> str:
    """The X-Ray trace of this invocation ("1-…"), "" when Lambda sets none. No SDK is needed to read it."""
    header = os.environ.get("_X_AMZN_TRACE_ID", "")
    for part in header.split(";"):
        if part.startswith("Root="):
            return part[5:]
    return ""


logger = Logger()
