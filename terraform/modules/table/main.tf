resource "aws_dynamodb_table" "this" {
  #checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key unless customer_key names table; a KMS key costs 1 USD a month while idle and money for each request.

  name         = var.name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"
  range_key    = "sk"

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
    enabled = var.point_in_time_recovery
  }

  dynamic "server_side_encryption" {
    for_each = var.key[*]

    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value.arn
    }
  }

  deletion_protection_enabled = var.deletion_protection
}
