module "table" {
  source = "../"

  name = "daybook-dev-data"
}
