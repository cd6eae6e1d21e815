variable "name" {
  description = "The domain."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.name))
    error_message = "name is a domain such as daybook.example.com, in lower case, without scheme, path or dot at the end: not ${var.name}."
  }
}

variable "zone" {
  description = "create: a Route 53 zone for the domain (0.50 USD a month). The id of a zone: that one gets the records. Null: none, the records are an output."
  type        = string
  default     = null

  validation {
    condition     = var.zone == null ? true : can(regex("^(create|Z[0-9A-Z]+)$", var.zone))
    error_message = "zone is create, the id of a Route 53 zone such as Z0123456789ABCDEFGHIJ, or null: not ${coalesce(var.zone, "null")}."
  }
}

variable "hosts" {
  description = "Host name → the AWS name that it stands for, and the Route 53 zone of that (CloudFront's is Z2FDTNDATAQYW2)."
  type        = map(object({ target = string, zone_id = string }))
  default     = {}
  nullable    = false
}

variable "authorities" {
  description = "Who may issue certificates for the domain and what lies below it (CAA). Empty: no such record."
  type        = list(string)
  default     = ["amazon.com"]
  nullable    = false
}

variable "records" {
  description = "Other records."
  type        = map(object({ name = string, type = string, values = list(string) }))
  default     = {}
  nullable    = false
}
