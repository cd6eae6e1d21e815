# Browsers ask first (OPTIONS) before they call from another origin. An HTTP API answers by itself; here each path has a
# method for it. The answers to the calls themselves are the functions'. Never credentials.

locals {
  any_origin = contains(var.cors_origins, "*")

  # What can be said without looking at the request.
  fixed_origin = local.any_origin ? "*" : try(one(var.cors_origins), null)

  allowed_headers = concat(["authorization", "content-type", "idempotency-key", "if-match"], length(var.usage_plans) == 0 ? [] : ["x-api-key"])

  preflights = {
    for path, keys in local.paths : path => {
      for method in(length(var.cors_origins) == 0 ? [] : ["options"]) : method => {
        responses = { "204" = {
          description = "What may be called."
          headers     = { for name in keys(local.preflight_headers[path]) : name => { schema = { type = "string" } } }
        } }
        x-amazon-apigateway-integration = {
          type                = "mock"
          passthroughBehavior = "when_no_match"
          requestTemplates    = { "application/json" = jsonencode({ statusCode = 204 }) }
          responses = { default = {
            statusCode         = "204"
            responseParameters = { for name, value in local.preflight_headers[path] : "method.response.header.${name}" => "'${value}'" }
            responseTemplates  = { "application/json" = local.fixed_origin == null ? local.origin_by_request : "" }
          } }
        }
      }
    }
  }

  preflight_headers = {
    for path, keys in local.paths : path => merge(
      {
        Access-Control-Allow-Headers = join(",", local.allowed_headers)
        Access-Control-Allow-Methods = join(",", sort([for key in keys : split(" ", key)[0]]))
        Access-Control-Max-Age       = "3600"
      },
      { for origin in [local.fixed_origin] : "Access-Control-Allow-Origin" => origin if origin != null },
      { for name in ["Vary"] : name => "Origin" if !local.any_origin },
    )
  }

  # Several origins: the one that asks is named if it is among them.
  origin_by_request = join("\n", [
    "#set($origin = $input.params(\"Origin\"))",
    "#if($origin == \"\")#set($origin = $input.params(\"origin\"))#end",
    "#if(${join(" || ", [for origin in var.cors_origins : "$origin == \"${origin}\""])})",
    "#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)",
    "#end",
  ])
}
