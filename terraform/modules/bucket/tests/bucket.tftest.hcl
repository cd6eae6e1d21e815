mock_provider "aws" {
  source = "../../tests/mocks"
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.bucket.name == "daybook-dev-failures-111122223333"
    error_message = "The bucket has the name that was asked for."
  }
}

run "private" {
  variables {
    name    = "daybook-dev-site-111122223333"
    readers = [{ service = "cloudfront.amazonaws.com", source_arn = "arn:aws:cloudfront::111122223333:distribution/E1" }]
  }

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.this.block_public_acls, aws_s3_bucket_public_access_block.this.block_public_policy,
      aws_s3_bucket_public_access_block.this.ignore_public_acls, aws_s3_bucket_public_access_block.this.restrict_public_buckets,
    ])
    error_message = "Nothing in a bucket is public."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this.policy).Statement == [
      {
        Sid       = "OnlyTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "Read0"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::bucket/*"
        Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudfront::111122223333:distribution/E1" } }
      },
    ]
    error_message = "A service reads for its own resource only, and nobody without TLS."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this) == 0 && !aws_s3_bucket.this.force_destroy
    error_message = "Objects stay unless asked otherwise."
  }
}

run "objects_expire" {
  variables {
    name        = "daybook-dev-failures-111122223333"
    expire_days = 30
  }

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.this[0].rule[0].expiration).days == 30
    error_message = "Objects are deleted after 30 days."
  }
}

run "name" {
  command = plan
  variables {
    name = "Daybook_Bucket"
  }
  expect_failures = [var.name]
}
