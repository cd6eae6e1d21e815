environment            = "dev"
log_level              = "DEBUG"
deletion_protection    = false
point_in_time_recovery = false
database               = { backup_days = 1 }
wait_for_distribution  = false
