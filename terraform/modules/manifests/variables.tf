variable "identity" {
  description = "Who keeps the accounts: cognito or native. Functions and grants that name the other one are left out."
  type        = string
  default     = "cognito"
  nullable    = false

  validation {
    condition     = contains(["cognito", "native"], var.identity)
    error_message = "identity is cognito or native."
  }
}

variable "manifests" {
  description = "Folder name → decoded function.json. functions/function.schema.json says what the fields mean."
  nullable    = false

  type = map(object({
    description = string
    memory_mb   = number
    timeout_s   = number
    identity    = optional(string)
    vpc         = optional(bool, false)
    layers      = optional(set(string), ["common"])

    routes = optional(list(object({
      name     = string
      method   = string
      path     = string
      auth     = string
      scope    = optional(string)
      throttle = optional(object({ rate = number, burst = number }))
    })), [])

    triggers = optional(object({
      authorizer = optional(object({ cache_seconds = number }))
      user_pool  = optional(set(string), [])
      # The filter patterns are of any shape, which a type cannot say: the mapping reads them from the file.
      table_stream = optional(object({ batch_size = number, max_retries = number, max_age_s = number }))
      bucket       = optional(object({ name = string, prefixes = list(string) }))
      schedule = optional(object({
        expression  = string
        timezone    = optional(string, "UTC")
        where       = optional(string)
        max_retries = optional(number, 2)
        max_age_s   = optional(number, 21600)
      }))
      queue = optional(object({
        name              = string
        batch_size        = number
        batching_window_s = optional(number, 0)
        max_concurrency   = number
        max_receive_count = number
      }))
      bus      = optional(object({ detail_types = list(string) }))
      topic    = optional(object({ name = string }))
      invoked  = optional(object({ max_retries = optional(number, 2), max_age_s = optional(number, 21600) }))
      rotation = optional(object({ secret = string, days = number }))
      apply    = optional(object({ watch = string }))
    }), {})

    grants = optional(list(object({
      resource     = string
      actions      = set(string)
      leading_keys = optional(list(string), [])
      identity     = optional(string)
    })), [])

    unsigned    = optional(set(string), [])
    environment = optional(set(string), [])
  }))

  validation {
    condition     = alltrue([for name in keys(var.manifests) : can(regex("^[a-z][a-z0-9_]*$", name))])
    error_message = "A function's folder is snake_case: ${join(", ", [for name in keys(var.manifests) : name if !can(regex("^[a-z][a-z0-9_]*$", name))])}."
  }

  validation {
    condition = alltrue(flatten([for m in values(var.manifests) : [
      for named in concat([m.identity], m.grants[*].identity) : named == null ? true : contains(["cognito", "native"], named)
    ]]))
    error_message = "The identity of a function or a grant is cognito or native, or is left out."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.triggers.rotation.days <= 90 if m.triggers.rotation != null])
    error_message = "A secret is rotated at least every 90 days."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.memory_mb >= 128 && m.memory_mb <= 10240])
    error_message = "memory_mb is 128 to 10240: ${join(", ", [for name, m in var.manifests : name if m.memory_mb < 128 || m.memory_mb > 10240])}."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.timeout_s >= 1 && m.timeout_s <= 900])
    error_message = "timeout_s is 1 to 900: ${join(", ", [for name, m in var.manifests : name if m.timeout_s < 1 || m.timeout_s > 900])}."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.timeout_s <= 30 if length(m.routes) > 0])
    error_message = "An HTTP API waits 30 s, so a function with routes has timeout_s ≤ 30: ${join(", ", [for name, m in var.manifests : name if length(m.routes) > 0 && m.timeout_s > 30])}."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.timeout_s <= 5 if length(m.triggers.user_pool) > 0])
    error_message = "Cognito waits 5 s for a trigger, so its timeout_s is ≤ 5: ${join(", ", [for name, m in var.manifests : name if length(m.triggers.user_pool) > 0 && m.timeout_s > 5])}."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : alltrue([for prefix in m.triggers.bucket.prefixes : endswith(prefix, "/")]) if m.triggers.bucket != null])
    error_message = "A prefix of a bucket ends with a slash: ${join(", ", [for name, m in var.manifests : name if m.triggers.bucket != null && !alltrue([for prefix in try(m.triggers.bucket.prefixes, []) : endswith(prefix, "/")])])}."
  }

  validation {
    condition = alltrue([for m in values(var.manifests) : alltrue([
      for trigger in [m.triggers.bucket, m.triggers.schedule, m.triggers.queue, m.triggers.bus, m.triggers.topic, m.triggers.invoked] : trigger == null
    ]) if m.triggers.authorizer != null || length(m.routes) > 0])
    error_message = "What is called without anybody waiting has no routes: ${join(", ", [for name, m in var.manifests : name if length(m.routes) > 0 && anytrue([for trigger in [m.triggers.bucket, m.triggers.schedule, m.triggers.queue, m.triggers.bus, m.triggers.topic, m.triggers.invoked] : trigger != null])])}."
  }

  validation {
    condition = alltrue([for m in values(var.manifests) : (
      m.triggers.schedule.max_retries >= 0 && m.triggers.schedule.max_retries <= 185 && m.triggers.schedule.max_age_s >= 60 && m.triggers.schedule.max_age_s <= 86400 &&
      can(regex("^(rate\\([0-9]+ (minute|hour|day)s?\\)|cron\\([^()]+\\))$", m.triggers.schedule.expression))
    ) if m.triggers.schedule != null])
    error_message = "A schedule is rate(1 minute) or cron(0 4 * * ? *), tried again up to 185 times within 60 to 86400 s."
  }

  validation {
    condition = alltrue([for m in values(var.manifests) : (
      m.triggers.queue.max_concurrency >= 2 && m.triggers.queue.max_receive_count >= 2 && (m.triggers.queue.batch_size <= 10 || m.triggers.queue.batching_window_s >= 1)
    ) if m.triggers.queue != null])
    error_message = "A queue has max_concurrency ≥ 2 (AWS's least), max_receive_count ≥ 2, and for batches of more than 10 a batching_window_s."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.triggers.invoked.max_retries <= 2 && m.triggers.invoked.max_age_s >= 60 && m.triggers.invoked.max_age_s <= 21600 if m.triggers.invoked != null])
    error_message = "Lambda tries an asynchronous call again twice at most, for 60 to 21600 s."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.timeout_s <= 10 if m.triggers.authorizer != null])
    error_message = "API Gateway waits 10 s for an authorizer, so its timeout_s is ≤ 10."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : m.triggers.authorizer.cache_seconds <= 60 if m.triggers.authorizer != null])
    error_message = "An authorizer's answer is kept for 60 s at most (cache_seconds): a revoked session has to end."
  }

  validation {
    condition     = alltrue(flatten([for m in values(var.manifests) : [for r in m.routes : contains(["GET", "POST", "PUT", "PATCH", "DELETE"], r.method)]]))
    error_message = "A route's method is GET, POST, PUT, PATCH or DELETE: ${join(", ", flatten([for name, m in var.manifests : [for r in m.routes : "${name}.${r.name}" if !contains(["GET", "POST", "PUT", "PATCH", "DELETE"], r.method)]]))}."
  }

  validation {
    condition     = alltrue(flatten([for m in values(var.manifests) : [for r in m.routes : can(regex("^/v[0-9]+(/([a-z0-9_.-]+|\\{[a-z_]+\\}))+$", r.path))]]))
    error_message = "A route's path begins with its version, such as /v1/habits/{habit_id}: ${join(", ", flatten([for name, m in var.manifests : [for r in m.routes : "${name}.${r.name}" if !can(regex("^/v[0-9]+(/([a-z0-9_.-]+|\\{[a-z_]+\\}))+$", r.path))]]))}."
  }

  validation {
    condition     = alltrue(flatten([for m in values(var.manifests) : [for r in m.routes : r.auth == "none" ? r.scope == null : r.auth == "user" && r.scope != null]]))
    error_message = "A route's auth is \"user\" with a scope, or \"none\" without: ${join(", ", flatten([for name, m in var.manifests : [for r in m.routes : "${name}.${r.name}" if !(r.auth == "none" ? r.scope == null : r.auth == "user" && r.scope != null)]]))}."
  }

  validation {
    condition     = alltrue(flatten([for m in values(var.manifests) : [for g in m.grants : [for a in g.actions : can(regex("^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$", a))]]]))
    error_message = "A granted action is spelled out, service:Action, with no wildcard: ${join(", ", flatten([for name, m in var.manifests : [for g in m.grants : [for a in g.actions : "${name} ${a}" if !can(regex("^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*$", a))]]]))}."
  }

  validation {
    condition = alltrue(flatten([for m in values(var.manifests) : [
      for g in m.grants : g.resource != "data_table" || length(g.leading_keys) > 0
    ]]))
    error_message = "A grant of data_table says which partition keys it is for (leading_keys): ${join(", ", [for name, m in var.manifests : name if anytrue([for g in m.grants : g.resource == "data_table" && length(g.leading_keys) == 0])])}."
  }

  validation {
    condition = alltrue(flatten([for m in values(var.manifests) : [
      for g in m.grants : [for a in g.actions : contains(["rds-db", "dynamodb", "s3"], split(":", a)[0])]
    ] if m.vpc]))
    error_message = "In the VPC a function reaches PostgreSQL, DynamoDB and S3 and nothing else, so it is granted nothing else: ${join(", ", [for name, m in var.manifests : name if m.vpc && anytrue(flatten([for g in m.grants : [for a in g.actions : !contains(["rds-db", "dynamodb", "s3"], split(":", a)[0])]]))])}."
  }

  validation {
    condition     = alltrue([for m in values(var.manifests) : length(m.unsigned) == 0 if m.vpc])
    error_message = "In the VPC a function reaches PostgreSQL, DynamoDB and S3 and nothing else, so it calls no public operation: ${join(", ", [for name, m in var.manifests : name if m.vpc && length(m.unsigned) > 0])}."
  }
}
