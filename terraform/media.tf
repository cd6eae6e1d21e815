# A person's files. What a device sends lies in `uploads` for a day at most, where S3 calls the function that makes of it
# what may be shown; that lies in `media`, which CloudFront serves at /media/* to whom the API has given signed cookies.

locals {
  uploads_triggers = lookup(module.manifests.bucket_triggers, "uploads", {})
  uploads_workers  = toset(values(local.uploads_triggers))

  # The public half of the key pair that `invoke bootstrap` makes. Without it nothing is served.
  media_key_file   = "${path.module}/envs/${var.environment}.media-key.pem"
  media_public_key = try(coalesce(var.media_public_key, fileexists(local.media_key_file) ? file(local.media_key_file) : null), null)
  media_key_id     = one(aws_cloudfront_public_key.media[*].id)
}

module "uploads" {
  source = "./modules/bucket"

  key           = local.keys.buckets
  name          = local.uploads_name
  force_destroy = !var.deletion_protection
  expire_days   = { "raw/" = 1 }
  cors          = { origins = coalesce(var.upload_origins, local.app_origins), methods = ["POST"] }
}

module "media" {
  source = "./modules/bucket"

  key           = local.keys.buckets
  name          = local.media_name
  force_destroy = !var.deletion_protection
  versions_days = one(var.recovery.files[*].versions_days)
  readers       = [{ service = "cloudfront.amazonaws.com", source_arn = module.site.distribution_arn }]
}

resource "aws_lambda_permission" "uploads" {
  for_each = local.uploads_workers

  statement_id   = "s3-uploads"
  action         = "lambda:InvokeFunction"
  function_name  = module.function[each.key].name
  qualifier      = module.function[each.key].alias
  principal      = "s3.amazonaws.com"
  source_arn     = module.uploads.arn
  source_account = local.account_id
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = module.uploads.name

  dynamic "lambda_function" {
    for_each = local.uploads_triggers

    content {
      id                  = trim(replace(lambda_function.key, "/", "-"), "-")
      lambda_function_arn = module.function[lambda_function.value].alias_arn
      events              = ["s3:ObjectCreated:*"]
      filter_prefix       = lambda_function.key
    }
  }

  depends_on = [aws_lambda_permission.uploads]
}

# Terraform knows the public half only; the private one is in Parameter Store, which costs nothing, and never in a state.
resource "aws_cloudfront_public_key" "media" {
  count = local.media_public_key == null ? 0 : 1

  name_prefix = "${local.prefix}-media-"
  comment     = "Signs cookies for the files of Daybook (${var.environment})."
  encoded_key = "${trimspace(local.media_public_key)}\n"

  # Another key takes the place of the old one before that goes: a group cannot be empty.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "media" {
  count = local.media_public_key == null ? 0 : 1

  name    = "${local.prefix}-media"
  comment = "Who may open files (${var.environment})."
  items   = aws_cloudfront_public_key.media[*].id

  # AWS deletes none that a distribution still has, so the distribution changes first.
  lifecycle {
    create_before_destroy = true
  }
}

check "media_key" {
  assert {
    condition     = local.media_public_key != null
    error_message = "There is no key for the files' cookies yet, so pictures are not served. Run: invoke bootstrap --env ${var.environment}"
  }
}
