module "bucket" {
  source    = "../bucket"
  providers = { aws = aws.recovery }

  name          = var.name
  force_destroy = var.force_destroy
  versions_days = var.versions_days
  key           = one([for keys in var.keys[*] : { arn = keys.copy }])
}

resource "aws_s3_bucket_replication_configuration" "this" {
  bucket = var.original.name
  role   = aws_iam_role.this.arn

  rule {
    id       = "everything"
    priority = 0
    status   = "Enabled"

    filter {
      prefix = ""
    }

    # What is deleted is deleted there too, and can be had back for versions_days. What removes a version for good
    # (an erasure) is not copied by S3, and has to remove it in both places.
    delete_marker_replication {
      status = "Enabled"
    }

    dynamic "source_selection_criteria" {
      for_each = var.keys[*]

      content {
        sse_kms_encrypted_objects {
          status = "Enabled"
        }
      }
    }

    destination {
      bucket = module.bucket.versioned == null ? null : module.bucket.arn

      dynamic "encryption_configuration" {
        for_each = var.keys[*]

        content {
          replica_kms_key_id = encryption_configuration.value.copy
        }
      }

      dynamic "replication_time" {
        for_each = var.timed ? [15] : []

        content {
          status = "Enabled"

          time {
            minutes = replication_time.value
          }
        }
      }

      dynamic "metrics" {
        for_each = var.timed ? [15] : []

        content {
          status = "Enabled"

          event_threshold {
            minutes = metrics.value
          }
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_iam_role" "this" {
  name                 = var.role_name
  description          = "S3 copies ${var.original.name} to ${var.name}."
  permissions_boundary = var.permissions_boundary

  # S3 acts for the bucket whose configuration names the role, which takes iam:PassRole in this very account. It sends
  # no source that a condition could ask for: https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "s3.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "copies"
  role = aws_iam_role.this.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.bucket_statements, local.key_statements)
  })
}

locals {
  bucket_statements = [
    {
      Effect   = "Allow"
      Action   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
      Resource = [var.original.arn]
    },
    {
      Effect   = "Allow"
      Action   = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"]
      Resource = ["${var.original.arn}/*"]
    },
    {
      Effect   = "Allow"
      Action   = ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"]
      Resource = ["${module.bucket.arn}/*"]
    },
  ]

  key_statements = flatten([for keys in var.keys[*] : [
    {
      Effect    = "Allow"
      Action    = ["kms:Decrypt"]
      Resource  = [keys.original]
      Condition = { StringEquals = { "kms:ViaService" = "s3.${keys.original_region}.amazonaws.com" } }
    },
    {
      Effect    = "Allow"
      Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
      Resource  = [keys.copy]
      Condition = { StringEquals = { "kms:ViaService" = "s3.${keys.copy_region}.amazonaws.com" } }
    },
  ]])
}
