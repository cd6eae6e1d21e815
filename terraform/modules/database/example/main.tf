module "database" {
  source = "../"

  identifier = "daybook-dev-database"
  name       = "daybook"
  iam_users  = ["daybook_app"]

  vpc_id                    = "vpc-0123456789abcdef0"
  subnet_ids                = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  clients_security_group_id = "sg-0123456789abcdef0"
}
