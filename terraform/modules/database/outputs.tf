# An Aurora cluster can stand behind the same names: nothing here says "instance".

output "host" {
  description = "Host name."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port."
  value       = aws_db_instance.this.port
}

output "name" {
  description = "Database."
  value       = aws_db_instance.this.db_name
}

output "resource_id" {
  description = "AWS's id, another one for every instance that is made."
  value       = aws_db_instance.this.resource_id
}

output "master_secret_arn" {
  description = "Secret with the master user's name and password; RDS makes and rotates it."
  value       = one(aws_db_instance.this.master_user_secret[*].secret_arn)
}

output "user_arns" {
  description = "Role → ARN for rds-db:connect."
  value       = { for user in var.iam_users : user => "${local.user_arn_prefix}/${user}" }
}

locals {
  # arn:aws:rds:region:account:db:name → arn:aws:rds-db:region:account:dbuser:id
  arn             = split(":", aws_db_instance.this.arn)
  user_arn_prefix = "arn:${local.arn[1]}:rds-db:${local.arn[3]}:${local.arn[4]}:dbuser:${aws_db_instance.this.resource_id}"
}
