# Names of one's own, what proves them, and what stands before the API (docs/operations.md, A domain of one's own).

locals {
  # Names that are served, as opposed to names that are prepared: until the domain is delegated nobody could prove them.
  domain_is_ready = var.domain == null ? false : coalesce(var.domain.ready, startswith(coalesce(var.domain.zone, "none"), "Z") || local.certificates_are_there)

  certificates_are_there = var.domain == null ? false : var.domain.certificate_arn != null && (local.api_at != "gateway" || var.domain.gateway_certificate_arn != null)

  api_at = try(var.domain.hosts.api, "none")

  # Host → who answers.
  domain_hosts = var.domain == null ? {} : merge(
    { (var.domain.name) = "edge" },
    var.domain.hosts.www ? { "www.${var.domain.name}" = "edge" } : {},
    local.api_at == "none" ? {} : { "api.${var.domain.name}" = local.api_at },
    var.domain.hosts.assets ? { "assets.${var.domain.name}" = "edge" } : {},
  )
  # The app's first: the certificate goes by its name.
  edge_names    = distinct(concat(var.domain[*].name, sort([for host, by in local.domain_hosts : host if by == "edge"])))
  gateway_names = [for host, by in local.domain_hosts : host if by == "gateway"]

  # By index, here and below: a splat waits for the whole module, and zone, certificate, site and records go by turns.
  edge_certificate_arn    = local.edge_certificate_is_made ? module.edge_certificate[0].arn : try(var.domain.certificate_arn, null)
  gateway_certificate_arn = local.gateway_certificate_is_made ? module.gateway_certificate[0].arn : try(var.domain.gateway_certificate_arn, null)

  edge_certificate_is_made    = var.domain != null && try(var.domain.certificate_arn, null) == null
  gateway_certificate_is_made = length(local.gateway_names) > 0 && try(var.domain.gateway_certificate_arn, null) == null

  site_domain = !local.domain_is_ready ? null : {
    certificate_arn = local.edge_certificate_arn
    app             = var.domain.name
    moved           = var.domain.hosts.www ? ["www.${var.domain.name}"] : []
    api             = local.api_at == "edge" ? "api.${var.domain.name}" : null
    assets          = var.domain.hosts.assets ? "assets.${var.domain.name}" : null
  }

  # Where programs find the API: past a firewall there is no way.
  api_base = (
    !local.domain_is_ready || local.api_at == "none" ? (local.api_is_closed ? "https://${local.app_host}" : local.api_url) : "https://api.${var.domain.name}"
  )

  # Where the app is, and where else it may have been opened.
  app_host    = local.domain_is_ready ? var.domain.name : module.site.domain
  app_origins = distinct(["https://${local.app_host}", "https://${module.site.domain}"])
}

module "dns" {
  source = "./modules/dns"
  count  = var.domain == null ? 0 : 1

  name        = var.domain.name
  zone        = var.domain.zone
  authorities = var.domain.authorities
  records     = local.mail_records

  hosts = !local.domain_is_ready ? {} : {
    for host, by in local.domain_hosts : host => by == "edge" ? {
      target  = module.site.domain
      zone_id = module.site.zone_id
      } : {
      target  = one(one(aws_apigatewayv2_domain_name.api).domain_name_configuration).target_domain_name
      zone_id = one(one(aws_apigatewayv2_domain_name.api).domain_name_configuration).hosted_zone_id
    }
  }
}

module "edge_certificate" {
  source    = "./modules/certificate"
  count     = local.edge_certificate_is_made ? 1 : 0
  providers = { aws = aws.us_east_1 }

  names = local.edge_names
  zone  = local.proving_zone
  wait  = local.domain_is_ready
}

# API Gateway's own certificate is one of its region.
module "gateway_certificate" {
  source = "./modules/certificate"
  count  = local.gateway_certificate_is_made ? 1 : 0

  names = local.gateway_names
  zone  = local.proving_zone
  wait  = local.domain_is_ready
}

locals {
  # Whether there is one is known at plan, its id may not be.
  proving_zone = try(var.domain.zone, null) == null ? null : { id = module.dns[0].zone_id }
}

resource "aws_apigatewayv2_domain_name" "api" {
  count = local.domain_is_ready && local.api_at == "gateway" ? 1 : 0

  domain_name = one(local.gateway_names)

  domain_name_configuration {
    certificate_arn = local.gateway_certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "api" {
  count = length(aws_apigatewayv2_domain_name.api)

  api_id      = local.api.id
  domain_name = aws_apigatewayv2_domain_name.api[0].id
  stage       = local.api.stage
}

# --- mail ---

locals {
  # The sender's domain proves itself where its zone is ours.
  mail_is_in_zone = local.mail_domain != null && try(var.domain.zone, null) != null && try(endswith(".${local.mail_domain}", ".${module.dns[0].zone_name}"), false)
  mail_tokens     = flatten([for identity in aws_sesv2_email_identity.mail : flatten(identity.dkim_signing_attributes[*].tokens)])

  # SES always has three, and says which when the identity is made; a mocked one never does.
  mail_records = { for index in range(local.mail_is_in_zone ? 3 : 0) : "DKIM ${index + 1}" => {
    name   = "${try(local.mail_tokens[index], "token-${index + 1}")}._domainkey.${local.mail_domain}"
    type   = "CNAME"
    values = ["${try(local.mail_tokens[index], "token-${index + 1}")}.dkim.amazonses.com"]
  } }
}

# --- firewall ---

locals {
  # The halves that anybody may see, newest first; the key itself is in Parameter Store and at CloudFront.
  origin_key_file   = "${path.module}/envs/${var.environment}.origin-key.sha256"
  origin_key_hashes = var.origin_key_hashes != null ? var.origin_key_hashes : fileexists(local.origin_key_file) ? compact(split("\n", file(local.origin_key_file))) : []

  # Where `invoke bootstrap` puts it.
  origin_key_parameter = "/${var.project}/${var.environment}/origin-key"

  api_is_closed = var.firewall == null ? false : !var.firewall.direct_api
  # What each function that the API calls is told.
  origin_keys    = local.api_is_closed ? { ORIGIN_KEYS = join(" ", local.origin_key_hashes) } : {}
  told_of_origin = { for name in keys(local.functions) : name => contains(local.routed_functions, name) || name == local.authorizer ? local.origin_keys : {} }
}

module "firewall" {
  source    = "./modules/firewall"
  count     = var.firewall == null ? 0 : 1
  providers = { aws = aws.us_east_1 }

  name     = "${local.prefix}-site"
  mode     = var.firewall.mode
  rate     = var.firewall.rate
  log_days = var.firewall.log_days
}
