variable "name" {
  description = "Name of the trail."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Name of the bucket, unique in the world."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account whose calls are recorded."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region where the trail is at home; it records all of them."
  type        = string
  nullable    = false
}

variable "partition" {
  description = "Partition of AWS."
  type        = string
  default     = "aws"
  nullable    = false
}

variable "days" {
  description = "Days that the record is kept."
  type        = number
  default     = 365
  nullable    = false
}

variable "force_destroy" {
  description = "Destroys the bucket with the record in it."
  type        = bool
  default     = false
  nullable    = false
}
