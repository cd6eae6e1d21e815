# The bucket's policy names the trail as text: CloudTrail looks whether it may write before there is one.
locals {
  arn    = "arn:${var.partition}:cloudtrail:${var.region}:${var.account_id}:trail/${var.name}"
  prefix = "AWSLogs/${var.account_id}"
}

resource "aws_cloudtrail" "this" {
  #checkov:skip=CKV_AWS_35:Encrypted with S3's own key; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV_AWS_252:Nobody waits for a file of the record; who wants to hear of a call makes a rule of EventBridge.
  #checkov:skip=CKV2_AWS_10:A copy in CloudWatch is paid by volume; the console searches 90 days of management events for nothing.

  name                          = var.name
  s3_bucket_name                = aws_s3_bucket.this.id
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true

  depends_on = [aws_s3_bucket_policy.this]
}

resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:Reading the record is itself recorded by CloudTrail.
  #checkov:skip=CKV_AWS_144:A second region is worth it to who has to prove more.
  #checkov:skip=CKV_AWS_145:AES-256 with S3's own key; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV2_AWS_62:Nobody waits for these objects.

  bucket        = var.bucket
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Whoever deletes or overwrites a file leaves it as it was in an older version.
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "TrailLooks"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = aws_s3_bucket.this.arn
        Condition = { StringEquals = { "aws:SourceArn" = local.arn } }
      },
      {
        Sid       = "TrailWrites"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this.arn}/${local.prefix}/*"
        Condition = { StringEquals = { "aws:SourceArn" = local.arn, "s3:x-amz-acl" = "bucket-owner-full-control" } }
      },
    ]
  })

  # Both change the bucket's policy state; at once they collide.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      days = var.days
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
