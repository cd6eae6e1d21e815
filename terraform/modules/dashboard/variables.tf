variable "name" {
  description = "Name of the dashboard."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of what is shown, where a picture names no other."
  type        = string
  nullable    = false
}

variable "sections" {
  description = "The page from top to bottom: a title, what it says in words, and its pictures: metrics over time (or as numbers), the states of alarms, or the answer to a question of the logs."
  nullable    = false

  type = list(object({
    title   = string
    words   = string
    columns = optional(number, 3)
    widgets = list(object({
      title    = string
      region   = optional(string)
      period_s = optional(number, 300)
      numbers  = optional(bool, false)
      metrics = optional(list(object({
        namespace  = optional(string)
        name       = optional(string)
        dimensions = optional(map(string), {})
        statistic  = optional(string, "Sum")
        expression = optional(string)
        id         = optional(string)
        label      = optional(string)
        hidden     = optional(bool, false)
        right      = optional(bool, false)
      })), [])
      alarms     = optional(list(string))
      query      = optional(string)
      log_groups = optional(list(string), [])
    }))
  }))

  validation {
    condition     = alltrue([for section in var.sections : contains([1, 2, 3, 4], section.columns) && length(section.words) > 0 && length(section.widgets) > 0])
    error_message = "A section has words, pictures, and 1 to 4 of these in a row: ${join(", ", [for section in var.sections : section.title if !(contains([1, 2, 3, 4], section.columns) && length(section.words) > 0 && length(section.widgets) > 0)])}."
  }

  validation {
    condition = alltrue(flatten([for section in var.sections : [for widget in section.widgets :
      (length(widget.metrics) > 0 ? 1 : 0) + (widget.alarms != null ? 1 : 0) + (widget.query != null ? 1 : 0) == 1
    ]]))
    error_message = "A picture shows metrics, alarms or an answer of the logs, one of them: ${join(", ", flatten([for section in var.sections : [for widget in section.widgets : widget.title if(length(widget.metrics) > 0 ? 1 : 0) + (widget.alarms != null ? 1 : 0) + (widget.query != null ? 1 : 0) != 1]]))}."
  }
}
