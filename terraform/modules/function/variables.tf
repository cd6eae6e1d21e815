variable "name" {
  description = "Lambda's name; the role and the log group are named after it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,63}$", var.name))
    error_message = "A function's name is up to 64 lower-case letters, digits and hyphens: ${var.name}."
  }
}

variable "description" {
  description = "What the function does, in a sentence."
  type        = string
  nullable    = false
}

variable "handler" {
  description = "Import path of the handler."
  type        = string
  nullable    = false
}

variable "runtime" {
  description = "Lambda runtime."
  type        = string
  nullable    = false
}

variable "architecture" {
  description = "arm64 or x86_64."
  type        = string
  nullable    = false
}

variable "memory_mb" {
  description = "Memory; the share of a processor goes with it."
  type        = number
  nullable    = false
}

variable "timeout_s" {
  description = "Seconds until Lambda gives a call up."
  type        = number
  nullable    = false
}

variable "artifact" {
  description = "The built zip (file) and where it goes: s3://bucket/prefix/<hash>.zip."
  type        = object({ bucket = string, prefix = string, file = string })
  nullable    = false
}

variable "layers" {
  description = "ARNs of layer versions."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "environment" {
  description = "Environment variables, none of them secret."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for value in values(var.environment) : value != null])
    error_message = "${var.name}: the manifest's \"environment\" names what local.environment of the root does not have: ${join(", ", [for name, value in var.environment : name if value == null])}."
  }
}

variable "grants" {
  description = "What the function may do: actions on resources (ARNs), for DynamoDB only on partition keys that match leading_keys (`USER#*`), with a KMS key only through the service that holds the data (through, `s3.eu-west-2.amazonaws.com`), and never on some of what resources match (never_on, ARNs)."
  type = list(object({
    actions      = set(string)
    resources    = list(string)
    leading_keys = optional(list(string), [])
    through      = optional(string)
    never_on     = optional(list(string), [])
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for grant in var.grants : grant.resources != null])
    error_message = "${var.name}: the manifest grants ${join(", ", flatten([for grant in var.grants : tolist(grant.actions) if grant.resources == null]))} on a resource that local.grantable of the root does not have."
  }

  validation {
    condition     = alltrue(flatten([for grant in var.grants : [for action in grant.actions : !endswith(action, "*")]]))
    error_message = "${var.name}: an action is spelled out, with no wildcard."
  }

  validation {
    condition     = alltrue(flatten([for grant in var.grants : [for action in grant.actions : startswith(action, "kms:") == (grant.through != null)]]))
    error_message = "${var.name}: a key is used through the service that holds the data (through), and nothing else is."
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the role. Null: none."
  type        = string
  default     = null
}

variable "log_key" {
  description = "KMS key of the log group. Null: CloudWatch's own."
  type        = object({ arn = string })
  default     = null
}

variable "vpc" {
  description = "Subnets and security groups of a function in the VPC. Null: outside."
  type        = object({ subnet_ids = list(string), security_group_ids = list(string) })
  default     = null
}

variable "tracing" {
  description = "X-Ray tracing."
  type        = bool
  default     = false
  nullable    = false
}

variable "reserved_concurrency" {
  description = "Concurrent calls that are reserved, and the most there can be. -1: neither."
  type        = number
  default     = -1
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 7
  nullable    = false
}
