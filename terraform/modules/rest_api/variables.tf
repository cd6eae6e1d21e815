variable "name" {
  description = "The API's name."
  type        = string
  nullable    = false
}

variable "description" {
  description = "What the API is for."
  type        = string
  default     = ""
  nullable    = false
}

variable "stage" {
  description = "The stage's name: first part of the path at API Gateway's own address, and nowhere else."
  type        = string
  default     = "live"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*$", var.stage)) && !can(regex("^v[0-9]+$", var.stage))
    error_message = "stage is lower-case letters and digits, and no version: routes carry theirs, which would stand there twice."
  }
}

variable "functions" {
  description = "Key → function that answers routes, called by its alias."
  type        = map(object({ name = string, alias = string, invoke_arn = string, timeout_s = number }))
  nullable    = false

  validation {
    condition     = alltrue([for function in values(var.functions) : function.timeout_s <= 29])
    error_message = "A REST API waits 29 s, so no function may take longer: ${join(", ", [for function in values(var.functions) : function.name if function.timeout_s > 29])}."
  }
}

variable "routes" {
  description = "Route key (`GET /v1/today`) → key of its function, whether the authorizer is asked, its own throttle; for how many seconds its answer is cached, by path and these headers; which query parameters have to be there, and which fields its body may have and has to have."
  type = map(object({
    function   = string
    authorized = bool
    throttle   = optional(object({ rate = number, burst = number }))
    cache      = optional(object({ seconds = number, headers = set(string) }))
    request = optional(object({
      query = optional(set(string), [])
      body  = optional(object({ fields = set(string), required = set(string) }))
    }), {})
  }))
  nullable = false

  validation {
    condition     = alltrue([for route in values(var.routes) : contains(keys(var.functions), route.function)])
    error_message = "A route names a function that is not in functions: ${join(", ", [for key, route in var.routes : key if !contains(keys(var.functions), route.function)])}."
  }

  validation {
    condition     = alltrue([for key, route in var.routes : startswith(key, "GET ") && route.cache.seconds >= 1 && route.cache.seconds <= 3600 if route.cache != null])
    error_message = "Only what is read (GET) is cached, for 1 to 3600 s: ${join(", ", [for key, route in var.routes : key if route.cache != null])}."
  }

  validation {
    condition     = alltrue([for route in values(var.routes) : !route.authorized || contains([for name in route.cache.headers : lower(name)], "authorization") if route.cache != null])
    error_message = "What needs a token is cached by it (headers: Authorization), or one would get another's: ${join(", ", [for key, route in var.routes : key if route.cache != null && route.authorized])}."
  }
}

variable "authorizer" {
  description = "Function that turns the Authorization header into a context, and how long its answer is kept."
  type        = object({ name = string, alias = string, invoke_arn = string, cache_seconds = number })
  nullable    = false

  validation {
    condition     = var.authorizer.cache_seconds >= 0 && var.authorizer.cache_seconds <= 60
    error_message = "An authorizer's answer is kept for 60 s at most: a revoked session has to end."
  }
}

variable "throttle" {
  description = "Requests a second and burst of each route that has no throttle of its own."
  type        = object({ rate = number, burst = number })
  nullable    = false
}

variable "cors_origins" {
  description = "Origins that browsers may call from, never with credentials. None: no CORS."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for origin in var.cors_origins : origin == "*" || can(regex("^https?://[A-Za-z0-9.-]+(:[0-9]+)?$", origin))])
    error_message = "An origin is scheme, host and perhaps a port (https://tools.example.com), or * for any."
  }

  # https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  validation {
    condition     = contains(var.cors_origins, "*") || length(join(",", var.cors_origins)) <= 512
    error_message = "A REST API takes origins of 512 characters in all, separated by commas, and these have ${length(join(",", var.cors_origins))}: name fewer, or * for any."
  }
}

variable "compress_from_bytes" {
  description = "Answers from this size on are compressed for those who can read it; -1: none are. Functions leave it to the API."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = var.compress_from_bytes >= -1 && var.compress_from_bytes <= 10485760
    error_message = "compress_from_bytes is 0 to 10485760, or -1 for never."
  }
}

variable "validate_requests" {
  description = "Requests that lack a parameter, or whose body is not of the route's fields, are answered without calling the function."
  type        = bool
  default     = false
  nullable    = false
}

variable "cache_size_gb" {
  description = "Size of the stage's cache, for routes with `cache`; paid by the hour. Null: none."
  type        = number
  default     = null

  validation {
    condition     = var.cache_size_gb == null ? true : contains([0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237], var.cache_size_gb)
    error_message = "A stage's cache has 0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237 GB."
  }
}

variable "usage_plans" {
  description = "Plan → requests a second of each of its keys, how many a DAY, WEEK or MONTH, and the keys' names. With any, routes that want a token want a key (X-Api-Key) as well."
  type = map(object({
    throttle = optional(object({ rate = number, burst = number }))
    quota    = optional(object({ requests = number, per = string }))
    keys     = set(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for plan in values(var.usage_plans) : contains(["DAY", "WEEK", "MONTH"], plan.quota.per) && plan.quota.requests >= 1 if plan.quota != null])
    error_message = "A quota is at least one request per DAY, WEEK or MONTH."
  }

  validation {
    condition     = length(distinct(flatten([for plan in values(var.usage_plans) : tolist(plan.keys)]))) == length(flatten([for plan in values(var.usage_plans) : tolist(plan.keys)]))
    error_message = "A key belongs to one plan."
  }
}

variable "tracing" {
  description = "X-Ray tracing of requests."
  type        = bool
  default     = false
  nullable    = false
}

variable "access_logs" {
  description = "One log line a request. API Gateway writes it with the account's log role (aws_api_gateway_account), which has to be there."
  type        = bool
  default     = false
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
  default     = 7
  nullable    = false
}

variable "log_key" {
  description = "KMS key of the log group. Null: CloudWatch's own."
  type        = object({ arn = string })
  default     = null
}
