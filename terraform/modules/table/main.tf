resource "aws_dynamodb_table" "this" {
  #checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key unless customer_key names table; a KMS key costs 1 USD a month while idle and money for each request.
  count = var.replica_of == null ? 1 : 0

  name           = var.name
  billing_mode   = var.capacity == null ? "PAY_PER_REQUEST" : "PROVISIONED"
  read_capacity  = try(var.capacity.read.min, null)
  write_capacity = try(var.capacity.write.min, null)
  hash_key       = "pk"
  range_key      = "sk"

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  ttl {
    attribute_name = "ttl"
    enabled        = true
  }

  stream_enabled   = true
  stream_view_type = "NEW_AND_OLD_IMAGES"

  point_in_time_recovery {
    enabled                 = var.point_in_time_recovery
    recovery_period_in_days = var.point_in_time_recovery ? 35 : null
  }

  # A global table (version 2019.11.21): DynamoDB keeps the replica alike, within a second or so, and it takes writes too.
  dynamic "replica" {
    for_each = var.replica_region[*]

    content {
      region_name            = replica.value
      point_in_time_recovery = var.point_in_time_recovery
      propagate_tags         = true
    }
  }

  dynamic "server_side_encryption" {
    for_each = var.key[*]

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value.arn
    }
  }

  deletion_protection_enabled = var.deletion_protection

  lifecycle {
    # Provisioned capacity is Application Auto Scaling's from the first minute on.
    ignore_changes = [read_capacity, write_capacity]

    precondition {
      condition     = var.replica_region == null || var.capacity == null
      error_message = "DynamoDB replicates a provisioned table only once its writes scale by themselves, which Terraform sets up after the table: with a replica leave capacity out, so that the table is paid by request."
    }

    precondition {
      condition     = var.replica_region == null || var.key == null
      error_message = "A replica is encrypted with a key of its own region, and there is none: take \"table\" out of customer_key, or do without the replica."
    }
  }
}

# The table of another region, as it is here. That region's stack makes it and its replicas.
data "aws_dynamodb_table" "replica" {
  count = var.replica_of == null ? 0 : 1

  name = var.replica_of
}

locals {
  table = one(concat(aws_dynamodb_table.this, data.aws_dynamodb_table.replica))
}
