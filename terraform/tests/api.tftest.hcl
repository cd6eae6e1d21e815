# What the API is: the same routes by an HTTP API or a REST API, and what each can do.

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
    condition     = toset(local.api.route_keys) == toset(keys(module.manifests.routes)) && length(local.api.route_keys) > 100
    error_message = "Every route of the manifests is answered, and no other."
  }

  assert {
    condition     = length(aws_api_gateway_account.this) + length(aws_iam_role.api_logs) == 0 && output.api_keys == null
    error_message = "What an account has once is made by its owner only."
  }
}

run "rest" {
  variables {
    api = { flavour = "rest" }
  }

  assert {
    condition     = length(module.http_api) == 0 && length(module.rest_api) == 1 && output.api_flavour == "rest" && output.api_stage == "live"
    error_message = "A REST API in its place."
  }

  assert {
    condition     = toset(local.api.route_keys) == toset(keys(module.manifests.routes)) && length(local.api.route_keys) > 100
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
}

run "an_emulator_has_its_rest_api_elsewhere" {
  variables {
    api        = { flavour = "rest" }
    api_origin = { domain = "localhost", port = 4566, path = "/_aws/execute-api/{api_id}/{stage}", protocol = "http-only" }
  }

  assert {
    condition     = output.api_url == "http://localhost:4566/_aws/execute-api/r1e2s3t4/live/v1"
    error_message = "{api_id} and {stage} in the path stand for the API's id and stage."
  }
}

run "everything_of_a_rest_api" {
  command = plan

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
    condition     = jsonencode(local.cached_routes) == jsonencode({ get_openapi_document = { seconds = 300, headers = ["If-None-Match"] } })
    error_message = "The document is cached; the catalogue, which ends with the person's own rewards, only when a time is set."
  }

  assert {
    condition     = toset(local.declared_requests["POST /v1/auth/login"].body.required) == toset(["email", "password"]) && contains(local.declared_requests["POST /v1/habits"].body.fields, "name") && local.declared_requests["GET /v1/habits"].body == null
    error_message = "What a request has to have is read from the API's document."
  }

  assert {
    condition     = alltrue([for key in keys(local.routes) : contains(keys(local.operations), key)])
    error_message = "The document has every route."
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

run "a_catalogue_that_is_cached" {
  command = plan

  variables {
    api = { flavour = "rest", cache = { document_seconds = 0, catalogue_seconds = 30 } }
  }

  assert {
    condition     = jsonencode(local.cached_routes) == jsonencode({ get_catalog = { seconds = 30, headers = ["Authorization", "If-None-Match"] } })
    error_message = "Nobody gets another's."
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

run "no_such_flavour" {
  command = plan
  variables {
    api = { flavour = "soap" }
  }
  expect_failures = [var.api]
}

run "no_such_authorizer" {
  command = plan
  variables {
    api = { authorizer = "oauth" }
  }
  expect_failures = [var.api]
}

run "a_rest_api_reads_no_tokens" {
  command = plan
  variables {
    api = { flavour = "rest", authorizer = "jwt" }
  }
  expect_failures = [var.api]
}

run "nobody_reads_the_tokens_of_native_accounts" {
  command = plan
  variables {
    identity  = "native"
    mail_from = "daybook@example.com"
    api       = { authorizer = "jwt" }
  }
  expect_failures = [var.api]
}

run "an_http_api_has_no_cache" {
  command = plan
  variables {
    api = { cache = {} }
  }
  expect_failures = [var.api]
}

run "an_http_api_knows_no_plans" {
  command = plan
  variables {
    api = { usage_plans = { partners = { keys = ["acme"] } } }
  }
  expect_failures = [var.api]
}

run "an_http_api_checks_no_requests" {
  command = plan
  variables {
    api = { validate_requests = true }
  }
  expect_failures = [var.api]
}

run "a_plan_called_app" {
  command = plan
  variables {
    api = { flavour = "rest", usage_plans = { partners = { keys = ["app"] } } }
  }
  expect_failures = [var.api]
}

run "a_throttle_that_lets_nobody_in" {
  command = plan
  variables {
    api = { throttle = { rate = 0, burst = 0 } }
  }
  expect_failures = [var.api]
}

run "a_cache_of_no_size" {
  command = plan
  variables {
    api = { flavour = "rest", cache = { size_gb = 3 } }
  }
  expect_failures = [var.api]
}

run "an_answer_cached_for_a_day" {
  command = plan
  variables {
    api = { flavour = "rest", cache = { document_seconds = 86400 } }
  }
  expect_failures = [var.api]
}

run "a_quota_of_a_year" {
  command = plan
  variables {
    api = { flavour = "rest", usage_plans = { partners = { keys = ["acme"], quota = { requests = 5, per = "YEAR" } } } }
  }
  expect_failures = [var.api]
}

run "an_origin_with_a_path" {
  command = plan
  variables {
    cors_origins = ["https://tools.example.com/app"]
  }
  expect_failures = [var.cors_origins]
}
