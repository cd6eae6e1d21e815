# The API: every route of the manifests, by an HTTP API or a REST API. Whoever needs the API asks local.api, which is the
# same for both.

locals {
  is_rest = var.api.flavour == "rest"

  # One entry for API Gateway a route key; a key declared twice stops the plan (modules/manifests).
  routes = {
    for key, route in module.manifests.routes : key => {
      function   = route.function
      authorized = route.auth == "user"
      throttle   = route.throttle
    }
  }

  routed_functions = toset([for route in local.routes : route.function])
  authorizer       = module.manifests.authorizer

  api_functions = {
    for name in local.routed_functions : name => {
      name       = module.function[name].name
      alias      = module.function[name].alias
      invoke_arn = module.function[name].invoke_arn
      timeout_s  = local.functions[name].timeout_s
    }
  }

  api_authorizer = {
    name          = module.function[local.authorizer].name
    alias         = module.function[local.authorizer].alias
    invoke_arn    = module.function[local.authorizer].invoke_arn
    cache_seconds = local.functions[local.authorizer].triggers.authorizer.cache_seconds
  }
}

module "http_api" {
  source = "./modules/http_api"
  count  = local.is_rest ? 0 : 1

  name        = local.prefix
  description = "Daybook's API (${var.environment})."
  routes      = local.routes
  functions   = local.api_functions
  authorizer  = local.api_authorizer
  throttle    = var.api.throttle

  jwt = var.api.authorizer == "lambda" ? null : {
    issuer   = "https://cognito-idp.${var.region}.amazonaws.com/${local.user_pool.id}"
    audience = [local.user_pool.client_id]
  }

  cors_origins       = var.cors_origins
  access_logs        = var.api.access_logs
  log_retention_days = var.log_retention_days
  log_key            = local.keys.logs
}

module "rest_api" {
  source = "./modules/rest_api"
  count  = local.is_rest ? 1 : 0

  name        = local.prefix
  description = "Daybook's API (${var.environment})."
  functions   = local.api_functions
  authorizer  = local.api_authorizer
  throttle    = var.api.throttle

  routes = {
    for key, route in local.routes : key => merge(route, {
      cache   = lookup(local.cached_routes, module.manifests.routes[key].name, null)
      request = local.declared_requests[key]
    })
  }

  cors_origins        = var.cors_origins
  compress_from_bytes = var.api.compress_from_bytes
  validate_requests   = var.api.validate_requests
  cache_size_gb       = one(var.api.cache[*].size_gb)
  usage_plans         = local.usage_plans
  tracing             = var.tracing
  access_logs         = var.api.access_logs
  log_retention_days  = var.log_retention_days
  log_key             = local.keys.logs

  # A stage with an access log is refused before the account knows who writes it.
  depends_on = [aws_api_gateway_account.this]
}

locals {
  # The module that is there; the other's list is empty.
  api = one(concat(
    [for made in module.http_api : { id = made.id, domain = made.domain, stage = made.stage, path = made.stage_path, metrics = made.metrics, route_keys = made.route_keys }],
    [for made in module.rest_api : { id = made.id, domain = made.domain, stage = made.stage, path = made.stage_path, metrics = made.metrics, route_keys = made.route_keys }],
  ))

  # The API as CloudFront's origin: API Gateway's own address unless told otherwise. A REST API's stage stands in its
  # path, and routes carry their version in both: /live/v1/today there, /v1/today for everybody.
  api_origin = var.api_origin == null ? {
    domain   = local.api.domain
    port     = 443
    path     = local.api.path
    protocol = "https-only"
    } : merge(var.api_origin, {
      path = replace(replace(var.api_origin.path, "{api_id}", local.api.id), "{stage}", local.api.stage)
  })

  api_url = var.api_origin == null ? "https://${local.api.domain}${local.api.path}" : format(
    "%s://%s:%d%s",
    trimsuffix(local.api_origin.protocol, "-only"), local.api_origin.domain, local.api_origin.port, local.api_origin.path,
  )
}

# --- what only a REST API does ---

locals {
  openapi = jsondecode(file("${var.functions_dir}/../docs/openapi.json"))

  # Route key → which query parameters have to be there, and the fields of its body, as the document says.
  declared_requests = {
    for key in keys(local.routes) : key => {
      query = [for parameter in try(local.operations[key].parameters, []) : parameter.name if parameter.in == "query" && try(parameter.required, false)]
      body  = try(local.operations[key].requestBody.required, false) ? local.bodies[key] : null
    }
  }

  operations = merge([for path, methods in local.openapi.paths : { for method, operation in methods : "${upper(method)} ${path}" => operation }]...)

  bodies = {
    for key, schema in {
      for key, operation in local.operations : key => local.openapi.components.schemas[basename(operation.requestBody.content["application/json"].schema["$ref"])] if can(operation.requestBody)
    } : key => { fields = keys(schema.properties), required = try(schema.required, []) }
  }

  # What is the same for everybody who asks the same. The catalogue ends with the person's own rewards, so its answers are
  # kept by token, and for no time unless one is set: what somebody has just changed would seem lost.
  cached_routes = var.api.cache == null ? {} : {
    for name, kept in {
      get_openapi_document = { seconds = var.api.cache.document_seconds, headers = concat(["If-None-Match"], local.origin_header) }
      get_catalog          = { seconds = var.api.cache.catalogue_seconds, headers = concat(["Authorization", "If-None-Match"], local.origin_header) }
    } : name => kept if kept.seconds > 0
  }

  # Who comes past a firewall must not leave "this way not" in the cache for those who come through it.
  origin_header = local.api_is_closed ? ["X-Origin-Key"] : []

  # The web app has a key of its own, which CloudFront adds: there is no quota for people.
  usage_plans = {
    for name, plan in merge(var.api.usage_plans, { app = { throttle = null, quota = null, keys = ["app"] } }) :
    name => plan if length(var.api.usage_plans) > 0
  }
}

# --- what an account has once ---

# API Gateway writes REST APIs' access logs as this role, in all of the account's environments. AWS takes no narrower policy
# than its own: it tries the role out on a log group of its own when it is set.
resource "aws_iam_role" "api_logs" {
  count = var.account_owner ? 1 : 0

  name                 = "${local.prefix}-api-logs"
  description          = "API Gateway, for the access logs of this account's REST APIs."
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "api_logs" {
  count = var.account_owner ? 1 : 0

  role       = aws_iam_role.api_logs[0].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

resource "aws_api_gateway_account" "this" {
  count = var.account_owner ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.api_logs[0].arn

  depends_on = [aws_iam_role_policy_attachment.api_logs]
}
