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
    condition = !aws_s3_bucket.this.force_destroy && alltrue([for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
      alltrue([for expiration in rule.expiration : coalesce(expiration.days, 0) == 0])
    ]) && one(aws_s3_bucket_lifecycle_configuration.this.rule[0].abort_incomplete_multipart_upload).days_after_initiation == 1
    error_message = "Objects stay unless asked otherwise; uploads that were never finished do not."
  }
}

run "objects_expire" {
  variables {
    name        = "daybook-dev-failures-111122223333"
    expire_days = { "" = 30, "uploads/" = 1 }
  }

  assert {
    condition = { for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
    one(rule.filter).prefix => one(rule.expiration).days if length(rule.expiration) > 0 } == { "" = 30, "uploads/" = 1 }
    error_message = "Objects are deleted after 30 days, uploads after one."
  }

  assert {
    condition     = length(aws_s3_bucket_cors_configuration.this) == 0
    error_message = "No web page reaches the bucket unless it is named."
  }
}

run "versions" {
  variables {
    name          = "daybook-dev-media-111122223333"
    versions_days = 30
  }

  assert {
    condition     = aws_s3_bucket_versioning.this["versions"].versioning_configuration[0].status == "Enabled" && output.versioned == "daybook-dev-media-111122223333"
    error_message = "What is overwritten or deleted is kept."
  }

  assert {
    condition = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
      [one(rule.noncurrent_version_expiration).noncurrent_days, one(rule.expiration).expired_object_delete_marker] if rule.id == "earlier-versions"
    ] == [[30, true]]
    error_message = "Earlier versions go after 30 days, and then the markers of deleted objects."
  }
}

run "no_versions" {
  variables {
    name = "daybook-dev-site-111122223333"
  }

  assert {
    condition     = length(aws_s3_bucket_versioning.this) == 0 && output.versioned == null
    error_message = "Versions are paid for: none unless they are asked for."
  }

  assert {
    condition = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule :
      one(rule.noncurrent_version_expiration).noncurrent_days if rule.id == "earlier-versions"
    ] == [1]
    error_message = "Those from when they were asked for go as well."
  }
}

run "half_days_of_versions" {
  command = plan
  variables {
    name          = "daybook-dev-media-111122223333"
    versions_days = 0.5
  }
  expect_failures = [var.versions_days]
}

run "half_days" {
  command = plan
  variables {
    name        = "daybook-dev-failures-111122223333"
    expire_days = { "" = 0.5 }
  }
  expect_failures = [var.expire_days]
}

run "a_web_page_may_send" {
  variables {
    name = "daybook-dev-transfers-111122223333"
    cors = { origins = ["https://d1.cloudfront.net"], methods = ["POST"] }
  }

  assert {
    condition = [for rule in aws_s3_bucket_cors_configuration.this["cors"].cors_rule : [rule.allowed_origins, rule.allowed_methods]] == [
      [toset(["https://d1.cloudfront.net"]), toset(["POST"])]
    ]
    error_message = "Only the named page may send, and do nothing else."
  }
}

run "name" {
  command = plan
  variables {
    name = "Daybook_Bucket"
  }
  expect_failures = [var.name]
}
