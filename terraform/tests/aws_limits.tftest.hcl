# Every function stays within what only AWS enforces: a local cloud lets all of this pass.

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

run "limits" {
  command = plan

  # timeouts
  assert {
    condition     = alltrue([for name, function in local.functions : function.timeout_s <= 30 if length(function.routes) > 0])
    error_message = "An HTTP API waits 30 s."
  }

  assert {
    condition     = alltrue([for name, function in local.functions : function.timeout_s <= 5 if length(function.triggers.user_pool) > 0])
    error_message = "Cognito waits 5 s."
  }

  # stream
  assert {
    condition     = toset(keys(aws_lambda_event_source_mapping.table_stream)) == toset(["activity", "relay"])
    error_message = "The stream has exactly two readers."
  }

  assert {
    condition = alltrue([for mapping in values(aws_lambda_event_source_mapping.table_stream) :
      mapping.bisect_batch_on_function_error && mapping.function_response_types == toset(["ReportBatchItemFailures"]) &&
    one(one(mapping.destination_config).on_failure).destination_arn == module.failures.arn])
    error_message = "A batch that fails is halved, worked off in part, and ends in the failures bucket."
  }

  assert {
    condition = alltrue([for mapping in values(aws_lambda_event_source_mapping.table_stream) :
    mapping.maximum_record_age_in_seconds < 86400 && mapping.maximum_record_age_in_seconds > 0])
    error_message = "A record is given up, into the bucket, before the stream forgets it after 24 h."
  }

  assert {
    condition = alltrue([for name, mapping in aws_lambda_event_source_mapping.table_stream :
      toset([for filter in one(mapping.filter_criteria).filter : filter.pattern]) ==
    toset([for pattern in local.declared[name].triggers.table_stream.patterns : jsonencode(pattern)])])
    error_message = "A mapping filters by the manifest's patterns."
  }

  assert {
    condition     = strcontains(jsonencode(aws_lambda_event_source_mapping.table_stream["activity"].filter_criteria), "PROFILE")
    error_message = "activity is woken for profiles only: a check-in must not wake PostgreSQL."
  }

  # vpc
  assert {
    condition     = toset([for name, function in local.functions : name if function.vpc]) == toset([for name, function in module.function : name if function.in_vpc])
    error_message = "Only functions that need PostgreSQL are in the VPC."
  }

  assert {
    condition     = alltrue([for name, function in local.functions : function.vpc == contains(flatten([for layer in function.layers : layer]), "postgres")])
    error_message = "What has the PostgreSQL driver is in the VPC, and what is in the VPC has it."
  }

  # concurrency is not reserved
  assert {
    condition     = alltrue([for function in values(module.function) : function.reserved_concurrency == -1])
    error_message = "A new account runs about ten functions at once; reserving takes from the rest."
  }

  # migrations run again when a file changes
  assert {
    condition     = keys(aws_lambda_invocation.apply) == ["migrate"] && coalesce(aws_lambda_invocation.apply["migrate"].qualifier, "$LATEST") == "$LATEST"
    error_message = "migrate is called during apply, as it was just deployed."
  }

  assert {
    condition     = aws_lambda_invocation.apply["migrate"].input == "{}"
    error_message = "Nothing secret is handed to migrate: its input is in the state."
  }

  assert {
    condition     = length(fileset("${var.functions_dir}/..", module.manifests.apply_hooks["migrate"].watch)) > 0
    error_message = "The watched pattern matches no file, so that a new migration would never run."
  }

  # what holds data is protected
  assert {
    condition     = var.deletion_protection
    error_message = "Protection is the default; an environment has to give it up by itself."
  }
}
