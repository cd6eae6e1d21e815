variable "alarm_mail" {
  description = "Addresses that alarms and budgets are mailed to; each has to confirm once, for each of the two regions. Empty: there are no alarms."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for address in var.alarm_mail : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", address))])
    error_message = "alarm_mail is a list of mail addresses, such as [\"ops@example.com\"]."
  }

  validation {
    condition     = !var.production || length(var.alarm_mail) > 0
    error_message = "People rely on a production environment, so somebody has to hear when it fails: set alarm_mail = [\"you@example.com\"] in its tfvars."
  }
}

variable "observability" {
  description = <<-TEXT
    What is watched beside AWS's own metrics and logs (docs/operations.md, "Alarms").
    alarms: lean (ten alarm metrics, which an account has for nothing), full (0.10 USD a month for each further one) or off.
    functions: folders whose function has an alarm of its own. without: alarms that are left out. thresholds: others than
    those of alarms.json. people_affected: one alarm over all that people feel, 0.50 USD a month.
    dashboard, queries: the environment's page in CloudWatch, and the saved questions to the logs.
    metrics: lean (ten custom metrics, which an account has for nothing) or route (four for each route and one for each
    service and reason, 0.30 USD a month each while it is used).
    sampling: requests of a REST API that are traced, with tracing: so many a second, and a share of the rest. Functions
    behind an HTTP API are traced as Lambda decides.
    trail_days: how long CloudTrail's record is kept, where account_owner.
    cost_tags: costs can be told apart by tag, where account_owner; true from the day after the first apply, and in an
    account that pays its own bill: an organisation's pays and chooses for the others.
  TEXT
  default     = {}
  nullable    = false

  type = object({
    alarms          = optional(string, "lean")
    functions       = optional(set(string), [])
    without         = optional(set(string), [])
    thresholds      = optional(map(number), {})
    people_affected = optional(bool, false)
    dashboard       = optional(bool, true)
    queries         = optional(bool, true)
    metrics         = optional(string, "lean")
    sampling        = optional(object({ a_second = optional(number, 1), share = optional(number, 0.05) }))
    trail_days      = optional(number, 365)
    cost_tags       = optional(bool, false)
  })

  validation {
    condition     = contains(["off", "lean", "full"], var.observability.alarms)
    error_message = "observability.alarms is off, lean or full."
  }

  validation {
    condition     = contains(["lean", "route"], var.observability.metrics)
    error_message = "observability.metrics is lean or route."
  }

  validation {
    condition     = alltrue([for name in var.observability.functions : fileexists("${var.functions_dir}/${name}/function.json")])
    error_message = "observability.functions names folders of ${var.functions_dir}; these are none: ${join(", ", [for name in var.observability.functions : name if !fileexists("${var.functions_dir}/${name}/function.json")])}."
  }

  validation {
    condition     = length(setsubtract(setunion(var.observability.without, keys(var.observability.thresholds)), keys(jsondecode(file("${path.module}/alarms.json"))))) == 0
    error_message = "observability.without and .thresholds name alarms of alarms.json; these are none: ${join(", ", setsubtract(setunion(var.observability.without, keys(var.observability.thresholds)), keys(jsondecode(file("${path.module}/alarms.json")))))}."
  }

  validation {
    condition     = !var.production || var.observability.alarms != "off"
    error_message = "People rely on a production environment: set observability.alarms to lean or full."
  }

  validation {
    condition     = !var.observability.people_affected || var.observability.alarms != "off"
    error_message = "observability.people_affected stands on the alarms: set observability.alarms to lean or full."
  }

  validation {
    condition     = var.observability.sampling == null ? true : var.observability.sampling.a_second >= 0 && var.observability.sampling.share >= 0 && var.observability.sampling.share <= 1
    error_message = "observability.sampling is {a_second = 1, share = 0.05}: so many requests a second, and this share (0 to 1) of the rest."
  }

  validation {
    condition     = var.observability.sampling == null || (var.tracing && var.api.flavour == "rest")
    error_message = "Only a REST API that is traced asks how many requests to trace: set tracing = true and api.flavour = \"rest\", or take observability.sampling away."
  }

  validation {
    condition     = var.observability.trail_days >= 1
    error_message = "observability.trail_days is 1 or more."
  }
}

variable "budget" {
  description = "What a month may cost (USD). alarm_mail hears when warn_at (percent) of it is spent, when all of it is, and when AWS forecasts that it will be. of: the account, or the environment, which wants cost_tags in the account's owner. Null: nobody watches the bill."
  default     = null

  type = object({
    monthly_usd = number
    warn_at     = optional(number, 80)
    of          = optional(string, "account")
  })

  validation {
    condition     = var.budget == null ? true : var.budget.monthly_usd > 0 && var.budget.warn_at > 0 && var.budget.warn_at < 100
    error_message = "budget is {monthly_usd = 10}, more than 0, with warn_at between 0 and 100."
  }

  validation {
    condition     = var.budget == null ? true : contains(["account", "environment"], var.budget.of)
    error_message = "budget.of is account or environment."
  }

  validation {
    condition     = var.budget == null || length(var.alarm_mail) > 0
    error_message = "A budget is there to be heard of: set alarm_mail."
  }
}
