"""What a variable takes away goes after what used it has changed.

Terraform destroys first unless told otherwise (developer.hashicorp.com/terraform/language/meta-arguments/
lifecycle). AWS deletes nothing that is in use, and an API that goes before CloudFront knows the other one
leaves everybody without. Neither shows on an emulator, nor where AWS is mocked.
"""

from __future__ import annotations

import re

import pytest

from tools.terraform.workspace import ROOT

# Resource → who has it, and what AWS says to its deletion until that has changed.
IN_USE = {
    ("modules/firewall/main.tf", "aws_wafv2_web_acl.this"): "the distribution: WAFAssociatedItemException",
    ("modules/certificate/main.tf", "aws_acm_certificate.this"): "the distribution: ResourceInUseException",
    ("modules/static_site/viewer_request.tf", "aws_cloudfront_key_value_store.origin_key"):
        "the function: CannotDeleteEntityWhileInUse",
    ("modules/static_site/headers.tf", "aws_cloudfront_response_headers_policy.assets"):
        "the distribution: ResponseHeadersPolicyInUse",
    ("media.tf", "aws_cloudfront_key_group.media"): "the distribution: ResourceInUse",
    ("media.tf", "aws_cloudfront_public_key.media"): "the key group: PublicKeyInUse",
    # These AWS deletes, and who is still sent there gets an error.
    ("modules/http_api/main.tf", "aws_apigatewayv2_authorizer.token"): "the routes",
    ("modules/http_api/main.tf", "aws_apigatewayv2_authorizer.jwt"): "the routes",
    ("modules/http_api/main.tf", "aws_apigatewayv2_stage.default"): "CloudFront",
    ("modules/http_api/main.tf", "aws_lambda_permission.routes"): "CloudFront",
    ("modules/http_api/main.tf", "aws_lambda_permission.authorizer"): "CloudFront",
    ("modules/rest_api/main.tf", "aws_api_gateway_stage.this"): "CloudFront",
    ("modules/rest_api/main.tf", "aws_lambda_permission.routes"): "CloudFront",
    ("modules/rest_api/main.tf", "aws_lambda_permission.authorizer"): "CloudFront",
}


@pytest.mark.parametrize(("file", "address"), IN_USE)
def test_it_goes_last(file: str, address: str) -> None:
    assert "\n  lifecycle {\n    create_before_destroy = true\n" in _block(file, address)


@pytest.mark.parametrize("module", ["http_api", "rest_api"])
def test_two_permissions_may_be_there_for_a_moment(module: str) -> None:
    """Lambda takes no second statement of one name, and the new one is made before the old one goes."""
    for name in ("routes", "authorizer"):
        block = _block(f"modules/{module}/main.tf", f"aws_lambda_permission.{name}")
        assert "statement_id_prefix " in block and "statement_id " not in block


def test_a_mapping_is_one_at_a_time() -> None:
    """A domain name takes no second mapping of the same path: this one has to go first."""
    assert "create_before_destroy" not in _block("edge.tf", "aws_apigatewayv2_api_mapping.api")


def _block(file: str, address: str) -> str:
    kind, _, name = address.partition(".")
    found = re.search(rf'^resource "{kind}" "{name}" {{\n.*?^}}', (ROOT / file).read_text(), re.M | re.S)
    assert found, f"{address} is no longer in {file}"
    return found[0]
