locals {
  by_function = var.jwt == null
}

resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  description   = var.description
  protocol_type = "HTTP"

  dynamic "cors_configuration" {
    for_each = length(var.cors_origins) > 0 ? [1] : []

    content {
      allow_origins     = var.cors_origins
      allow_methods     = ["GET", "POST", "PUT", "PATCH", "DELETE"]
      allow_headers     = ["authorization", "content-type", "idempotency-key", "if-match"]
      expose_headers    = ["etag", "location", "retry-after", "x-request-id"]
      allow_credentials = false
      max_age           = 3600
    }
  }
}

resource "aws_apigatewayv2_integration" "function" {
  for_each = var.functions

  api_id                 = aws_apigatewayv2_api.this.id
  integration_type       = "AWS_PROXY"
  integration_uri        = each.value.invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = 30000
}

# The function by default.
resource "aws_apigatewayv2_authorizer" "token" {
  count = local.by_function ? 1 : 0

  api_id                            = aws_apigatewayv2_api.this.id
  name                              = "token"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = var.authorizer.invoke_arn
  authorizer_payload_format_version = "2.0"
  enable_simple_responses           = true
  authorizer_result_ttl_in_seconds  = var.authorizer.cache_seconds
  identity_sources                  = ["$request.header.Authorization"]

  # Routes need one all the time.
  lifecycle {
    create_before_destroy = true
  }
}

# API Gateway can read a user pool's tokens by itself, which is one call less a minute and session, and knows nothing of
# ended sessions and personal access tokens. A resource of its own: changed in place, an authorizer would be told empty
# values for what its new kind does not have, which API Gateway does not take.
resource "aws_apigatewayv2_authorizer" "jwt" {
  count = local.by_function ? 0 : 1

  api_id           = aws_apigatewayv2_api.this.id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.jwt.issuer
    audience = var.jwt.audience
  }

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  authorizer = one(concat(aws_apigatewayv2_authorizer.token, aws_apigatewayv2_authorizer.jwt))
}

resource "aws_apigatewayv2_route" "this" {
  #checkov:skip=CKV_AWS_309:Routes with auth "none" are those that sign people in; the others have the authorizer (asserted in tests).

  for_each = var.routes

  api_id             = aws_apigatewayv2_api.this.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.function[each.value.function].id}"
  authorization_type = each.value.authorized ? (local.by_function ? "CUSTOM" : "JWT") : "NONE"
  authorizer_id      = each.value.authorized ? local.authorizer.id : null
}

resource "aws_apigatewayv2_stage" "default" {
  #checkov:skip=CKV_AWS_76:By choice (access_logs): each function writes a line a request, with more in it.

  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttle.rate
    throttling_burst_limit = var.throttle.burst
  }

  dynamic "route_settings" {
    for_each = { for key, route in var.routes : key => route.throttle if route.throttle != null }

    content {
      route_key              = route_settings.key
      throttling_rate_limit  = route_settings.value.rate
      throttling_burst_limit = route_settings.value.burst
    }
  }

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access

    content {
      destination_arn = access_log_settings.value.arn
      # The route and not the path, which may hold a secret; nobody's address and no token.
      format = jsonencode({
        request_id  = "$context.requestId"
        at          = "$context.requestTime"
        route       = "$context.routeKey"
        status      = "$context.status"
        latency_ms  = "$context.responseLatency"
        function_ms = "$context.integrationLatency"
        user_id     = local.by_function ? "$context.authorizer.user_id" : "$context.authorizer.claims.sub"
        error       = "$context.error.responseType"
      })
    }
  }

  # A route's settings are refused while the route is not there.
  depends_on = [aws_apigatewayv2_route.this]

  # With all that it stands on it goes after its users have changed: CloudFront is told of another API first.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "access" {
  #checkov:skip=CKV_AWS_158:Encrypted with CloudWatch's own key unless customer_key names logs; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV_AWS_338:It says who did what when: log_retention_days says how long.

  count = var.access_logs ? 1 : 0

  name              = "/aws/apigateway/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = one(var.log_key[*].arn)
}

# As long as the API is there. A prefix, since two statements of one name would be refused.
resource "aws_lambda_permission" "routes" {
  for_each = var.functions

  statement_id_prefix = "http-api-routes-"
  action              = "lambda:InvokeFunction"
  function_name       = each.value.name
  qualifier           = each.value.alias
  principal           = "apigateway.amazonaws.com"
  source_arn          = "${aws_apigatewayv2_api.this.execution_arn}/*/*"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "authorizer" {
  count = local.by_function ? 1 : 0

  statement_id_prefix = "http-api-authorizer-"
  action              = "lambda:InvokeFunction"
  function_name       = var.authorizer.name
  qualifier           = var.authorizer.alias
  principal           = "apigateway.amazonaws.com"
  source_arn          = "${aws_apigatewayv2_api.this.execution_arn}/authorizers/${aws_apigatewayv2_authorizer.token[0].id}"

  lifecycle {
    create_before_destroy = true
  }
}
