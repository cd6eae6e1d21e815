output "name" {
  description = "Lambda's name."
  value       = aws_lambda_function.this.function_name
}

output "alias" {
  description = "Name of the alias that is called."
  value       = aws_lambda_alias.live.name
}

output "alias_arn" {
  description = "ARN of the alias."
  value       = aws_lambda_alias.live.arn
}

output "invoke_arn" {
  description = "ARN by which API Gateway calls the alias."
  value       = aws_lambda_alias.live.invoke_arn
}

output "role_name" {
  description = "Name of the role."
  value       = aws_iam_role.this.name
}

output "policy" {
  description = "The role's policy, decoded."
  value       = jsondecode(local.policy)
}

output "in_vpc" {
  description = "Whether it runs in the VPC."
  value       = length(aws_lambda_function.this.vpc_config) > 0
}

output "reserved_concurrency" {
  description = "Reserved concurrency; -1 is none."
  value       = aws_lambda_function.this.reserved_concurrent_executions
}

output "environment" {
  description = "The environment variables."
  value       = var.environment
}
