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
