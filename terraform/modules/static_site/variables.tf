variable "name" {
  description = "Name of the CloudFront parts."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Name of the bucket, unique in the world."
  type        = string
  nullable    = false
}

variable "force_destroy" {
  description = "Destroys the bucket with what is in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "api_origin" {
  description = "Where /v1/* goes."
  type        = object({ domain = string, port = number, path = string, protocol = string })
  nullable    = false

  validation {
    condition     = contains(["https-only", "http-only"], var.api_origin.protocol)
    error_message = "api_origin.protocol is https-only or http-only."
  }
}

variable "media" {
  description = "Where /media/* goes: host name of a bucket, and the key group whose signed cookies it takes. Null: nowhere."
  type        = object({ bucket = string, key_group = string })
  default     = null
}

variable "connect_sources" {
  description = "Where pages may send requests to, beside the site itself."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "content_security_policy" {
  description = "Content-Security-Policy of every page."
  type        = string
  default     = null
}

variable "price_class" {
  description = "CloudFront's edge locations."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "wait_for_deployment" {
  description = "Apply waits until the change is at every edge location."
  type        = bool
  default     = true
  nullable    = false
}

variable "domain" {
  description = "Host names of one's own, and the certificate that has them, in us-east-1. app: where the app is, which CloudFront's own name then leads to. moved: hosts that lead there (www). api: answers /v1/* and nothing else. assets: answers /assets/* and nothing else. Null: CloudFront's own name."
  default     = null

  type = object({
    certificate_arn = string
    app             = string
    moved           = optional(list(string), [])
    api             = optional(string)
    assets          = optional(string)
  })

  validation {
    condition     = var.domain == null ? true : can(regex("^arn:aws[a-z-]*:acm:us-east-1:", var.domain.certificate_arn))
    error_message = "CloudFront takes certificates from us-east-1 only, not ${try(var.domain.certificate_arn, "")}."
  }
}

variable "hsts" {
  description = "Strict-Transport-Security: for how many days browsers keep to TLS, whether also for what lies below the host, and whether for everybody from the first visit on (preload: hstspreload.org)."
  default     = {}
  nullable    = false

  type = object({
    max_age_days       = optional(number, 730)
    include_subdomains = optional(bool, true)
    preload            = optional(bool, false)
  })

  validation {
    condition     = var.hsts.preload ? var.hsts.include_subdomains && var.hsts.max_age_days >= 365 : var.hsts.max_age_days >= 0
    error_message = "Browsers preload a domain with all that lies below it and for a year or more only: hsts = { preload = true, include_subdomains = true, max_age_days = 730 }."
  }
}

variable "web_acl_arn" {
  description = "Web ACL that requests have to pass. Null: none."
  type        = string
  default     = null
}

variable "origin_key" {
  description = "Requests to the API carry a key (X-Origin-Key) from a store that only this distribution reads; `invoke edge.key` puts it there."
  type        = bool
  default     = false
  nullable    = false
}

variable "app_key" {
  description = "Key of the API's usage plans (X-Api-Key) for the app's pages, which do not have it themselves. Null: the API asks for none."
  type        = string
  default     = null
}
