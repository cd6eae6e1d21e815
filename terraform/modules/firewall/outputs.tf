output "arn" {
  description = "The web ACL, for the distribution."
  value       = aws_wafv2_web_acl.this.arn
}

output "name" {
  description = "The web ACL's name, which its metrics go by."
  value       = aws_wafv2_web_acl.this.name
}
