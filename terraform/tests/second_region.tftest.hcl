# The same root in another region of the same account, beside the first: nothing that is one account's, or everybody's,
# has the same name twice, and nothing names the other's region. docs/operations.md ("Recovery") says how it takes over.

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
  environment     = "standby"
  region          = "eu-west-1"
  recovery_region = "eu-west-2"
  recovery        = { files = { abroad = true } }
}

run "beside_the_first" {
  command = plan

  # Roles carry the functions' names, which are the account's in all regions.
  assert {
    condition     = length(output.function_names) > 20 && alltrue([for name in values(output.function_names) : startswith(name, "daybook-standby-")])
    error_message = "A role of one region would be in the other's way."
  }

  # A bucket's name is taken in the whole world.
  assert {
    condition = alltrue([
      for name in [output.artifacts_bucket, output.failures_bucket, output.site_bucket, output.transfers_bucket, output.uploads_bucket, output.media_bucket, output.media_copy_bucket] :
      startswith(name, "daybook-standby-") && endswith(name, "-111122223333")
    ])
    error_message = "A bucket of one region would be the other's."
  }

  assert {
    condition     = alltrue([for name in [aws_iam_role.scheduler.name, aws_iam_role.erasure.name, aws_scheduler_schedule_group.main.name, aws_cloudwatch_event_bus.main.name] : startswith(name, "daybook-standby")])
    error_message = "Every role carries the environment's name."
  }

  assert {
    condition = alltrue([
      for arn in concat(values(local.function_arns), [local.erasure_arn, local.schedule_group_arn, local.mail_configuration_arn, local.media_signing_key_arn]) :
      strcontains(arn, ":eu-west-1:")
    ])
    error_message = "What is named as text names its own region."
  }

  assert {
    condition     = module.function["erase_steps"].environment.RECOVERY_REGION == "eu-west-2"
    error_message = "Its copies go to the first region."
  }
}
