module "site" {
  source = "../"

  name   = "daybook-dev-site"
  bucket = "daybook-dev-site-111122223333"

  api_origin = {
    domain   = "a1b2c3d4.execute-api.eu-west-2.amazonaws.com"
    port     = 443
    path     = ""
    protocol = "https-only"
  }
}
