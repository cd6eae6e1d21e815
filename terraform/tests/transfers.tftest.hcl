# Files that come and go: S3 may call the workers, for this bucket only, and what fails is kept.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment = "test"
}

run "transfers" {
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
    condition     = keys(aws_lambda_permission.transfers) == keys(aws_lambda_function_event_invoke_config.transfers)
    error_message = "Whom S3 may call has a way out for what fails."
  }

  assert {
    condition = alltrue([for config in values(aws_lambda_function_event_invoke_config.transfers) :
      config.maximum_retry_attempts == 2 && config.qualifier == "live" &&
    one(one(config.destination_config).on_failure).destination == aws_sqs_queue.async_failures.arn])
    error_message = "A call is tried three times, then kept in the queue."
  }

  assert {
    condition     = alltrue([for prefix in keys(local.transfers_triggers) : anytrue([for part in keys(local.transfers_expire_days) : startswith(prefix, part)])])
    error_message = "What a trigger reads expires."
  }

  assert {
    condition     = aws_sqs_queue.async_failures.sqs_managed_sse_enabled && aws_sqs_queue.async_failures.message_retention_seconds == 1209600
    error_message = "Failed calls are encrypted and kept for 14 days."
  }
}
