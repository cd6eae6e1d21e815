# Whether an instance, a cluster or a proxy answers there, nothing here says.

output "host" {
  description = "Host name for the roles that log in with IAM tokens."
  value       = try(one(values(aws_db_proxy.this)).endpoint, local.host)
}

output "port" {
  description = "Port there."
  value       = var.proxy == null ? var.port : local.proxy_port
}

output "direct" {
  description = "{host, port} of the database itself, for the master user, whom a proxy does not know."
  value       = { host = local.host, port = var.port }
}

output "name" {
  description = "Database."
  value       = var.name
}

output "arn" {
  description = "ARN of the instance (`:db:`) or the cluster (`:cluster:`)."
  value       = one(concat(aws_db_instance.this[*].arn, aws_rds_cluster.this[*].arn))
}

output "resource_id" {
  description = "AWS's id, another one for every instance or cluster that is made."
  value       = local.resource_id
}

output "master_secret_arn" {
  description = "Secret with the master user's name and password; RDS makes and rotates it."
  value       = local.master_secret_arn
}

output "user_arns" {
  description = "Role → ARN for rds-db:connect."
  value       = { for user in var.iam_users : user => "${local.user_arn_prefix}/${user}" }
}

output "user_secret_arns" {
  description = "Role → secret with the password that the proxy logs in with. Empty without a proxy: then the role has none."
  value       = { for user, secret in aws_secretsmanager_secret.user : user => secret.arn }
}

output "passwords" {
  description = "Another text whenever the roles' passwords are to be set anew; empty without a proxy."
  value       = join(" ", [for version in values(aws_secretsmanager_secret_version.user) : version.version_id])
}

output "always_on" {
  description = "The database never pauses, so that daily work may call on it."
  value       = !local.pauses
}

locals {
  host              = one(concat(aws_db_instance.this[*].address, aws_rds_cluster.this[*].endpoint))
  resource_id       = one(concat(aws_db_instance.this[*].resource_id, aws_rds_cluster.this[*].cluster_resource_id))
  master_secret_arn = one(concat(aws_db_instance.this[*].master_user_secret, aws_rds_cluster.this[*].master_user_secret)[0][*].secret_arn)

  # arn:aws:rds:region:account:db:name → arn:aws:rds-db:region:account:dbuser:id; of a proxy the id ends its ARN.
  arn             = split(":", one(concat(aws_db_instance.this[*].arn, aws_rds_cluster.this[*].arn)))
  login_id        = var.proxy == null ? local.resource_id : split(":", aws_db_proxy.this["this"].arn)[6]
  user_arn_prefix = "arn:${local.arn[1]}:rds-db:${local.arn[3]}:${local.arn[4]}:dbuser:${local.login_id}"
}
