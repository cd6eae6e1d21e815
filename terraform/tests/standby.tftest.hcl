# A stack in another region that works with a replica of the first one's table. A state is of one region, so it has its file.

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
  environment = "standby"
  region      = "eu-west-1"
}

run "a_standby" {
  command = plan

  variables {
    table = { replica_of = "daybook-prod-data" }
  }

  assert {
    condition     = module.table.name == "daybook-prod-data" && length(aws_lambda_event_source_mapping.table_stream) == 0 && length(aws_dynamodb_table_item.app_address) == 0 && alltrue([for schedule in values(aws_scheduler_schedule.function) : schedule.state == "DISABLED"])
    error_message = "A standby works with the replica, and does nothing that it is not asked for."
  }
}

run "a_standby_that_has_taken_over" {
  command = plan

  variables {
    table = { replica_of = "daybook-prod-data", acting_region = "eu-west-1" }
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.table_stream) == 2 && anytrue([for schedule in values(aws_scheduler_schedule.function) : schedule.state == "ENABLED"])
    error_message = "It acts as soon as its tfvars say so."
  }
}
