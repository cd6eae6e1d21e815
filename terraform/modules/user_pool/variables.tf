variable "name" {
  description = "The pool's name."
  type        = string
  nullable    = false
}

variable "post_confirmation_arn" {
  description = "ARN of the alias that Cognito calls when somebody has confirmed their address. Text, so that the pool does not wait for the function, which needs the pool's id."
  type        = string
  nullable    = false
}

variable "post_confirmation_function" {
  description = "The same function, for the permission that Cognito needs."
  type        = object({ name = string, alias = string })
  nullable    = false
}

variable "access_token_minutes" {
  description = "How long an access token is good for."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.access_token_minutes >= 15 && var.access_token_minutes <= 60
    error_message = "access_token_minutes is 15 to 60: a token that leaked or was revoked has to end soon."
  }
}

variable "refresh_token_days" {
  description = "How long somebody stays signed in."
  type        = number
  default     = 30
  nullable    = false
}

variable "deletion_protection" {
  description = "Refuses to delete the pool."
  type        = bool
  default     = true
  nullable    = false
}
