variable "account_owner" {
  description = "This environment makes what an AWS account has once: CloudTrail, API Gateway's log role and the like. True in exactly one environment of an account."
  type        = bool
  default     = false
  nullable    = false
}
