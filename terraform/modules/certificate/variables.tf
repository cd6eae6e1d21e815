variable "names" {
  description = "Host names of the certificate, the first of them as its own name."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.names) > 0 && length(distinct(var.names)) == length(var.names)
    error_message = "names has one name or more, and none twice: ${join(", ", var.names)}."
  }

  validation {
    condition     = alltrue([for name in var.names : can(regex("^(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", name))])
    error_message = "A certificate's names are host names such as daybook.example.com, not ${join(", ", var.names)}."
  }
}

variable "zone" {
  description = "Route 53 zone that gets the records which prove the names. Null: they are an output, to be entered elsewhere."
  type        = object({ id = string })
  default     = null
}

variable "wait" {
  description = "Apply waits until ACM has seen the records, and the output arn is there."
  type        = bool
  default     = true
  nullable    = false
}
