# Every function has its name, and every route its function.

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

run "declared_names_and_addresses" {
  command = plan

  # routes are those of the manifests
  assert {
    condition = toset(local.api.route_keys) == toset(flatten([
      for declared in values(local.declared) : [for route in try(declared.routes, []) : "${route.method} ${route.path}"]
      if try(declared.identity, "cognito") == "cognito"
    ]))
    error_message = "API Gateway answers other routes than the manifests declare."
  }

  assert {
    condition     = length(local.api.route_keys) > 100
    error_message = "The manifests were not found."
  }

  assert {
    condition = toset(keys(output.function_names)) == toset([
      for name, declared in local.declared : name if try(declared.identity, "cognito") == "cognito"
    ])
    error_message = "There is not a Lambda function for every manifest, or one too many."
  }

  assert {
    condition     = alltrue([for key, route in local.routes : route.authorized == (module.manifests.routes[key].auth == "user")])
    error_message = "A route that wants a user goes past the authorizer, or the other way round."
  }

  # what the API's document says of them, which a REST API checks before it calls
  assert {
    condition     = alltrue([for key in keys(local.routes) : contains(keys(local.operations), key)])
    error_message = "The document has every route."
  }

  assert {
    condition     = toset(local.declared_requests["POST /v1/auth/login"].body.required) == toset(["email", "password"]) && contains(local.declared_requests["POST /v1/habits"].body.fields, "name") && local.declared_requests["GET /v1/habits"].body == null
    error_message = "What a request has to have is read from the API's document."
  }

  # names carry project and environment
  assert {
    condition     = output.function_names["get_user"] == "daybook-test-get-user"
    error_message = "The folder get_user becomes daybook-test-get-user."
  }

  assert {
    condition     = alltrue([for name in values(output.function_names) : startswith(name, "daybook-test-")])
    error_message = "Another environment in the same account would collide."
  }

  assert {
    condition     = [output.artifacts_bucket, output.failures_bucket, output.site_bucket] == [for part in ["artifacts", "failures", "site"] : "daybook-test-${part}-111122223333"]
    error_message = "A bucket's name is unique in the world only with the account id in it."
  }

  # addresses
  assert {
    condition     = output.api_url == "https://a1b2c3d4.execute-api.eu-west-2.amazonaws.com/v1"
    error_message = "The API is at API Gateway's own address."
  }

  assert {
    condition     = output.app_url == "https://d111111abcdef8.cloudfront.net"
    error_message = "The app is at CloudFront's own address."
  }
}

run "an_emulator_has_its_api_elsewhere" {
  command = plan

  variables {
    api_origin = {
      domain   = "localhost"
      port     = 4566
      path     = "/_aws/execute-api/{api_id}/$default"
      protocol = "http-only"
    }
  }

  assert {
    condition     = output.api_url == "http://localhost:4566/_aws/execute-api/a1b2c3d4/$default/v1"
    error_message = "{api_id} in the path stands for the API's id."
  }
}

run "what_makes_no_stack" {
  command = plan

  variables {
    dist_dir           = "./no-such-folder"
    environment        = "My_Env"
    availability_zones = ["a"]
  }

  expect_failures = [var.dist_dir, var.environment, var.availability_zones]
}
