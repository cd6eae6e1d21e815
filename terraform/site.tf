module "site" {
  source = "./modules/static_site"

  name                = "${local.prefix}-site"
  bucket              = "${local.prefix}-site-${local.account_id}"
  force_destroy       = !var.deletion_protection
  price_class         = var.price_class
  wait_for_deployment = var.wait_for_distribution
  api_origin          = local.api_origin
  media               = one([for group in aws_cloudfront_key_group.media : { bucket = module.media.regional_domain_name, key_group = group.id }])

  domain      = local.site_domain
  hsts        = one(var.domain[*].hsts)
  web_acl_arn = var.firewall == null ? null : module.firewall[0].arn
  origin_key  = var.firewall != null
  # It tells the app apart and opens nothing: CloudFront's function has it in the open.
  app_key = length(local.usage_plans) == 0 ? null : nonsensitive(module.rest_api[0].api_keys["app"])

  connect_sources = var.upload_address != null ? [var.upload_address] : [
    for host in [module.transfers.regional_domain_name, module.uploads.regional_domain_name] : "https://${host}"
  ]
}
