variable "name" {
  description = "Name of the bucket in the second region, unique in the world: it carries the account id."
  type        = string
  nullable    = false
}

variable "role_name" {
  description = "Name of the role that S3 copies with."
  type        = string
  nullable    = false
}

variable "original" {
  description = "Bucket that is copied: its name, which has to wait for its versions (the bucket module's output `versioned`), and its ARN."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "versions_days" {
  description = "What was overwritten or deleted in the original stays here for so many days."
  type        = number
  nullable    = false
}

variable "timed" {
  description = "S3 promises to copy within 15 minutes and counts what it did not (both are paid for). Otherwise it copies most within that time, and promises nothing."
  type        = bool
  default     = false
  nullable    = false
}

variable "keys" {
  description = "KMS keys (ARNs) that encrypt original and copy, with the regions that they are used in. Null: S3's own keys."
  type        = object({ original = string, original_region = string, copy = string, copy_region = string })
  default     = null
}

variable "force_destroy" {
  description = "Destroys the bucket with what is in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the role. Null: none."
  type        = string
  default     = null
}
