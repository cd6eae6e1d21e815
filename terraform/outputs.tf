output "app_url" {
  description = "Address of the web app."
  value       = local.app_address
}

output "api_url" {
  description = "Address of the API for programs; the app uses /v1 under its own."
  value       = "${local.api_base}/v1"
}

output "region" {
  description = "AWS region."
  value       = var.region
}

output "environment" {
  description = "Environment."
  value       = var.environment
}

output "identity" {
  description = "Who keeps the accounts: cognito or native."
  value       = var.identity
}

output "signing_secret_arn" {
  description = "Secret with the keys that sign access tokens; null when Cognito does."
  value       = one(aws_secretsmanager_secret.signing[*].arn)
}

output "mail_dns_records" {
  description = "CNAME records that prove a sender's domain (DKIM), name → value. Empty for an address, or without mail."
  value = {
    for token in flatten([for identity in aws_sesv2_email_identity.mail : flatten(identity.dkim_signing_attributes[*].tokens)]) :
    "${token}._domainkey.${var.mail_from == null ? "" : var.mail_from}" => "${token}.dkim.amazonses.com" if local.mail_domain != null
  }
}

output "user_pool_id" {
  description = "Cognito user pool; null when accounts are native."
  value       = local.user_pool.id
}

output "user_pool_client_id" {
  description = "The pool's only client; null when accounts are native."
  value       = local.user_pool.client_id
}

output "hosted_domain" {
  description = "Host of Cognito's sign-in pages, for the providers' callback addresses; null without hosted_sign_in."
  value       = one(module.user_pool[*].hosted_domain)
}

output "identity_pool_id" {
  description = "Cognito identity pool; null when there is none."
  value       = one(values(aws_cognito_identity_pool.main)[*].id)
}

output "table_name" {
  description = "DynamoDB table."
  value       = module.table.name
}

output "site_bucket" {
  description = "Bucket of the web app's files."
  value       = module.site.bucket
}

output "artifacts_bucket" {
  description = "Bucket of the functions' zips."
  value       = module.artifacts.name
}

output "failures_bucket" {
  description = "Bucket of stream batches that could not be worked off."
  value       = module.failures.name
}

output "distribution_id" {
  description = "CloudFront distribution."
  value       = module.site.distribution_id
}

output "distribution_domain" {
  description = "CloudFront's own domain."
  value       = module.site.domain
}

output "event_bus_name" {
  description = "EventBridge bus of the domain events."
  value       = aws_cloudwatch_event_bus.main.name
}

output "database_host" {
  description = "PostgreSQL's host name."
  value       = module.database.host
}

output "database_port" {
  description = "PostgreSQL's port."
  value       = module.database.port
}

output "database_name" {
  description = "PostgreSQL database."
  value       = module.database.name
}

output "database_user" {
  description = "PostgreSQL role of the functions."
  value       = var.database_user
}

output "function_names" {
  description = "Lambda names by folder."
  value       = { for name, function in module.function : name => function.name }
}

output "erasure_machine_arn" {
  description = "State machine that erases people."
  value       = local.erasure_arn
}

output "transfers_bucket" {
  description = "Bucket of uploads, imports and exports on their way."
  value       = module.transfers.name
}

output "uploads_bucket" {
  description = "Bucket of files as devices send them, for a day at most."
  value       = module.uploads.name
}

output "media_bucket" {
  description = "Bucket of what /media/* serves."
  value       = module.media.name
}

output "media_signing_key" {
  description = "Parameter with the private key that signs cookies for files."
  value       = local.media_signing_key
}

output "async_failures_queue_url" {
  description = "Queue of asynchronous calls that failed for good."
  value       = aws_sqs_queue.async_failures.url
}

output "queue_urls" {
  description = "Work queues by name."
  value       = { for name, queue in aws_sqs_queue.work : name => queue.url }
}

output "dead_letter_queue_urls" {
  description = "Queues of messages that failed for good, by the name of the queue they came from."
  value       = { for name, queue in aws_sqs_queue.dead : name => queue.url }
}
