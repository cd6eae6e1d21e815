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
  description = "Deletes objects after so many days, by the beginning of their key (\"\": all). Empty: never."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for days in values(var.expire_days) : days >= 1 && floor(days) == days])
    error_message = "expire_days are whole days, at least one."
  }
}

variable "cors" {
  description = "Which web pages (origins) may send and fetch objects, and how. Null: none."
  type        = object({ origins = list(string), methods = set(string) })
  default     = null
}

variable "readers" {
  description = "AWS services that may read objects, each only for the resource that it acts for."
  type        = list(object({ service = string, source_arn = string }))
  default     = []
  nullable    = false
}

variable "key" {
  description = "KMS key that encrypts the objects. Null: AES-256 with S3's own."
  type        = object({ arn = string })
  default     = null
}

variable "versions_days" {
  description = "Keeps what was overwritten or deleted for so many days. Null: no versions."
  type        = number
  default     = null

  validation {
    condition     = var.versions_days == null ? true : var.versions_days >= 1 && floor(var.versions_days) == var.versions_days
    error_message = "versions_days are whole days, at least one."
  }
}
