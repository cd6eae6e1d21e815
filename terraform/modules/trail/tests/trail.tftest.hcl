mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "daybook-prod"
  bucket     = "daybook-prod-trail-111122223333"
  account_id = "111122223333"
  region     = "eu-west-2"
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.trail.arn == "arn:aws:cloudtrail:eu-west-2:111122223333:trail/daybook-prod"
    error_message = "The trail has the name that was asked for."
  }
}

run "trail" {
  assert {
    condition     = aws_cloudtrail.this.is_multi_region_trail && aws_cloudtrail.this.enable_log_file_validation && aws_cloudtrail.this.include_global_service_events
    error_message = "Every region is recorded, and a changed file is noticed."
  }

  assert {
    condition     = length(aws_cloudtrail.this.event_selector) == 0 && length(aws_cloudtrail.this.advanced_event_selector) == 0 && length(aws_cloudtrail.this.insight_selector) == 0
    error_message = "Data events and insights are paid for each."
  }

  assert {
    condition     = one([for statement in jsondecode(aws_s3_bucket_policy.this.policy).Statement : "${statement.Principal.Service} ${statement.Condition.StringEquals["aws:SourceArn"]}" if statement.Action == "s3:PutObject"]) == "cloudtrail.amazonaws.com ${output.arn}"
    error_message = "Only this trail writes to the bucket."
  }

  assert {
    condition     = one(aws_s3_bucket_versioning.this.versioning_configuration).status == "Enabled" && one(one(aws_s3_bucket_lifecycle_configuration.this.rule).expiration).days == 365 && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The record is kept for a year, and not lost by a deletion."
  }
}
