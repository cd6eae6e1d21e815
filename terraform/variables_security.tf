variable "production" {
  description = "People rely on this environment: nothing is planned that could lose their data, or fail without anybody being told."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.production || var.deletion_protection
    error_message = "A production environment cannot be deleted by mistake: take deletion_protection = false out of its tfvars (to take the environment down for good, set production = false first)."
  }

  validation {
    condition     = !var.production || var.point_in_time_recovery
    error_message = "A production environment keeps continuous backups of the table: take point_in_time_recovery = false out of its tfvars."
  }

  validation {
    condition     = !var.production || var.database.backup_days >= 7
    error_message = "A production environment keeps PostgreSQL's backups for a week at least: write database = { backup_days = 7 } or more into its tfvars."
  }
}

variable "account_owner" {
  description = "This environment makes what an AWS account has once: CloudTrail, API Gateway's log role and the like. True in exactly one environment of an account."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds every role that is made here, where an organisation asks for one. Null: none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary == null ? true : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[^\\s]+$", var.permissions_boundary))
    error_message = "permissions_boundary is the ARN of a policy, such as arn:aws:iam::111122223333:policy/boundary."
  }
}

variable "customer_key" {
  description = "What is encrypted with a KMS key of the environment's own instead of AWS's keys: any of table, buckets, queues (and topics), secrets, logs. The key costs 1 USD a month, and each use a little. Empty: none."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.customer_key, ["table", "buckets", "queues", "secrets", "logs"])) == 0
    error_message = "customer_key names some of table, buckets, queues, secrets and logs, not ${join(", ", setsubtract(var.customer_key, ["table", "buckets", "queues", "secrets", "logs"]))}."
  }
}

variable "network" {
  description = "What watches the VPC beside security groups and endpoint policies: acls (network ACLs of the subnets, free) and flow_log_days (flow logs in CloudWatch, paid by volume, kept so many days; null: none)."
  type = object({
    acls          = optional(bool, false)
    flow_log_days = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.network.flow_log_days == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.network.flow_log_days)
    error_message = "network.flow_log_days is one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365."
  }
}
