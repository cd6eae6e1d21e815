variable "name" {
  description = "Name of vaults, plan and roles, and what the names of restored stores begin with."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account of all of it."
  type        = string
  nullable    = false
}

variable "tables" {
  description = "ARNs of DynamoDB tables."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "databases" {
  description = "ARNs of RDS instances (`:db:`) or Aurora clusters (`:cluster:`)."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "buckets" {
  description = "ARNs of S3 buckets; AWS Backup takes those that keep versions."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "schedule" {
  description = "When recovery points are made: cron(…), UTC."
  type        = string
  nullable    = false
}

variable "keep_days" {
  description = "Days that a recovery point is kept."
  type        = number
  nullable    = false
}

variable "abroad_days" {
  description = "Days that its copy in the second region is kept. Null: no copies."
  type        = number
  default     = null
}

variable "lock" {
  description = "Nobody deletes a recovery point sooner than after least_days or keeps one longer than most_days; settles_in_days after the first apply the lock is for ever. Null: no lock."
  type        = object({ least_days = number, most_days = number, settles_in_days = optional(number) })
  default     = null
}

variable "force_destroy" {
  description = "Destroys the vaults with what is in them, unless they are locked."
  type        = bool
  default     = false
  nullable    = false
}

variable "keys" {
  description = "KMS keys (ARNs) that encrypt the vaults here and abroad. Null: AWS Backup's own keys."
  type        = object({ here = string, abroad = optional(string) })
  default     = null
}

variable "source_keys" {
  description = "KMS keys (ARNs) of one's own that encrypt what is backed up."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the roles. Null: none."
  type        = string
  default     = null
}
