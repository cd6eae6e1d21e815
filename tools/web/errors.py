"""What can go wrong around the web app, in words for the person who builds or deploys it."""

from __future__ import annotations


class WebError(Exception):
    """The message says what is wrong, where, and what to do."""
