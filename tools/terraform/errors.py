"""What can go wrong around Terraform, in words for the person who runs it."""

from __future__ import annotations


class TerraformError(Exception):
    """The message says what is wrong, where, and what to do; Terraform's own output has been shown before."""
