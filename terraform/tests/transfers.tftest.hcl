# Files that come and go: S3 may call the workers, for this bucket only.

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
  environment = "test"
}

run "transfers" {
  command = plan

  assert {
    condition = alltrue([for permission in values(aws_lambda_permission.transfers) :
      permission.principal == "s3.amazonaws.com" && permission.source_arn == module.transfers.arn &&
    permission.source_account == local.account_id && permission.qualifier == "live"])
    error_message = "S3 calls a worker's alias for this bucket of this account only."
  }

  assert {
    condition = { for call in aws_s3_bucket_notification.transfers.lambda_function : call.filter_prefix => call.lambda_function_arn } == {
      for prefix, function in local.transfers_triggers : prefix => module.function[function].alias_arn
    }
    error_message = "Each prefix of a manifest calls its function's alias."
  }

  assert {
    condition     = length(setsubtract(keys(aws_lambda_permission.transfers), keys(aws_lambda_function_event_invoke_config.asynchronous))) == 0
    error_message = "Whom S3 may call has a way out for what fails."
  }

  assert {
    condition     = alltrue([for prefix in keys(local.transfers_triggers) : anytrue([for part in keys(local.transfers_expire_days) : startswith(prefix, part)])])
    error_message = "What a trigger reads expires."
  }
}
