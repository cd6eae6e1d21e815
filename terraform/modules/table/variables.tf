variable "name" {
  description = "The table's name."
  type        = string
  nullable    = false
}

variable "point_in_time_recovery" {
  description = "Continuous backups, 35 days back."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Refuses to delete the table."
  type        = bool
  default     = true
  nullable    = false
}

variable "key" {
  description = "KMS key that encrypts the items. Null: DynamoDB's own."
  type        = object({ arn = string })
  default     = null
}
