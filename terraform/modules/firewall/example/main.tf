module "firewall" {
  source = "../"

  name     = "daybook-dev"
  mode     = "count"
  log_days = 7
}
