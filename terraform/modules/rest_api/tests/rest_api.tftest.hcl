mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name     = "daybook-dev"
  throttle = { rate = 50, burst = 100 }
  functions = {
    login   = { name = "daybook-dev-login", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/login", timeout_s = 10 }
    habits  = { name = "daybook-dev-habits", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/habits", timeout_s = 29 }
    openapi = { name = "daybook-dev-openapi", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/openapi", timeout_s = 3 }
  }
  routes = {
    "POST /v1/auth/login"         = { function = "login", authorized = false, throttle = { rate = 10, burst = 20 }, request = { body = { fields = ["email", "password"], required = ["password", "email"] } } }
    "GET /v1/habits"              = { function = "habits", authorized = true, request = { query = ["from"] } }
    "PATCH /v1/habits/{habit_id}" = { function = "habits", authorized = true, request = { body = { fields = ["name", "colour"], required = [] } } }
    "GET /v1/openapi.json"        = { function = "openapi", authorized = false, cache = { seconds = 300, headers = ["If-None-Match"] } }
  }
  authorizer = { name = "daybook-dev-authorizer", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/authorizer", cache_seconds = 60 }
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.rest_api.route_keys == tolist(["GET /v1/habits", "GET /v1/today", "POST /v1/auth/login"])
    error_message = "The example has three routes."
  }
}

run "routes" {
  assert {
    condition     = output.route_keys == tolist(["GET /v1/habits", "GET /v1/openapi.json", "PATCH /v1/habits/{habit_id}", "POST /v1/auth/login"])
    error_message = "Every route key is a method of its path, with no stage in it."
  }

  assert {
    condition     = aws_api_gateway_rest_api.this.body == jsonencode(local.document) && aws_api_gateway_deployment.this.triggers.document == sha256(jsonencode([local.document, 1024]))
    error_message = "A change of the document is deployed, and so is one of the size from which on answers are compressed."
  }

  assert {
    condition     = local.document.paths["/v1/habits"].get["x-amazon-apigateway-integration"].uri == var.functions.habits.invoke_arn && local.document.paths["/v1/habits"].get["x-amazon-apigateway-integration"].type == "aws_proxy"
    error_message = "A route goes to its function."
  }

  assert {
    condition     = alltrue(flatten([for path, methods in local.document.paths : [for method in values(methods) : method["x-amazon-apigateway-integration"].timeoutInMillis == 29000]]))
    error_message = "API Gateway waits as long as it can."
  }

  assert {
    condition     = local.document.paths["/v1/habits"].get.security == [{ token = [] }] && !can(local.document.paths["/v1/auth/login"].post.security)
    error_message = "A route for users asks the authorizer, an open one does not."
  }

  assert {
    condition     = local.document.components.securitySchemes.token["x-amazon-apigateway-authorizer"].identitySource == "method.request.header.Authorization" && local.document.components.securitySchemes.token["x-amazon-apigateway-authorizer"].type == "request" && local.document.components.securitySchemes.token["x-amazon-apigateway-authorizer"].authorizerResultTtlInSeconds == 60
    error_message = "The authorizer's answer is kept by Authorization header, a minute at most."
  }

  assert {
    condition     = [for parameter in local.document.paths["/v1/habits/{habit_id}"].patch.parameters : parameter.name] == ["habit_id"]
    error_message = "A parameter of the path is declared."
  }

  assert {
    condition     = alltrue([for permission in values(aws_lambda_permission.routes) : permission.source_arn == "arn:aws:execute-api:eu-west-2:111122223333:r1e2s3t4/*/*" && permission.qualifier == "live" && permission.principal == "apigateway.amazonaws.com"]) && keys(aws_lambda_permission.routes) == ["habits", "login", "openapi"]
    error_message = "Only this API may call the functions, by their alias."
  }

  assert {
    condition     = aws_lambda_permission.authorizer.source_arn == "arn:aws:execute-api:eu-west-2:111122223333:r1e2s3t4/authorizers/*"
    error_message = "Only this API's authorizer may call the authorizing function."
  }

  # addresses
  assert {
    condition     = output.domain == "r1e2s3t4.execute-api.eu-west-2.amazonaws.com" && output.stage == "live" && output.stage_path == "/live"
    error_message = "The stage stands between the domain and the path, and nowhere else."
  }

  # what costs, or is not asked for, is off
  assert {
    condition     = aws_api_gateway_stage.this.cache_cluster_enabled == null && aws_api_gateway_stage.this.cache_cluster_size == null && length(aws_cloudwatch_log_group.access) + length(aws_api_gateway_usage_plan.this) + length(aws_api_gateway_api_key.this) == 0
    error_message = "Cache, access logs and usage plans are off."
  }

  assert {
    condition     = !can(local.document["x-amazon-apigateway-request-validators"]) && local.document.components.schemas == {} && !can(local.document.paths["/v1/auth/login"].post.requestBody)
    error_message = "Requests are the functions' to check."
  }

  assert {
    condition     = keys(local.document.paths["/v1/habits"]) == ["get"] && length(aws_api_gateway_stage.this.variables) == 0
    error_message = "CORS is off."
  }

  assert {
    condition     = aws_api_gateway_rest_api.this.minimum_compression_size == "1024"
    error_message = "What is large is compressed, since functions leave it to the API."
  }
}

run "throttles" {
  assert {
    condition = { for path, settings in aws_api_gateway_method_settings.this : path => "${one(settings.settings).throttling_rate_limit} ${one(settings.settings).throttling_burst_limit}" } == {
      "*/*"                = "50 100"
      "v1/auth/login/POST" = "10 20"
    }
    error_message = "Every route is throttled, and a route's own throttle holds for that route."
  }

  assert {
    condition     = alltrue([for settings in values(aws_api_gateway_method_settings.this) : one(settings.settings).logging_level == "OFF" && !one(settings.settings).data_trace_enabled && !one(settings.settings).caching_enabled])
    error_message = "The execution log, which would hold tokens, is off; so is the cache."
  }
}

run "errors_of_its_own" {
  assert {
    condition     = alltrue([for type in ["UNAUTHORIZED", "ACCESS_DENIED", "MISSING_AUTHENTICATION_TOKEN", "REQUEST_TOO_LARGE", "THROTTLED", "QUOTA_EXCEEDED", "DEFAULT_4XX", "DEFAULT_5XX", "INTEGRATION_TIMEOUT"] : contains(keys(local.document["x-amazon-apigateway-gateway-responses"]), type)])
    error_message = "What API Gateway answers by itself is mapped."
  }

  assert {
    condition     = { for type in ["UNAUTHORIZED", "ACCESS_DENIED", "MISSING_AUTHENTICATION_TOKEN", "REQUEST_TOO_LARGE", "THROTTLED", "DEFAULT_5XX"] : type => local.document["x-amazon-apigateway-gateway-responses"][type].statusCode } == { UNAUTHORIZED = "401", ACCESS_DENIED = "403", MISSING_AUTHENTICATION_TOKEN = "404", REQUEST_TOO_LARGE = "413", THROTTLED = "429", DEFAULT_5XX = "500" }
    error_message = "An address that is not there is 404, which API Gateway would call 403."
  }

  assert {
    condition     = alltrue([for response in values(local.document["x-amazon-apigateway-gateway-responses"]) : tostring(jsondecode(response.responseTemplates["application/json"]).status) == response.statusCode && jsondecode(response.responseTemplates["application/json"]).instance == "$context.requestId" && response.responseParameters["gatewayresponse.header.Content-Type"] == "'application/problem+json'" && response.responseParameters["gatewayresponse.header.X-Request-Id"] == "context.requestId"])
    error_message = "Each is a problem document with its status and the request's id."
  }

  assert {
    condition     = local.document["x-amazon-apigateway-gateway-responses"].THROTTLED.responseParameters["gatewayresponse.header.Retry-After"] == "'1'"
    error_message = "Who is throttled is told when to come back."
  }
}

run "any_origin" {
  variables {
    cors_origins = ["*"]
  }

  assert {
    condition     = aws_api_gateway_stage.this.variables == tomap({ cors_origins = "any" })
    error_message = "Functions are told whom to let read; no star is possible in a stage variable."
  }

  assert {
    condition     = alltrue([for methods in values(local.document.paths) : contains(keys(methods), "options")]) && !can(local.document.paths["/v1/habits"].options.security)
    error_message = "Every path answers the question before a call, to whoever asks."
  }

  assert {
    condition     = local.document.paths["/v1/habits/{habit_id}"].options["x-amazon-apigateway-integration"].responses.default.responseParameters["method.response.header.Access-Control-Allow-Origin"] == "'*'" && local.document.paths["/v1/habits/{habit_id}"].options["x-amazon-apigateway-integration"].responses.default.responseParameters["method.response.header.Access-Control-Allow-Methods"] == "'PATCH'"
    error_message = "It says who may call, and which methods there are."
  }

  assert {
    condition     = !strcontains(lower(jsonencode(local.document)), "allow-credentials") && !strcontains(lower(jsonencode(local.document)), "x-daybook-client")
    error_message = "Never with credentials; the header of cookie calls stays out of CORS, so no other site can send it."
  }

  assert {
    condition     = local.document["x-amazon-apigateway-gateway-responses"].THROTTLED.responseParameters["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'"
    error_message = "A browser may read API Gateway's own errors too."
  }
}

run "several_origins" {
  variables {
    cors_origins  = ["https://a.example.com", "https://b.example.com:8443"]
    cache_size_gb = 0.5
  }

  assert {
    condition     = toset(local.document.paths["/v1/openapi.json"].get["x-amazon-apigateway-integration"].cacheKeyParameters) == toset(["method.request.header.If-None-Match", "method.request.header.Origin"]) && toset([for parameter in local.document.paths["/v1/openapi.json"].get.parameters : parameter.name]) == toset(["If-None-Match", "Origin"])
    error_message = "What is cached is cached by origin: an answer names the one that may read it."
  }

  assert {
    condition     = aws_api_gateway_stage.this.variables == tomap({ cors_origins = "https://a.example.com,https://b.example.com:8443" })
    error_message = "Functions are told which."
  }

  assert {
    condition     = strcontains(local.document.paths["/v1/habits"].options["x-amazon-apigateway-integration"].responses.default.responseTemplates["application/json"], "#if($origin == \"https://a.example.com\" || $origin == \"https://b.example.com:8443\")") && !can(local.document.paths["/v1/habits"].options["x-amazon-apigateway-integration"].responses.default.responseParameters["method.response.header.Access-Control-Allow-Origin"])
    error_message = "The one that asks is named, and no other."
  }

  assert {
    condition     = !strcontains(jsonencode(local.document["x-amazon-apigateway-gateway-responses"]), "Access-Control-Allow-Origin")
    error_message = "Where none can be chosen none is named."
  }
}

run "requests_are_checked" {
  variables {
    validate_requests = true
  }

  assert {
    condition     = alltrue(flatten([for methods in values(local.document.paths) : [for method in values(methods) : method["x-amazon-apigateway-request-validator"] == "everything"]])) && local.document["x-amazon-apigateway-request-validators"].everything.validateRequestBody && local.document["x-amazon-apigateway-request-validators"].everything.validateRequestParameters
    error_message = "Every route's parameters and body are looked at."
  }

  assert {
    condition     = local.document.paths["/v1/auth/login"].post.requestBody.content["application/json"].schema["$ref"] == "#/components/schemas/PostV1AuthLogin"
    error_message = "A body has the model of its route."
  }

  assert {
    condition     = jsonencode(local.document.components.schemas.PostV1AuthLogin) == jsonencode({ type = "object", required = ["email", "password"], properties = { email = {}, password = {} }, additionalProperties = false })
    error_message = "A model names fields, and leaves what is in them to the function."
  }

  assert {
    condition     = [for parameter in local.document.paths["/v1/habits"].get.parameters : "${parameter.in} ${parameter.name} ${parameter.required}"] == ["query from true"]
    error_message = "A query parameter that has to be there is asked for."
  }
}

run "a_cache_for_what_is_the_same_for_all" {
  variables {
    cache_size_gb = 0.5
  }

  assert {
    condition     = aws_api_gateway_stage.this.cache_cluster_enabled && aws_api_gateway_stage.this.cache_cluster_size == "0.5"
    error_message = "The stage has a cache."
  }

  assert {
    condition     = [for path, settings in aws_api_gateway_method_settings.this : path if one(settings.settings).caching_enabled] == ["v1/openapi.json/GET"] && one(aws_api_gateway_method_settings.this["v1/openapi.json/GET"].settings).cache_ttl_in_seconds == 300 && one(aws_api_gateway_method_settings.this["v1/openapi.json/GET"].settings).cache_data_encrypted
    error_message = "Only what says so is cached, and encrypted."
  }

  assert {
    condition     = one(aws_api_gateway_method_settings.this["v1/openapi.json/GET"].settings).throttling_rate_limit == 50
    error_message = "What is cached is throttled as before."
  }

  assert {
    condition     = local.document.paths["/v1/openapi.json"].get["x-amazon-apigateway-integration"].cacheKeyParameters == ["method.request.header.If-None-Match"]
    error_message = "Who has the document already gets another answer than who has not."
  }
}

run "programs_have_keys" {
  variables {
    usage_plans = {
      partners = { throttle = { rate = 5, burst = 10 }, quota = { requests = 10000, per = "DAY" }, keys = ["acme", "globex"] }
      app      = { keys = ["app"] }
    }
  }

  assert {
    condition     = jsonencode(local.document.paths["/v1/habits"].get.security) == jsonencode([{ key = [], token = [] }]) && local.document.components.securitySchemes.key.name == "x-api-key" && !can(local.document.paths["/v1/auth/login"].post.security)
    error_message = "Who needs a token needs a key as well; signing in and reading the document need none."
  }

  assert {
    condition     = one(aws_api_gateway_usage_plan.this["partners"].quota_settings).limit == 10000 && one(aws_api_gateway_usage_plan.this["partners"].quota_settings).period == "DAY" && one(aws_api_gateway_usage_plan.this["partners"].throttle_settings).rate_limit == 5
    error_message = "A plan has its quota and throttle."
  }

  assert {
    condition     = length(aws_api_gateway_usage_plan.this["app"].quota_settings) + length(aws_api_gateway_usage_plan.this["app"].throttle_settings) == 0
    error_message = "A plan may have neither."
  }

  assert {
    condition     = keys(aws_api_gateway_usage_plan_key.this) == ["acme", "app", "globex"] && keys(output.api_keys) == ["acme", "app", "globex"]
    error_message = "Each key is of its plan."
  }

  assert {
    condition     = one(aws_api_gateway_usage_plan.this["app"].api_stages).stage == "live"
    error_message = "A plan is of this stage."
  }
}

run "access_logs" {
  variables {
    access_logs = true
    log_key     = { arn = "arn:aws:kms:eu-west-2:111122223333:key/1" }
  }

  assert {
    condition     = toset(keys(jsondecode(one(aws_api_gateway_stage.this.access_log_settings).format))) == toset(["request_id", "at", "route", "status", "latency_ms", "function_ms", "user_id", "error"])
    error_message = "A line of the access log says the same as an HTTP API's, and nothing else."
  }

  assert {
    condition     = !can(regex("(?i)sourceIp|identity|\\$context\\.path|header|principalId", one(aws_api_gateway_stage.this.access_log_settings).format))
    error_message = "No address, no token, and no path, which may hold one."
  }

  assert {
    condition     = aws_cloudwatch_log_group.access[0].kms_key_id == "arn:aws:kms:eu-west-2:111122223333:key/1"
    error_message = "The log is encrypted with the key that is given."
  }
}

run "nothing_compressed_nothing_traced" {
  variables {
    compress_from_bytes = -1
    tracing             = true
  }

  assert {
    condition     = aws_api_gateway_rest_api.this.minimum_compression_size == "-1" && aws_api_gateway_stage.this.xray_tracing_enabled
    error_message = "Compression can be turned off, tracing on."
  }
}

run "function_takes_too_long" {
  command = plan
  variables {
    functions = { habits = { name = "habits", alias = "live", invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/habits", timeout_s = 30 } }
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

run "a_stage_called_like_a_version" {
  command = plan
  variables {
    stage = "v1"
  }
  expect_failures = [var.stage]
}

run "one_persons_answer_for_another" {
  command = plan
  variables {
    routes = { "GET /v1/habits" = { function = "habits", authorized = true, cache = { seconds = 60, headers = ["If-None-Match"] } } }
  }
  expect_failures = [var.routes]
}

run "a_change_that_is_cached" {
  command = plan
  variables {
    routes = { "POST /v1/auth/login" = { function = "login", authorized = false, cache = { seconds = 60, headers = [] } } }
  }
  expect_failures = [var.routes]
}

run "a_cache_of_no_size" {
  command = plan
  variables {
    cache_size_gb = 2
  }
  expect_failures = [var.cache_size_gb]
}

run "a_key_of_two_plans" {
  command = plan
  variables {
    usage_plans = { a = { keys = ["acme"] }, b = { keys = ["acme"] } }
  }
  expect_failures = [var.usage_plans]
}

run "a_quota_of_a_year" {
  command = plan
  variables {
    usage_plans = { a = { keys = ["acme"], quota = { requests = 1, per = "YEAR" } } }
  }
  expect_failures = [var.usage_plans]
}

run "an_origin_with_a_path" {
  command = plan
  variables {
    cors_origins = ["https://a.example.com/app"]
  }
  expect_failures = [var.cors_origins]
}

run "compression_of_nothing" {
  command = plan
  variables {
    compress_from_bytes = -2
  }
  expect_failures = [var.compress_from_bytes]
}

run "origins_past_a_stage_variable" {
  command = plan
  variables {
    cors_origins = [for number in range(20) : "https://tools-${number}.a-long-name.example.com"]
  }
  expect_failures = [var.cors_origins]
}
