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

variable "functions" {
  description = "Key → function that answers routes, called by its alias."
  type        = map(object({ name = string, alias = string, invoke_arn = string, timeout_s = number }))
  nullable    = false

  validation {
    condition     = alltrue([for function in values(var.functions) : function.timeout_s <= 30])
    error_message = "An HTTP API waits 30 s, so no function may take longer: ${join(", ", [for function in values(var.functions) : function.name if function.timeout_s > 30])}."
  }
}

variable "routes" {
  description = "Route key (`GET /v1/today`) → key of its function, whether the authorizer is asked, and its own throttle."
  type = map(object({
    function   = string
    authorized = bool
    throttle   = optional(object({ rate = number, burst = number }))
  }))
  nullable = false

  validation {
    condition     = alltrue([for route in values(var.routes) : contains(keys(var.functions), route.function)])
    error_message = "A route names a function that is not in functions: ${join(", ", [for key, route in var.routes : key if !contains(keys(var.functions), route.function)])}."
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

variable "jwt" {
  description = "Tokens that API Gateway reads by itself instead of asking the authorizer: of this issuer, for one of these audiences. Null: the authorizer is asked."
  type        = object({ issuer = string, audience = list(string) })
  default     = null
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
}

variable "access_logs" {
  description = "One log line a request."
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
