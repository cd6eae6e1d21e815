# The firewall and the key by which the API knows CloudFront. What a function is told is known after an apply only.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment = "test"
}

run "firewall" {
  command = plan

  variables {
    firewall          = {}
    origin_key_hashes = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]
  }

  assert {
    condition     = output.web_acl_name == "daybook-test-site" && output.origin_key.store != null
    error_message = "A web ACL stands before the distribution, whose function has a store for the key."
  }

  assert {
    condition = alltrue([
      for name in setunion(local.routed_functions, [local.authorizer]) : lookup(module.function[name].environment, "ORIGIN_KEYS", "") == join(" ", var.origin_key_hashes)
    ])
    error_message = "Each function that the API calls answers CloudFront only."
  }

  assert {
    condition     = toset(output.origin_key.asked_by) == toset([for name, function in module.function : function.name if contains(keys(function.environment), "ORIGIN_KEYS")]) && output.origin_key.taken == var.origin_key_hashes
    error_message = "`invoke edge.key` looks at the functions that ask for the key."
  }

  assert {
    condition     = !contains(keys(module.function["relay"].environment), "ORIGIN_KEYS")
    error_message = "What nobody calls from outside has nothing to ask."
  }

  assert {
    condition     = output.api_url == "https://d111111abcdef8.cloudfront.net/v1"
    error_message = "Programs come through CloudFront, too."
  }
}

