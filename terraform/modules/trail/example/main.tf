module "trail" {
  source = "../"

  name       = "daybook-prod"
  bucket     = "daybook-prod-trail-111122223333"
  account_id = "111122223333"
  region     = "eu-west-2"
}
