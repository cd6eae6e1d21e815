variable "identifier" {
  description = "Name of the instance or cluster."
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

variable "engine" {
  description = "instance (RDS, runs all the time) or aurora (Serverless v2, by capacity, down to zero)."
  type        = string
  default     = "instance"
  nullable    = false

  validation {
    condition     = contains(["instance", "aurora"], var.engine)
    error_message = "engine is instance or aurora, not ${var.engine}."
  }
}

variable "engine_version" {
  description = "Version of PostgreSQL: a major one such as 17, of which AWS picks the minor one and keeps it new, or one such as 16.6, which stays."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+(\\.[0-9]+)?$", var.engine_version)) && try(tonumber(split(".", var.engine_version)[0]) >= 14, false)
    error_message = "version is a version of PostgreSQL from 14 on, such as 17 or 16.6, not ${var.engine_version}."
  }
}

variable "instance_class" {
  description = "Size of an instance."
  type        = string
  default     = "db.t4g.micro"
  nullable    = false

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "class is a size of RDS such as db.t4g.micro, not ${var.instance_class}."
  }
}

variable "storage_gb" {
  description = "Storage of an instance at the start; it grows to five times that by itself. Aurora's is as large as what is in it."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 13000 && floor(var.storage_gb) == var.storage_gb
    error_message = "storage_gb is a whole number from 20 to 13000."
  }
}

variable "min_capacity" {
  description = "Capacity units (2 GB of memory each) that Aurora keeps; 0: it pauses."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.min_capacity >= 0 && floor(var.min_capacity * 2) == var.min_capacity * 2 && var.min_capacity <= var.max_capacity
    error_message = "min_capacity goes in steps of 0.5 from 0 (which pauses) to max_capacity (${var.max_capacity}), not ${var.min_capacity}."
  }
}

variable "max_capacity" {
  description = "Capacity units that Aurora takes at most."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.max_capacity >= 1 && var.max_capacity <= 256 && floor(var.max_capacity * 2) == var.max_capacity * 2
    error_message = "max_capacity goes in steps of 0.5 from 1 to 256, not ${var.max_capacity}."
  }
}

variable "pause_after_s" {
  description = "Seconds without a connection after which Aurora pauses, with min_capacity = 0."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.pause_after_s >= 300 && var.pause_after_s <= 86400 && floor(var.pause_after_s) == var.pause_after_s
    error_message = "pause_after_s is a whole number from 300 (five minutes) to 86400 (a day), not ${var.pause_after_s}."
  }
}

variable "multi_az" {
  description = "A second one in another zone, which takes over."
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
    condition     = var.backup_days >= 1 && var.backup_days <= 35 && floor(var.backup_days) == var.backup_days
    error_message = "backup_days is a whole number from 1 to 35, not ${var.backup_days}."
  }
}

variable "proxy" {
  description = "RDS Proxy in front, with at most so many percent of the database's connections. A higher password_version replaces the password that it logs in with. Null: none."
  type = object({
    max_connections_percent = optional(number, 80)
    password_version        = optional(number, 1)
  })
  default = null

  validation {
    condition     = var.proxy == null ? true : var.proxy.max_connections_percent >= 1 && var.proxy.max_connections_percent <= 95
    error_message = "proxy.max_connections_percent is 1 to 95: migrations connect past the proxy and need some too."
  }
}

variable "key" {
  description = "KMS key that encrypts the proxy's secrets. Null: AWS's own."
  type        = object({ arn = string })
  default     = null
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the proxy's role. Null: none."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Refuses to delete the database, and takes a last snapshot when it is deleted all the same."
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
