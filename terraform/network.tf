# No NAT gateway and no interface endpoint: both cost money while idle. What runs in here
# reaches PostgreSQL, DynamoDB and S3, and nothing else.
module "network" {
  source = "./modules/network"

  name       = local.prefix
  region     = var.region
  cidr       = var.vpc_cidr
  zones      = [for letter in var.availability_zones : "${var.region}${letter}"]
  account_id = local.account_id

  database_port = var.database_port
  acls          = var.network.acls
  flow_logs = var.network.flow_log_days == null ? null : {
    days                 = var.network.flow_log_days
    key                  = local.keys.logs
    permissions_boundary = var.permissions_boundary
    partition            = local.partition
  }
}
