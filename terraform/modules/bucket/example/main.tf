module "bucket" {
  source = "../"

  name        = "daybook-dev-failures-111122223333"
  expire_days = { "" = 30 }
}
