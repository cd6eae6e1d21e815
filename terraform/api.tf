locals {
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
}

module "http_api" {
  source = "./modules/http_api"

  name        = local.prefix
  description = "Daybook's API (${var.environment})."
  routes      = local.routes
  throttle    = var.api_throttle

  functions = {
    for name in local.routed_functions : name => {
      name       = module.function[name].name
      alias      = module.function[name].alias
      invoke_arn = module.function[name].invoke_arn
      timeout_s  = local.functions[name].timeout_s
    }
  }

  authorizer = {
    name          = module.function[local.authorizer].name
    alias         = module.function[local.authorizer].alias
    invoke_arn    = module.function[local.authorizer].invoke_arn
    cache_seconds = local.functions[local.authorizer].triggers.authorizer.cache_seconds
  }

  cors_origins       = var.cors_origins
  access_logs        = var.api_access_logs
  log_retention_days = var.log_retention_days
}

locals {
  # The API as CloudFront's origin: API Gateway's own address unless told otherwise.
  api_origin = var.api_origin == null ? {
    domain   = module.http_api.domain
    port     = 443
    path     = ""
    protocol = "https-only"
    } : merge(var.api_origin, {
      path = replace(var.api_origin.path, "{api_id}", module.http_api.id)
  })

  api_url = var.api_origin == null ? "https://${module.http_api.domain}" : format(
    "%s://%s:%d%s",
    trimsuffix(local.api_origin.protocol, "-only"), local.api_origin.domain, local.api_origin.port, local.api_origin.path,
  )
}
