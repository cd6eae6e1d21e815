# What outlives a mistake or a region, beside the table's and the database's own continuous backups. All of it is off
# until var.recovery asks for it; docs/operations.md ("Recovery") says what answers which loss, and how.

locals {
  # What is copied to recovery_region, by the input that asks for it (versions.tf).
  recovery_abroad = {
    "recovery.backups.abroad_days"  = try(var.recovery.backups.abroad_days, null) != null
    "recovery.files.abroad"         = try(var.recovery.files.abroad, false)
    "recovery.secrets_abroad"       = var.recovery.secrets_abroad
    "recovery.database_abroad_days" = var.recovery.database_abroad_days != null
  }

  # A key is a region's. AWS's own keys serve there too, but for backups of PostgreSQL, and where customer_key says that
  # none of AWS's is to.
  keys_abroad = anytrue(values(local.recovery_abroad)) && (
    var.recovery.database_abroad_days != null || length(setintersection(var.customer_key, ["table", "buckets", "secrets"])) > 0
  ) ? { abroad = "${local.prefix}-abroad" } : {}
  key_abroad = one([for key in values(aws_kms_key.abroad) : { arn = key.arn }])
}

resource "aws_kms_key" "abroad" {
  provider = aws.recovery
  for_each = local.keys_abroad

  description             = "Copies of Daybook's data (${var.environment}) from ${var.region}."
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_protection ? 30 : 7

  # For those that its IAM policies let, through the services that hold the copies (security.tf).
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = local.key_owner_statements
  })
}

resource "aws_kms_alias" "abroad" {
  provider = aws.recovery
  for_each = local.keys_abroad

  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.abroad[each.key].key_id
}

module "backups" {
  source    = "./modules/backups"
  providers = { aws = aws, aws.recovery = aws.recovery }
  for_each  = { for backups in var.recovery.backups[*] : "daily" => backups }

  name        = local.prefix
  account_id  = local.account_id
  tables      = [module.table.arn]
  databases   = [module.database.arn]
  buckets     = var.recovery.files == null ? [] : [module.media.arn]
  schedule    = each.value.schedule
  keep_days   = each.value.keep_days
  abroad_days = each.value.abroad_days
  lock        = each.value.lock
  # As buckets: an environment that may be deleted leaves nothing. A locked vault stays all the same.
  force_destroy = !var.deletion_protection

  keys                 = one([for key in local.keys.table[*] : { here = key.arn, abroad = one(local.key_abroad[*].arn) }])
  source_keys          = distinct(concat(local.keys.table[*].arn, local.keys.buckets[*].arn))
  permissions_boundary = var.permissions_boundary
}

# People's pictures and documents are nowhere else: what they send is gone from `uploads` after a day, exports and
# imports can be made again, and the web app and the functions are built from the repository.
module "media_copy" {
  source    = "./modules/replica"
  providers = { aws = aws, aws.recovery = aws.recovery }
  for_each  = { for files in var.recovery.files[*] : "abroad" => files if files.abroad }

  name          = local.media_copy_name
  role_name     = "${local.prefix}-media-copy"
  original      = { name = module.media.versioned, arn = module.media.arn }
  versions_days = each.value.versions_days
  timed         = each.value.timed
  force_destroy = !var.deletion_protection

  keys = one([for key in local.keys.buckets[*] : {
    original = key.arn, original_region = var.region, copy = one(local.key_abroad[*].arn), copy_region = var.recovery_region
  }])
  permissions_boundary = var.permissions_boundary
}

locals {
  # As text, like the bucket that it is the copy of: functions name it, and must not wait for it.
  media_copy_name = "${local.prefix}-media-copy-${local.account_id}"
  media_copied    = try(var.recovery.files.abroad, false)
}

# PostgreSQL's own backups and its log, copied as they come: it can be brought back to a minute over there.
resource "aws_db_instance_automated_backups_replication" "abroad" {
  provider = aws.recovery
  for_each = { for days in var.recovery.database_abroad_days[*] : "abroad" => days }

  source_db_instance_arn = module.database.arn
  retention_period       = each.value
  kms_key_id             = one(local.key_abroad[*].arn)

  lifecycle {
    precondition {
      condition     = strcontains(module.database.arn, ":db:")
      error_message = "RDS copies the backups of an instance and not of an Aurora cluster: leave recovery.database_abroad_days out, and set recovery.backups = { abroad_days = … }."
    }
  }
}
