# The whole API is one OpenAPI document (document.tf): one request to import it instead of nine hundred at ten a second.
resource "aws_api_gateway_rest_api" "this" {
  #checkov:skip=CKV_AWS_237:A second API would have another address; changes are deployed in place.

  name                     = var.name
  description              = var.description
  body                     = jsonencode(local.document)
  put_rest_api_mode        = "overwrite"
  minimum_compression_size = var.compress_from_bytes

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  description = "Daybook's routes."

  # What stands in the document is live once it is deployed, and so is from which size on answers are compressed.
  triggers = { document = sha256(jsonencode([local.document, var.compress_from_bytes])) }

  # The stage is never without one.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  #checkov:skip=CKV_AWS_120:A stage cache costs while idle; cache_size_gb turns it on for what is the same for all.
  #checkov:skip=CKV_AWS_73:Tracing follows the functions'.
  #checkov:skip=CKV2_AWS_51:Callers are people's browsers and programs, which have no certificates.
  #checkov:skip=CKV2_AWS_29:The firewall stands at CloudFront.
  #checkov:skip=CKV2_AWS_4:The execution log would hold tokens; the access log has what matters.

  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = var.stage

  # Functions read it, since they answer browsers of other origins themselves (shared/http/rest_api.py). No star is
  # allowed in a stage variable.
  variables = local.any_origin ? { cors_origins = "any" } : length(var.cors_origins) == 0 ? {} : { cors_origins = join(",", var.cors_origins) }

  xray_tracing_enabled  = var.tracing
  cache_cluster_enabled = var.cache_size_gb == null ? null : true
  cache_cluster_size    = var.cache_size_gb

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access

    content {
      destination_arn = access_log_settings.value.arn
      # As of an HTTP API: the route and not the path, which may hold a secret; nobody's address and no token.
      format = jsonencode({
        request_id  = "$context.requestId"
        at          = "$context.requestTime"
        route       = "$context.httpMethod $context.resourcePath"
        status      = "$context.status"
        latency_ms  = "$context.responseLatency"
        function_ms = "$context.integration.latency"
        user_id     = "$context.authorizer.user_id"
        error       = "$context.error.responseType"
      })
    }
  }

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

locals {
  # Method path as the stage's settings are keyed (no slash in front) → what differs from the rest.
  settings = merge(
    { "*/*" = { throttle = var.throttle, cache = null } },
    {
      for key, route in var.routes : "${trimprefix(split(" ", key)[1], "/")}/${split(" ", key)[0]}" => {
        throttle = route.throttle == null ? var.throttle : route.throttle
        cache    = local.cached[key]
      } if route.throttle != null || local.cached[key] != null
    },
  )

  cached = { for key, route in var.routes : key => var.cache_size_gb == null ? null : route.cache }
}

resource "aws_api_gateway_method_settings" "this" {
  #checkov:skip=CKV_AWS_225:Only what is the same for all is cached, and only where it is paid for.
  for_each = local.settings

  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = each.key

  # An override says everything: what it leaves out would be AWS's default and not the stage's.
  settings {
    throttling_rate_limit  = each.value.throttle.rate
    throttling_burst_limit = each.value.throttle.burst
    metrics_enabled        = false
    logging_level          = "OFF"
    data_trace_enabled     = false

    caching_enabled      = each.value.cache != null
    cache_ttl_in_seconds = try(each.value.cache.seconds, 0)
    cache_data_encrypted = true
    # A caller's Cache-Control throws nothing out.
    require_authorization_for_cache_control    = true
    unauthorized_cache_control_header_strategy = "SUCCEED_WITHOUT_RESPONSE_HEADER"
  }
}

# As long as the API is there. A prefix, since two statements of one name would be refused.
resource "aws_lambda_permission" "routes" {
  for_each = var.functions

  statement_id_prefix = "rest-api-routes-"
  action              = "lambda:InvokeFunction"
  function_name       = each.value.name
  qualifier           = each.value.alias
  principal           = "apigateway.amazonaws.com"
  source_arn          = "${aws_api_gateway_rest_api.this.execution_arn}/*/*"

  lifecycle {
    create_before_destroy = true
  }
}

# The import makes the authorizer, so its id is nowhere; the API has one only.
resource "aws_lambda_permission" "authorizer" {
  statement_id_prefix = "rest-api-authorizer-"
  action              = "lambda:InvokeFunction"
  function_name       = var.authorizer.name
  qualifier           = var.authorizer.alias
  principal           = "apigateway.amazonaws.com"
  source_arn          = "${aws_api_gateway_rest_api.this.execution_arn}/authorizers/*"

  lifecycle {
    create_before_destroy = true
  }
}
