output "arn" {
  description = "The certificate, once it is valid; null where nobody waits for that."
  value       = one(aws_acm_certificate_validation.this[*].certificate_arn)
}

output "validation_records" {
  description = "CNAME records that prove the names, by name: {name, type, value}."
  value       = local.validation_records
}
