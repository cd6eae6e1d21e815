# No NAT gateway and no interface endpoint: both cost money while idle. What runs in here
# reaches PostgreSQL, DynamoDB and S3, and nothing else.
module "network" {
  source = "./modules/network"

  name       = local.prefix
  region     = var.region
  cidr       = var.vpc_cidr
  zones      = [for letter in var.availability_zones : "${var.region}${letter}"]
  account_id = local.account_id
}
