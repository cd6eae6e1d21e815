environment          = "staging"
database_backup_days = 1
tracing              = true
