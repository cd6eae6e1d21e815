module "budget" {
  source = "../"

  name        = "daybook-prod"
  monthly_usd = 20
  mail        = ["ops@example.com"]
  tags        = { Environment = "prod" }
}
