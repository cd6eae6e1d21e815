# The least: while nobody is there, a domain's zone and one secret, and little else (docs/cost.md; a test holds it to that).
# Add your domain = { name = "daybook.example.com", zone = "create" } and alarm_mail = ["you@example.com"].
environment = "lean"
database    = { engine = "aurora", backup_days = 1 }
