locals {
  is_made  = var.zone == "create"
  is_known = var.zone != null && !local.is_made

  zone_id   = try(coalesce(one(aws_route53_zone.this[*].zone_id), one(data.aws_route53_zone.this[*].zone_id)), null)
  zone_name = local.is_made ? var.name : local.is_known ? trimsuffix(data.aws_route53_zone.this[0].name, ".") : ""

  aliases = { for pair in setproduct(keys(var.hosts), ["A", "AAAA"]) : join(" ", pair) => { name = pair[0], type = pair[1] } }

  # https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
  authorities = length(var.authorities) == 0 ? {} : { "${var.name} CAA" = {
    name = var.name, type = "CAA", values = [for authority in var.authorities : "0 issue \"${authority}\""]
  } }

  records = merge(local.authorities, var.records)
}

resource "aws_route53_zone" "this" {
  #checkov:skip=CKV2_AWS_38:DNSSEC wants a KMS key (1 USD a month) and a record at the registrar, whose absence later takes the whole domain away.
  #checkov:skip=CKV2_AWS_39:A query log costs by query and says nothing that CloudFront's does not.
  count = local.is_made ? 1 : 0

  name    = var.name
  comment = "Made by Daybook's Terraform."
}

data "aws_route53_zone" "this" {
  count = local.is_known ? 1 : 0

  zone_id = var.zone

  lifecycle {
    postcondition {
      condition     = endswith(".${var.name}", ".${trimsuffix(self.name, ".")}")
      error_message = "${var.name} does not lie in the zone ${var.zone}, which is that of ${self.name}. Name the zone that it lies in: aws route53 list-hosted-zones."
    }
  }
}

resource "aws_route53_record" "host" {
  for_each = var.zone == null ? {} : local.aliases

  zone_id = local.zone_id
  name    = each.value.name
  type    = each.value.type

  alias {
    name                   = var.hosts[each.value.name].target
    zone_id                = var.hosts[each.value.name].zone_id
    evaluate_target_health = false
  }
}

resource "aws_route53_record" "this" {
  for_each = var.zone == null ? {} : local.records

  zone_id = local.zone_id
  name    = each.value.name
  type    = each.value.type
  records = each.value.values
  ttl     = 3600
}
