"""HTTP for functions: what a handler imports. See app.py."""

from __future__ import annotations

from shared import startup as startup  # first: it turns the garbage collector off while the rest loads
from shared.http import query as query
from shared.http.app import App as App
from shared.http.request import Request as Request
from shared.http.request import User as User
from shared.http.response import Response as Response

__all__ = ["App", "Request", "Response", "User", "query"]
