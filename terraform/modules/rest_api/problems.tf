# What API Gateway answers by itself, in the form of every other error (RFC 9457). An HTTP API cannot be told to.

locals {
  # Type of gateway response → the problem. All types are there, so that the two defaults have one status each.
  # https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  problems = jsondecode(file("${path.module}/gateway_problems.json"))

  gateway_responses = {
    for type, problem in local.problems : type => {
      statusCode = tostring(problem.status)
      responseParameters = {
        for name, value in merge(
          { Content-Type = "'application/problem+json'", Cache-Control = "'no-store'", X-Request-Id = "context.requestId" },
          { for seconds in try([problem.retry_after], []) : "Retry-After" => "'${seconds}'" },
          # To several origins nothing can be said here: there is no template that could choose.
          { for origin in [local.fixed_origin] : "Access-Control-Allow-Origin" => "'${origin}'" if origin != null },
          { for origin in [local.fixed_origin] : "Access-Control-Expose-Headers" => "'retry-after,x-request-id'" if origin != null },
        ) : "gatewayresponse.header.${name}" => value
      }
      responseTemplates = {
        "application/json" = jsonencode({
          type     = "urn:daybook:problem:${problem.code}"
          title    = problem.title
          status   = problem.status
          detail   = problem.detail
          instance = "$context.requestId"
        })
      }
    }
  }
}
