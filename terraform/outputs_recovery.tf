output "recovery_region" {
  description = "Region of the copies, where anything asks for them."
  value       = var.recovery_region
}

output "table_arn" {
  description = "The table's ARN."
  value       = module.table.arn
}

output "database_arn" {
  description = "ARN of PostgreSQL's instance or cluster."
  value       = module.database.arn
}

output "database_master_secret_arn" {
  description = "Secret with the master user's name and password, which RDS makes and rotates."
  value       = module.database.master_secret_arn
}

output "backup_vaults" {
  description = "Vaults of AWS Backup, here and abroad; null where there is none."
  value = {
    here   = one(values(module.backups)[*].vault)
    abroad = one(values(module.backups)[*].vault_abroad)
  }
}

output "restore_role_arn" {
  description = "Role to restore from AWS Backup with; null without recovery.backups."
  value       = one(values(module.backups)[*].restore_role_arn)
}

output "media_copy_bucket" {
  description = "Copy of the media bucket in recovery_region; null without recovery.files.abroad."
  value       = one(values(module.media_copy)[*].name)
}
