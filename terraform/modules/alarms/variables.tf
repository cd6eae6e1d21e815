variable "name" {
  description = "First part of every name."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account whose alarms may publish to the topic."
  type        = string
  nullable    = false
}

variable "mail" {
  description = "Addresses that hear of each change of an alarm."
  type        = set(string)
  nullable    = false
}

variable "key" {
  description = "KMS key of the topic, whose policy lets CloudWatch use it. Null: SNS's own encryption."
  type        = string
  default     = null
}

variable "people_affected" {
  description = "One more alarm over all that people feel."
  type        = bool
  default     = false
  nullable    = false
}

variable "alarms" {
  description = "Name → what is measured, when it is too much, what its mail says, and whether people feel it. Several metrics want an expression over their ids."
  nullable    = false

  type = map(object({
    description = string
    metrics = map(object({
      namespace  = string
      name       = string
      statistic  = string
      dimensions = optional(map(string), {})
      period_s   = number
    }))
    expression = optional(string)
    comparison = string
    threshold  = number
    periods    = number
    datapoints = optional(number)
    missing    = string
    people     = optional(bool, false)
  }))

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["above", "below"], alarm.comparison)])
    error_message = "An alarm's comparison is above or below: ${join(", ", [for name, alarm in var.alarms : name if !contains(["above", "below"], alarm.comparison)])}."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : contains(["missing", "ignore", "breaching", "notBreaching"], alarm.missing)])
    error_message = "What missing data means is missing, ignore, breaching or notBreaching: ${join(", ", [for name, alarm in var.alarms : name if !contains(["missing", "ignore", "breaching", "notBreaching"], alarm.missing)])}."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : (length(alarm.metrics) > 1) == (alarm.expression != null) && length(alarm.metrics) <= 10])
    error_message = "An alarm has one metric, or two to ten and an expression: ${join(", ", [for name, alarm in var.alarms : name if(length(alarm.metrics) > 1) != (alarm.expression != null) || length(alarm.metrics) > 10])}."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.periods * max(values(alarm.metrics)[*].period_s...) <= 86400])
    error_message = "CloudWatch looks back one day at most: ${join(", ", [for name, alarm in var.alarms : name if alarm.periods * max(values(alarm.metrics)[*].period_s...) > 86400])}."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : length(alarm.description) <= 1024])
    error_message = "An alarm's description has 1024 characters at most: ${join(", ", [for name, alarm in var.alarms : name if length(alarm.description) > 1024])}."
  }
}
