output "dns_records" {
  description = "What has to stand in the domain's zone, {name, type, values}: to be entered where the records are kept, unless domain.zone is Terraform's. ALIAS is what some call ANAME or a flattened CNAME. Those of the hosts follow once domain.ready is true."
  value = concat(
    flatten([for certificate in concat(module.edge_certificate[*], module.gateway_certificate[*]) : [
      for record in values(certificate.validation_records) : { name = record.name, type = record.type, values = [record.value] }
    ]]),
    flatten(module.dns[*].records),
  )
}

output "name_servers" {
  description = "What to enter as the domain's name servers at its registrar, for a zone that was made; then set domain.ready = true."
  value       = one(module.dns[*].name_servers)
}

output "assets_url" {
  description = "Address of the hashed files; null without a host of their own."
  value       = try("https://${local.site_domain.assets}", null)
}

output "web_acl_name" {
  description = "The firewall's web ACL, whose metrics are in us-east-1; null without one."
  value       = one(module.firewall[*].name)
}

output "origin_key" {
  description = "What `invoke edge.key` copies and to where: the parameter with the key by which the API knows CloudFront, the store that CloudFront reads (null without a firewall), SHA-256 of the keys that the API takes once it is released (none: it asks for none), and the functions that ask."
  value = {
    parameter = local.origin_key_parameter
    store     = module.site.origin_key_store_arn
    taken     = local.api_is_closed ? local.origin_key_hashes : []
    asked_by  = sort([for name in setunion(local.routed_functions, [local.authorizer]) : module.function[name].name])
  }
}
