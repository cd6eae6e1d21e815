variable "domain" {
  description = "A domain of one's own. name: where the app is. zone: create (a Route 53 zone, 0.50 USD a month), the id of a zone that is there, or null: the output dns_records says what to enter elsewhere. ready: the domain is delegated to the zone that was made, or the records are entered; true by itself for a zone that was there. hosts: www leads to the app, api is answered by edge (CloudFront) or gateway (API Gateway) or none, assets has the hashed files. certificate_arn, gateway_certificate_arn: certificates that are there already, in us-east-1 and in the region. authorities: who may issue certificates (CAA). Null: CloudFront's own name, which costs nothing."
  default     = null

  type = object({
    name  = string
    zone  = optional(string)
    ready = optional(bool)
    hosts = optional(object({
      www    = optional(bool, true)
      api    = optional(string, "edge")
      assets = optional(bool, true)
    }), {})
    certificate_arn         = optional(string)
    gateway_certificate_arn = optional(string)
    authorities             = optional(list(string), ["amazon.com"])
    hsts = optional(object({
      max_age_days       = optional(number, 730)
      include_subdomains = optional(bool, false)
      preload            = optional(bool, false)
    }), {})
  })

  validation {
    condition     = var.domain == null ? true : can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain.name)) && length(var.domain.name) <= 64
    error_message = "domain.name is a domain such as daybook.example.com, in lower case, without scheme, path or dot at the end, of 64 characters at most (ACM): not ${try(var.domain.name, "")}."
  }

  validation {
    condition     = var.domain == null ? true : !startswith(var.domain.name, "www.")
    error_message = "domain.name is where the app is; www. before it leads there by hosts.www. Write domain = { name = \"${trimprefix(try(var.domain.name, ""), "www.")}\" }."
  }

  validation {
    condition     = try(var.domain.zone, null) == null ? true : can(regex("^(create|Z[0-9A-Z]+)$", var.domain.zone))
    error_message = "domain.zone is \"create\", the id of a Route 53 zone such as \"Z0123456789ABCDEFGHIJ\" (aws route53 list-hosted-zones), or null for records that are kept elsewhere: not \"${try(coalesce(var.domain.zone), "")}\"."
  }

  validation {
    condition     = var.domain == null ? true : contains(["edge", "gateway", "none"], var.domain.hosts.api)
    error_message = "domain.hosts.api is edge (CloudFront), gateway (API Gateway) or none: not ${try(var.domain.hosts.api, "")}."
  }

  validation {
    condition     = try(var.domain.certificate_arn, null) == null ? true : can(regex("^arn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/", var.domain.certificate_arn))
    error_message = "CloudFront takes certificates from us-east-1 only. Request domain.certificate_arn there (aws acm request-certificate --region us-east-1), or leave it out: Terraform then makes one. It is ${try(coalesce(var.domain.certificate_arn), "")}."
  }

  validation {
    condition     = try(var.domain.gateway_certificate_arn, null) == null ? true : can(regex("^arn:aws[a-z-]*:acm:${var.region}:[0-9]{12}:certificate/", var.domain.gateway_certificate_arn))
    error_message = "API Gateway takes a certificate from its own region, ${var.region}, only. Request domain.gateway_certificate_arn there, or leave it out: Terraform then makes one. It is ${try(coalesce(var.domain.gateway_certificate_arn), "")}."
  }

  validation {
    condition     = var.domain == null ? true : !var.domain.hsts.preload || (var.domain.hsts.include_subdomains && var.domain.hsts.max_age_days >= 365)
    error_message = "Browsers preload a domain with all that lies below it and for a year or more only. Write hsts = { preload = true, include_subdomains = true }, once every host below ${try(var.domain.name, "the domain")} has TLS: it cannot be taken back for months."
  }

  validation {
    condition     = var.domain == null || var.hosted_sign_in == null ? true : var.hosted_sign_in.app_address == "https://${var.domain.name}"
    error_message = "hosted_sign_in.app_address leads back from other providers to the app, which is at https://${try(var.domain.name, "")}."
  }

  validation {
    condition     = !var.production || var.domain != null
    error_message = "A production environment has a domain of its own: write domain = { name = \"daybook.example.com\", zone = \"Z0123456789ABCDEFGHIJ\" } into its tfvars (docs/operations.md). People's sessions and installed apps belong to a name, and do not move to another."
  }
}

variable "firewall" {
  description = "A web ACL at CloudFront (10 USD a month while idle), with which the API answers no longer to who comes past CloudFront. mode: block or count. rate: requests from one address in five minutes, of all and below /v1/auth/. log_days: refused and counted requests are kept so long; null: no log. direct_api: the API answers at its direct address all the same, until the key is in place (`invoke edge.key`). Null: none."
  default     = null

  type = object({
    mode       = optional(string, "block")
    rate       = optional(object({ all = optional(number, 3000), sign_in = optional(number, 300) }), {})
    log_days   = optional(number)
    direct_api = optional(bool, false)
  })

  validation {
    condition     = var.firewall == null ? true : var.firewall.direct_api || length(local.origin_key_hashes) > 0
    error_message = "The API knows CloudFront by a key, and ${var.environment} has none. Run: invoke bootstrap --env ${var.environment}"
  }

  validation {
    condition     = var.firewall == null || try(var.domain.hosts.api, "edge") != "gateway"
    error_message = "hosts.api = \"gateway\" leads past CloudFront and its firewall. Write domain.hosts.api = \"edge\", or \"none\"."
  }
}

variable "origin_key_hashes" {
  description = "SHA-256 of the keys by which the API knows CloudFront. Null: those of the file envs/<environment>.origin-key.sha256, which `invoke bootstrap` writes."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for hash in coalesce(var.origin_key_hashes, []) : can(regex("^[0-9a-f]{64}$", hash))])
    error_message = "origin_key_hashes are SHA-256 sums, 64 hexadecimal digits each."
  }
}

variable "edge_logs" {
  description = "CloudFront's access log in CloudWatch (us-east-1), paid by volume: for how many days, and whether with people's addresses (addresses) and with what was asked for (paths: a calendar feed's path opens it, so who reads the log may read the calendars). Query strings and cookies are never in it. Null: none."
  default     = null

  type = object({
    days      = number
    addresses = optional(bool, false)
    paths     = optional(bool, false)
  })

  validation {
    condition     = var.edge_logs == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365], var.edge_logs.days)
    error_message = "edge_logs.days is one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 or 365."
  }
}
