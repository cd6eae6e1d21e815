output "id" {
  description = "The pool's id."
  value       = aws_cognito_user_pool.this.id
}

output "arn" {
  description = "The pool's ARN."
  value       = aws_cognito_user_pool.this.arn
}

output "client_id" {
  description = "Id of the pool's client."
  value       = aws_cognito_user_pool_client.this.id
}

output "hosted_domain" {
  description = "Host of Cognito's sign-in pages; null when there are none."
  value       = local.is_hosted ? "${aws_cognito_user_pool_domain.this[0].domain}.auth.${data.aws_region.here.name}.amazoncognito.com" : null
}

output "hosted_providers" {
  description = "Name of a sign-in provider → its name at Cognito."
  value       = { for name, provider in aws_cognito_identity_provider.this : name => provider.provider_name }
}
