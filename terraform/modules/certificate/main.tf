resource "aws_acm_certificate" "this" {
  domain_name               = var.names[0]
  subject_alternative_names = slice(var.names, 1, length(var.names))
  validation_method         = "DNS"
  # A handshake with it is a third of RSA's in bytes; CloudFront and API Gateway take both.
  key_algorithm = "EC_prime256v1"

  # What presents the old one has the new one before that goes.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # By name, not by what ACM answers: what there will be is known before there is a certificate.
  validation_records = {
    for name in var.names : name => one([
      for option in aws_acm_certificate.this.domain_validation_options : {
        name  = trimsuffix(option.resource_record_name, ".")
        type  = option.resource_record_type
        value = option.resource_record_value
      } if option.domain_name == name
    ])
  }
}

resource "aws_route53_record" "validation" {
  for_each = var.zone == null ? toset([]) : toset(var.names)

  zone_id = var.zone.id
  name    = local.validation_records[each.key].name
  type    = local.validation_records[each.key].type
  records = [local.validation_records[each.key].value]
  ttl     = 300

  # The record is the same for each certificate of a name and account, also for one that is on its way out.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = var.wait ? 1 : 0

  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = var.zone == null ? null : [for record in aws_route53_record.validation : record.fqdn]
}
