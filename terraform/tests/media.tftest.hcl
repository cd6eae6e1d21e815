# A person's files: who may put them where, who may see them, and that nobody may without a key.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment      = "test"
  media_public_key = <<-PEM
    -----BEGIN PUBLIC KEY-----
    bm8ga2V5
    -----END PUBLIC KEY-----
  PEM
}

run "uploads" {
  command = plan

  assert {
    condition = alltrue([for permission in values(aws_lambda_permission.uploads) :
      permission.principal == "s3.amazonaws.com" && permission.source_arn == module.uploads.arn &&
    permission.source_account == local.account_id && permission.qualifier == "live"])
    error_message = "S3 calls a worker's alias for this bucket of this account only."
  }

  assert {
    condition = { for call in aws_s3_bucket_notification.uploads.lambda_function : call.filter_prefix => call.lambda_function_arn } == {
      "raw/" = module.function["image_processing"].alias_arn
    }
    error_message = "What is uploaded is worked on."
  }

  assert {
    condition     = contains(keys(aws_lambda_function_event_invoke_config.asynchronous), "image_processing")
    error_message = "What could not be worked on is kept for an operator."
  }

  assert {
    condition     = local.uploads_name == module.uploads.name && local.media_name == module.media.name
    error_message = "Functions are told other buckets than there are."
  }
}

run "key" {
  command = plan

  assert {
    condition     = one(aws_cloudfront_key_group.media).items == toset(aws_cloudfront_public_key.media[*].id) && local.environment.MEDIA_KEY_ID == one(aws_cloudfront_public_key.media).id
    error_message = "Functions sign with the key that CloudFront trusts."
  }

  assert {
    condition     = endswith(one(aws_cloudfront_public_key.media).encoded_key, "-----END PUBLIC KEY-----\n")
    error_message = "AWS keeps a key with one line break at its end, and every plan would show a difference."
  }

  assert {
    condition     = local.media_signing_key == "/daybook/test/media-signing-key" && endswith(local.media_signing_key_arn, ":parameter/daybook/test/media-signing-key")
    error_message = "The private key is where `invoke bootstrap` puts it."
  }
}

run "without_a_key" {
  command = plan

  variables {
    media_public_key = null
  }

  expect_failures = [check.media_key]

  assert {
    condition     = length(aws_cloudfront_key_group.media) == 0 && local.media_key_id == null && !contains(keys(module.function["uploads"].environment), "MEDIA_KEY_ID")
    error_message = "Without a key there is no way to any file."
  }
}
