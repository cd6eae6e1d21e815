"""Runs Terraform for this repository: finds it and its provider, keeps its data apart per environment."""

from __future__ import annotations

from tools.terraform.errors import TerraformError
from tools.terraform.runner import apply_local, output, run
from tools.terraform.testing import test_all, validate

__all__ = ["TerraformError", "apply_local", "output", "run", "test_all", "validate"]
