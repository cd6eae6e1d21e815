"""Runs Terraform for this repository: finds it and its provider, keeps its data apart per environment."""

from __future__ import annotations

from tools.terraform.errors import TerraformError
from tools.terraform.runner import output, run
from tools.terraform.testing import test_all, validate

__all__ = ["TerraformError", "output", "run", "test_all", "validate"]
