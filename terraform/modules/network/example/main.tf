module "network" {
  source = "../"

  name       = "daybook-dev"
  region     = "eu-west-2"
  account_id = "111122223333"
  cidr       = "10.20.0.0/20"
  zones      = ["eu-west-2a", "eu-west-2b"]
}
