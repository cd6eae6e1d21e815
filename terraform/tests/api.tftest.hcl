# What the API is: the same routes by an HTTP API or a REST API, and what each can do. One run's state is the next one's,
# so the third turns an API that is there into the other kind.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "recovery"
  source = "./tests/mocks"
}

variables {
  environment = "test"
}

run "http" {
  assert {
    condition     = length(module.http_api) == 1 && length(module.rest_api) == 0 && output.api_flavour == "http" && output.api_stage == "$default"
    error_message = "An HTTP API unless told otherwise."
  }

  assert {
    condition     = toset(local.api.route_keys) == toset(keys(module.manifests.routes)) && length(local.api.route_keys) > 10
    error_message = "Every route of the manifests is answered, and no other."
  }

  assert {
    condition     = length(aws_api_gateway_account.this) + length(aws_iam_role.api_logs) == 0 && output.api_keys == null
    error_message = "What an account has once is made by its owner only."
  }
}

run "tokens_read_by_api_gateway" {
  command = plan

  variables {
    api = { authorizer = "jwt" }
  }

  assert {
    condition     = length(module.http_api) == 1 && toset(local.api.route_keys) == toset(keys(module.manifests.routes))
    error_message = "The routes stay."
  }
}

run "everything_of_a_rest_api" {
  variables {
    account_owner = true
    api = {
      flavour           = "rest"
      access_logs       = true
      validate_requests = true
      cache             = {}
      throttle          = { rate = 20, burst = 40 }
      usage_plans       = { partners = { quota = { requests = 1000, per = "DAY" }, keys = ["acme"] } }
    }
  }

  assert {
    condition     = length(module.http_api) == 0 && length(module.rest_api) == 1 && output.api_flavour == "rest" && output.api_stage == "live"
    error_message = "A REST API in its place."
  }

  assert {
    condition     = toset(local.api.route_keys) == toset(keys(module.manifests.routes)) && length(local.api.route_keys) > 10
    error_message = "The same routes."
  }

  assert {
    condition     = output.api_url == "https://r1e2s3t4.execute-api.eu-west-2.amazonaws.com/live/v1" && output.api_id == "r1e2s3t4"
    error_message = "At API Gateway's own address the stage stands before the version, once."
  }

  assert {
    condition     = local.api_origin == { domain = "r1e2s3t4.execute-api.eu-west-2.amazonaws.com", port = 443, path = "/live", protocol = "https-only" }
    error_message = "CloudFront puts the stage before the path, so that people see none."
  }

  assert {
    condition     = local.api.metrics.dimensions == { ApiName = "daybook-test", Stage = "live" } && local.api.metrics.server_errors == "5XXError"
    error_message = "Alarms find the API under the names that AWS gives it."
  }

  assert {
    condition     = jsonencode(local.cached_routes) == jsonencode({ get_openapi_document = { seconds = 300, headers = ["If-None-Match"] } })
    error_message = "The document is cached; the catalogue, which ends with the person's own rewards, only when a time is set."
  }

  assert {
    condition     = toset(keys(output.api_keys)) == toset(["acme", "app"])
    error_message = "The web app has a key of its own."
  }

  assert {
    condition     = length(aws_api_gateway_account.this) == 1 && aws_iam_role_policy_attachment.api_logs[0].role == "daybook-test-api-logs" && aws_iam_role_policy_attachment.api_logs[0].policy_arn == "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    error_message = "The account's owner makes the role that API Gateway writes logs with."
  }
}

run "a_catalogue_that_is_cached_behind_a_firewall" {
  command = plan

  variables {
    api               = { flavour = "rest", cache = { document_seconds = 0, catalogue_seconds = 30 } }
    api_origin        = { domain = "localhost", port = 4566, path = "/_aws/execute-api/{api_id}/{stage}", protocol = "http-only" }
    firewall          = {}
    origin_key_hashes = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
  }

  assert {
    condition     = jsonencode(local.cached_routes) == jsonencode({ get_catalog = { seconds = 30, headers = ["Authorization", "If-None-Match", "X-Origin-Key"] } })
    error_message = "Nobody gets another's, and nobody what was said to who came past CloudFront."
  }

  assert {
    condition     = local.api_url == "http://localhost:4566/_aws/execute-api/r1e2s3t4/live"
    error_message = "An emulator has its API elsewhere: {api_id} and {stage} in the path stand for the API's id and stage."
  }
}
