environment        = "prod"
production         = true
database           = { backup_days = 14 }
price_class        = "PriceClass_All"
log_retention_days = 30
