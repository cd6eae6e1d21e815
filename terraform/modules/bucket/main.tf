resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:Access logs would cost more than what they log: only this stack and its operators read these buckets.
  #checkov:skip=CKV_AWS_21:versions_days says so for the one bucket that has people's only copies; all else can be made again, or expires anyway.
  #checkov:skip=CKV_AWS_144:The same: modules/replica copies that one to a second region where it is asked for.
  #checkov:skip=CKV_AWS_145:AES-256 with S3's own key unless customer_key names buckets; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV2_AWS_62:Nobody waits for these objects.

  bucket        = var.name
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# One data key a bucket and hour instead of one an object, which KMS would be paid for.
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = { for key in var.key[*] : "key" => key }
  bucket   = aws_s3_bucket.this.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = each.value.arn
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      [for index, reader in var.readers : {
        Sid       = "Read${index}"
        Effect    = "Allow"
        Principal = { Service = reader.service }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.this.arn}/*"
        Condition = { StringEquals = { "aws:SourceArn" = reader.source_arn } }
      }],
    )
  })

  # Both change the bucket's policy state; at once they collide.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = { for days in var.versions_days[*] : "versions" => days }
  bucket   = aws_s3_bucket.this.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  #checkov:skip=CKV_AWS_300:The first rule does; beside dynamic ones checkov does not see it.

  bucket = aws_s3_bucket.this.id

  rule {
    id     = "abort-uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  dynamic "rule" {
    for_each = var.expire_days

    content {
      id     = rule.key == "" ? "expire" : "expire-${trim(replace(rule.key, "/", "-"), "-")}"
      status = "Enabled"

      filter {
        prefix = rule.key
      }

      expiration {
        days = rule.value
      }
    }
  }

  # Also where none are kept any more: what people have deleted would otherwise stay for good in the versions from before.
  # A marker that says "deleted" of nothing any more goes as well.
  dynamic "rule" {
    for_each = var.versions_days != null || length(var.expire_days) == 0 ? [coalesce(var.versions_days, 1)] : []

    content {
      id     = "earlier-versions"
      status = "Enabled"

      filter {
        prefix = ""
      }

      noncurrent_version_expiration {
        noncurrent_days = rule.value
      }

      expiration {
        expired_object_delete_marker = true
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_cors_configuration" "this" {
  for_each = { for cors in var.cors[*] : "cors" => cors }
  bucket   = aws_s3_bucket.this.id

  cors_rule {
    allowed_origins = each.value.origins
    allowed_methods = each.value.methods
    allowed_headers = ["*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }
}
