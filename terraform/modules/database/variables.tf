variable "identifier" {
  description = "Name of the instance."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Database in it."
  type        = string
  nullable    = false
}

variable "port" {
  description = "Port."
  type        = number
  default     = 5432
  nullable    = false
}

variable "engine_version" {
  description = "Major version of PostgreSQL."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+$", var.engine_version))
    error_message = "engine_version is a major version such as 17; AWS picks the minor one."
  }
}

variable "instance_class" {
  description = "Size."
  type        = string
  default     = "db.t4g.micro"
  nullable    = false
}

variable "storage_gb" {
  description = "Storage at the start; it grows to five times that by itself."
  type        = number
  default     = 20
  nullable    = false
}

variable "multi_az" {
  description = "Standby in a second zone."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_days" {
  description = "Days of automatic backups."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days is 1 to 35."
  }
}

variable "deletion_protection" {
  description = "Refuses to delete the instance, and takes a last snapshot when it is deleted all the same."
  type        = bool
  default     = true
  nullable    = false
}

variable "iam_users" {
  description = "PostgreSQL roles that log in with IAM tokens."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "vpc_id" {
  description = "VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets in two zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS wants subnets in at least two zones."
  }
}

variable "clients_security_group_id" {
  description = "Security group of what may connect."
  type        = string
  nullable    = false
}
