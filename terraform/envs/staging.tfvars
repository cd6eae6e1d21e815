environment = "staging"
database    = { backup_days = 1 }
tracing     = true
