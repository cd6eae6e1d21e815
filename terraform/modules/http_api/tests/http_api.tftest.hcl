mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name     = "daybook-dev"
  throttle = { rate = 50, burst = 100 }
  functions = {
    login  = { name = "daybook-dev-login", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/login", timeout_s = 10 }
    habits = { name = "daybook-dev-habits", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/habits", timeout_s = 30 }
  }
  routes = {
    "POST /v1/auth/login" = { function = "login", authorized = false, throttle = { rate = 10, burst = 20 } }
    "GET /v1/habits"      = { function = "habits", authorized = true }
  }
  authorizer = { name = "daybook-dev-authorizer", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/authorizer", cache_seconds = 60 }
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.http_api.route_keys == ["GET /v1/habits", "GET /v1/today", "POST /v1/auth/login"]
    error_message = "The example has three routes."
  }
}

run "routes" {
  assert {
    condition     = aws_apigatewayv2_route.this["POST /v1/auth/login"].authorization_type == "NONE" && aws_apigatewayv2_route.this["GET /v1/habits"].authorization_type == "CUSTOM" && aws_apigatewayv2_route.this["GET /v1/habits"].authorizer_id == "auth12"
    error_message = "A route for users asks the authorizer, an open one does not."
  }

  assert {
    condition     = aws_apigatewayv2_route.this["GET /v1/habits"].target == "integrations/${aws_apigatewayv2_integration.function["habits"].id}" && keys(aws_apigatewayv2_integration.function) == ["habits", "login"]
    error_message = "There is one integration a function, and routes go to their own."
  }

  assert {
    condition     = alltrue([for key, integration in aws_apigatewayv2_integration.function : integration.timeout_milliseconds >= var.functions[key].timeout_s * 1000 && integration.payload_format_version == "2.0"])
    error_message = "API Gateway waits as long as the function may take."
  }

  assert {
    condition     = one(aws_apigatewayv2_authorizer.token).enable_simple_responses && one(aws_apigatewayv2_authorizer.token).authorizer_payload_format_version == "2.0" && one(aws_apigatewayv2_authorizer.token).authorizer_result_ttl_in_seconds <= 60 && one(aws_apigatewayv2_authorizer.token).identity_sources == toset(["$request.header.Authorization"])
    error_message = "The authorizer's simple answer is kept by Authorization header, a minute at most."
  }

  assert {
    condition     = one(aws_apigatewayv2_stage.default.default_route_settings).throttling_rate_limit == 50 && one(aws_apigatewayv2_stage.default.default_route_settings).throttling_burst_limit == 100
    error_message = "Every route is throttled."
  }

  assert {
    condition     = [for setting in aws_apigatewayv2_stage.default.route_settings : "${setting.route_key} ${setting.throttling_rate_limit} ${setting.throttling_burst_limit}"] == ["POST /v1/auth/login 10 20"]
    error_message = "A route's own throttle holds for that route."
  }

  assert {
    condition     = alltrue([for permission in values(aws_lambda_permission.routes) : permission.source_arn == "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3d4/*/*" && permission.qualifier == "live" && permission.principal == "apigateway.amazonaws.com"]) && keys(aws_lambda_permission.routes) == ["habits", "login"]
    error_message = "Only this API may call the functions, by their alias."
  }

  assert {
    condition     = aws_lambda_permission.authorizer[0].source_arn == "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3d4/authorizers/auth12"
    error_message = "Only this API's authorizer may call the authorizing function."
  }

  assert {
    condition     = length(aws_apigatewayv2_api.this.cors_configuration) == 0 && length(aws_cloudwatch_log_group.access) == 0
    error_message = "CORS and access logs are off unless asked for."
  }
}

run "cors_and_access_logs" {
  variables {
    cors_origins = ["https://tools.example.com"]
    access_logs  = true
  }

  assert {
    condition     = one(aws_apigatewayv2_api.this.cors_configuration).allow_credentials == false && one(aws_apigatewayv2_api.this.cors_configuration).allow_origins == toset(["https://tools.example.com"])
    error_message = "CORS never allows credentials."
  }

  assert {
    condition     = !contains([for name in one(aws_apigatewayv2_api.this.cors_configuration).allow_headers : lower(name)], "x-daybook-client")
    error_message = "The header of cookie calls stays out of CORS: no other site can send it."
  }

  assert {
    condition     = toset(keys(jsondecode(one(aws_apigatewayv2_stage.default.access_log_settings).format))) == toset(["request_id", "at", "route", "status", "latency_ms", "function_ms", "user_id", "error"])
    error_message = "A line of the access log says this and nothing else."
  }

  assert {
    condition     = !can(regex("(?i)sourceIp|identity|path}|\\$context\\.path|header|authorizer\\.(token|principalId)", one(aws_apigatewayv2_stage.default.access_log_settings).format))
    error_message = "No address, no token, and no path, which may hold one."
  }

  assert {
    condition     = one(aws_apigatewayv2_stage.default.access_log_settings).destination_arn == "arn:aws:logs:eu-west-2:111122223333:log-group:group" && can(jsondecode(one(aws_apigatewayv2_stage.default.access_log_settings).format))
    error_message = "An access log line is JSON."
  }
}

run "function_takes_too_long" {
  command = plan
  variables {
    functions = { habits = { name = "habits", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/habits", timeout_s = 31 } }
    routes    = {}
  }
  expect_failures = [var.functions]
}

run "route_to_nowhere" {
  command = plan
  variables {
    routes = { "GET /v1/habits" = { function = "habit", authorized = true } }
  }
  expect_failures = [var.routes]
}

run "authorizer_remembers_too_long" {
  command = plan
  variables {
    authorizer = { name = "a", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/a", cache_seconds = 61 }
  }
  expect_failures = [var.authorizer]
}

run "tokens_that_api_gateway_reads_itself" {
  variables {
    jwt         = { issuer = "https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc", audience = ["client-1"] }
    access_logs = true
  }

  assert {
    condition     = one(aws_apigatewayv2_authorizer.jwt).authorizer_type == "JWT" && one(one(aws_apigatewayv2_authorizer.jwt).jwt_configuration).audience == toset(["client-1"]) && one(one(aws_apigatewayv2_authorizer.jwt).jwt_configuration).issuer == "https://cognito-idp.eu-west-2.amazonaws.com/eu-west-2_abc"
    error_message = "Only tokens of this issuer and for these clients are read."
  }

  assert {
    condition     = length(aws_apigatewayv2_authorizer.token) == 0 && length(aws_lambda_permission.authorizer) == 0
    error_message = "The function is not asked, and may not be."
  }

  assert {
    condition     = aws_apigatewayv2_route.this["POST /v1/auth/login"].authorization_type == "NONE" && aws_apigatewayv2_route.this["GET /v1/habits"].authorization_type == "JWT"
    error_message = "The same routes want a token."
  }

  assert {
    condition     = jsondecode(one(aws_apigatewayv2_stage.default.access_log_settings).format).user_id == "$context.authorizer.claims.sub"
    error_message = "Who called stands in the token."
  }
}

run "a_key_of_ones_own_for_the_log" {
  variables {
    access_logs = true
    log_key     = { arn = "arn:aws:kms:eu-west-2:111122223333:key/1" }
  }

  assert {
    condition     = aws_cloudwatch_log_group.access[0].kms_key_id == "arn:aws:kms:eu-west-2:111122223333:key/1"
    error_message = "The log is encrypted with the key that is given."
  }
}
