module "dns" {
  source = "../"

  name = "daybook.example.com"
  zone = "create"

  hosts = {
    "daybook.example.com"     = { target = "d111111abcdef8.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" }
    "www.daybook.example.com" = { target = "d111111abcdef8.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" }
  }
}
