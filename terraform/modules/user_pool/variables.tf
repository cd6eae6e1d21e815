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

variable "mail" {
  description = "Sender of the pool's mail: an address of an SES identity, used once SES has proven it. Null, or until then: Cognito sends by itself, 50 messages a day."
  type        = object({ identity_arn = string, sender = string, proven = bool })
  default     = null
}

variable "hosted_sign_in" {
  description = "Signing in with accounts elsewhere. app_address: where the web app is (https://…, no slash at the end). domain_prefix: first part of the address of Cognito's pages, unique in the region. providers: name → kind (google, apple, oidc), client_id, ARN of a secret in Secrets Manager with the client secret (apple: the private key, PEM); apple_team_id and apple_key_id for apple, issuer (https://…) for oidc. Null: off."
  default     = null

  type = object({
    app_address   = string
    domain_prefix = string
    providers = map(object({
      kind          = string
      client_id     = string
      secret_arn    = string
      issuer        = optional(string)
      apple_team_id = optional(string)
      apple_key_id  = optional(string)
    }))
  })

  validation {
    condition     = var.hosted_sign_in == null ? true : can(regex("^https://[^/?#]+$", var.hosted_sign_in.app_address))
    error_message = "app_address begins with https:// and ends with the host, without a slash: https://daybook.example.com."
  }

  validation {
    condition = var.hosted_sign_in == null ? true : (
      can(regex("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", var.hosted_sign_in.domain_prefix)) &&
      !can(regex("aws|amazon|cognito", var.hosted_sign_in.domain_prefix))
    )
    error_message = "domain_prefix is lower-case letters, digits and hyphens, and has none of aws, amazon, cognito in it (Cognito's rule)."
  }

  validation {
    condition     = var.hosted_sign_in == null ? true : length(var.hosted_sign_in.providers) > 0
    error_message = "hosted_sign_in without a provider is of no use: name one, or set it to null."
  }

  validation {
    condition     = alltrue([for name in keys(try(var.hosted_sign_in.providers, {})) : can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", name))])
    error_message = "A provider's name is 3 to 32 lower-case letters, digits and hyphens: it stands in addresses."
  }

  validation {
    condition     = alltrue([for provider in values(try(var.hosted_sign_in.providers, {})) : contains(["google", "apple", "oidc"], provider.kind)])
    error_message = "A provider's kind is google, apple or oidc."
  }

  validation {
    condition = alltrue([for kind in ["google", "apple"] :
      length([for provider in values(try(var.hosted_sign_in.providers, {})) : provider if provider.kind == kind]) <= 1
    ])
    error_message = "Google and Apple are there once at most: Cognito knows them by their own names."
  }

  validation {
    condition     = alltrue([for provider in values(try(var.hosted_sign_in.providers, {})) : can(regex("^arn:[a-z-]+:secretsmanager:", provider.secret_arn))])
    error_message = "secret_arn is the ARN of a secret in Secrets Manager, not the secret: what stands in a tfvars file is soon in a repository."
  }

  validation {
    condition = alltrue([for provider in values(try(var.hosted_sign_in.providers, {})) :
      provider.kind != "apple" || (provider.apple_team_id != null && provider.apple_key_id != null)
    ])
    error_message = "Apple wants apple_team_id and apple_key_id."
  }

  validation {
    condition = alltrue([for provider in values(try(var.hosted_sign_in.providers, {})) :
      provider.kind != "oidc" || can(regex("^https://", provider.issuer))
    ])
    error_message = "An oidc provider wants its issuer, https://…."
  }
}
