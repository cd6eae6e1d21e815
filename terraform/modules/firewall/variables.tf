variable "name" {
  description = "Name of the web ACL and of its metrics."
  type        = string
  nullable    = false
}

variable "mode" {
  description = "block, or count: nothing is refused, and the metrics and samples show what would have been."
  type        = string
  default     = "block"
  nullable    = false

  validation {
    condition     = contains(["block", "count"], var.mode)
    error_message = "mode is block or count, not ${var.mode}."
  }
}

variable "rate" {
  description = "Requests from one address in five minutes: of all, and below /v1/auth/."
  type = object({
    all     = optional(number, 3000)
    sign_in = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for limit in values(var.rate) : limit >= 10 && limit <= 2000000000 && floor(limit) == limit])
    error_message = "rate.all and rate.sign_in are whole numbers from 10 on: WAF counts in five minutes, not in seconds."
  }
}

variable "log_days" {
  description = "Days that requests which were refused or counted are kept in CloudWatch, with the addresses they came from. Null: no log."
  type        = number
  default     = null

  validation {
    condition     = var.log_days == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.log_days)
    error_message = "log_days is one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365."
  }
}
