output "zone_id" {
  description = "The zone; null when there is none."
  value       = local.zone_id
}

output "zone_name" {
  description = "The domain that the zone is for; empty when there is none."
  value       = local.zone_name
}

output "name_servers" {
  description = "Where the registrar has to send who asks for the domain, for a zone that was made here."
  value       = try(one(aws_route53_zone.this[*].name_servers), null)
}

output "records" {
  description = "What the zone holds, or what has to be entered where the domain's records are kept: {name, type, values}. ALIAS stands for what some call ANAME or a flattened CNAME."
  value = concat(
    [for host, target in var.hosts : { name = host, type = host == var.name ? "ALIAS" : "CNAME", values = [target.target] }],
    [for record in values(local.records) : record],
  )
}
