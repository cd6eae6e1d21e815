output "vault" {
  description = "Name of the vault."
  value       = aws_backup_vault.here.name
}

output "vault_abroad" {
  description = "Name of the vault in the second region; null without copies."
  value       = one(values(aws_backup_vault.abroad)[*].name)
}

output "restore_role_arn" {
  description = "Role to restore with: into tables, databases and buckets whose names begin with the plan's."
  value       = aws_iam_role.restore.arn
}
