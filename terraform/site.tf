module "site" {
  source = "./modules/static_site"

  name                = "${local.prefix}-site"
  bucket              = "${local.prefix}-site-${local.account_id}"
  force_destroy       = !var.deletion_protection
  price_class         = var.price_class
  wait_for_deployment = var.wait_for_distribution
  api_origin          = local.api_origin
  connect_sources     = [coalesce(var.upload_address, "https://${module.transfers.regional_domain_name}")]
}
