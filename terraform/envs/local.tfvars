# The local cloud (make up). It passes database_port and api_origin, which are chosen at start.
environment           = "local"
allowed_account_ids   = ["000000000000"]
emulator              = true
deletion_protection   = false
wait_for_distribution = false
mail_from             = "daybook@example.com"
text_messages         = true
# Nobody waits a day for a test.
erasure = { settle_seconds = 1, late_seconds = 5 }
# The emulator has no saved questions to the logs.
observability = { queries = false, dashboard = false }
