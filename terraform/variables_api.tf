variable "api" {
  description = <<-EOT
    How the API is reached. flavour: http (an HTTP API) or rest (a REST API, which costs three times as much a request); the routes are the same.
    authorizer: lambda, or jwt, with which an HTTP API reads Cognito's tokens by itself. throttle: requests a second and burst of each route that
    declares none of its own. access_logs: a line a request, beside the functions' own.
    For rest only: compress_from_bytes (-1: never); validate_requests, before a function is called, by docs/openapi.json; cache, a stage cache of
    size_gb that is paid by the hour, and for how many seconds the API's document and the catalogue are kept in it (0: not); usage_plans, plan →
    requests a second of each key, quota (requests per DAY, WEEK or MONTH), and names of keys: with any, who sends a token sends X-Api-Key as well.
  EOT
  default     = {}
  nullable    = false

  type = object({
    flavour     = optional(string, "http")
    authorizer  = optional(string, "lambda")
    throttle    = optional(object({ rate = number, burst = number }), { rate = 50, burst = 100 })
    access_logs = optional(bool, false)

    compress_from_bytes = optional(number, 1024)
    validate_requests   = optional(bool, false)
    cache = optional(object({
      size_gb           = optional(number, 0.5)
      document_seconds  = optional(number, 300)
      catalogue_seconds = optional(number, 0)
    }))
    usage_plans = optional(map(object({
      throttle = optional(object({ rate = number, burst = number }))
      quota    = optional(object({ requests = number, per = string }))
      keys     = set(string)
    })), {})
  })

  validation {
    condition     = contains(["http", "rest"], var.api.flavour)
    error_message = "api.flavour is http or rest."
  }

  validation {
    condition     = contains(["lambda", "jwt"], var.api.authorizer)
    error_message = "api.authorizer is lambda or jwt."
  }

  validation {
    condition     = var.api.authorizer != "jwt" || var.api.flavour == "http"
    error_message = "A REST API has no JWT authorizer: set api.authorizer = \"lambda\", or api.flavour = \"http\"."
  }

  validation {
    condition     = var.api.authorizer != "jwt" || var.identity == "cognito"
    error_message = "Only a user pool publishes what a JWT authorizer asks for: set api.authorizer = \"lambda\", or identity = \"cognito\"."
  }

  validation {
    condition     = var.api.throttle.rate > 0 && var.api.throttle.burst >= 1 && floor(var.api.throttle.burst) == var.api.throttle.burst
    error_message = "api.throttle is a rate of more than 0 requests a second and a burst of 1 or more, such as { rate = 50, burst = 100 }."
  }

  validation {
    condition     = var.api.flavour == "rest" || (var.api.cache == null && !var.api.validate_requests && length(var.api.usage_plans) == 0)
    error_message = "An HTTP API has no cache, checks no requests and knows no usage plans: set api.flavour = \"rest\", or take api.cache, api.validate_requests and api.usage_plans away."
  }

  validation {
    condition     = var.api.compress_from_bytes >= -1 && var.api.compress_from_bytes <= 10485760
    error_message = "api.compress_from_bytes is 0 to 10485760, or -1 for never."
  }

  validation {
    condition     = var.api.cache == null ? true : contains([0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237], var.api.cache.size_gb)
    error_message = "api.cache.size_gb is one of 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 and 237."
  }

  validation {
    condition     = var.api.cache == null ? true : alltrue([for seconds in [var.api.cache.document_seconds, var.api.cache.catalogue_seconds] : seconds >= 0 && seconds <= 3600])
    error_message = "api.cache.document_seconds and api.cache.catalogue_seconds are 0 to 3600."
  }

  validation {
    condition     = !contains(keys(var.api.usage_plans), "app") && !contains(flatten([for plan in values(var.api.usage_plans) : tolist(plan.keys)]), "app")
    error_message = "The web app has the plan and the key \"app\" already: choose another name."
  }

  validation {
    condition     = alltrue([for plan in values(var.api.usage_plans) : contains(["DAY", "WEEK", "MONTH"], plan.quota.per) && plan.quota.requests >= 1 if plan.quota != null])
    error_message = "A quota of api.usage_plans is at least one request per DAY, WEEK or MONTH, such as { requests = 10000, per = \"DAY\" }."
  }
}

variable "cors_origins" {
  description = "Origins that may call the API directly from a browser, with a bearer token and never with cookies, so that any may. The app itself needs none."
  type        = list(string)
  default     = ["*"]
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.cors_origins : origin == "*" || can(regex("^https?://[A-Za-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "cors_origins are scheme, host and perhaps a port (https://tools.example.com), or * for any."
  }
}
