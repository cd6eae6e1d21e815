variable "name" {
  description = "Name, unique in the world: it carries the account id."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "A bucket's name is 3 to 63 lower-case letters, digits and hyphens: ${var.name}."
  }
}

variable "force_destroy" {
  description = "Destroys the bucket with what is in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "expire_days" {
  description = "Deletes objects after so many days. Null: never."
  type        = number
  default     = null
}

variable "readers" {
  description = "AWS services that may read objects, each only for the resource that it acts for."
  type        = list(object({ service = string, source_arn = string }))
  default     = []
  nullable    = false
}
