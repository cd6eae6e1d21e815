# Files that come and go: imports of other trackers' exports, and a person's own exports. An object is also an
# order: S3 calls the function whose manifest names its prefix.

locals {
  transfers_name     = "${local.prefix}-transfers-${local.account_id}"
  transfers_triggers = lookup(module.manifests.bucket_triggers, "transfers", {})
  transfers_workers  = toset(values(local.transfers_triggers))

  # What comes from a person's device is gone after a day, what they may still fetch after a week.
  transfers_expire_days = { "uploads/" = 1, "work/" = 1, "archives/" = 7, "exports/" = 7 }
}

module "transfers" {
  source = "./modules/bucket"

  key           = local.keys.buckets
  name          = local.transfers_name
  force_destroy = !var.deletion_protection
  expire_days   = local.transfers_expire_days
  cors          = { origins = coalesce(var.upload_origins, local.app_origins), methods = ["GET", "POST"] }
}

resource "aws_lambda_permission" "transfers" {
  for_each = local.transfers_workers

  statement_id   = "s3-transfers"
  action         = "lambda:InvokeFunction"
  function_name  = module.function[each.key].name
  qualifier      = module.function[each.key].alias
  principal      = "s3.amazonaws.com"
  source_arn     = module.transfers.arn
  source_account = local.account_id
}

resource "aws_s3_bucket_notification" "transfers" {
  bucket = module.transfers.name

  dynamic "lambda_function" {
    for_each = local.transfers_triggers

    content {
      id                  = trim(replace(lambda_function.key, "/", "-"), "-")
      lambda_function_arn = module.function[lambda_function.value].alias_arn
      events              = ["s3:ObjectCreated:*"]
      filter_prefix       = lambda_function.key
    }
  }

  depends_on = [aws_lambda_permission.transfers]
}
