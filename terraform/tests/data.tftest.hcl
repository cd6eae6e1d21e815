# Which database and which table, and what follows from that elsewhere.

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

run "by_default" {
  command = plan

  assert {
    condition     = module.database.always_on && module.table.name == "daybook-test-data" && length(aws_lambda_event_source_mapping.table_stream) == 2 && length(aws_dynamodb_table_item.app_address) == 1
    error_message = "An instance, and a table whose stream is read here."
  }

  assert {
    condition     = !contains(keys(module.function["migrate"].environment), "DATABASE_USER_SECRET_ARN") && module.function["migrate_db"].environment.DATABASE_HOST == module.function["activity"].environment.DATABASE_HOST
    error_message = "Without a proxy there is one way, and no password of a role."
  }
}

run "aurora" {
  command = plan

  variables {
    database = { engine = "aurora" }
  }

  assert {
    condition     = module.function["relay"].environment.DATABASE_ALWAYS_ON == "false" && module.function["activity"].environment.DATABASE_HOST == "database.cluster-abc.eu-west-2.rds.amazonaws.com"
    error_message = "Whether it pauses follows from the one declaration, and who connects is told the cluster's address."
  }

  assert {
    condition = flatten([for s in module.function["activity"].policy.Statement : s.Resource if contains(s.Action, "rds-db:connect")]) == [
      "arn:aws:rds-db:eu-west-2:111122223333:dbuser:cluster-ABCDEF/daybook_app"
    ]
    error_message = "activity logs in to the cluster."
  }
}

run "proxy" {
  command = plan

  variables {
    database = { proxy = {} }
  }

  assert {
    condition = alltrue([for name in ["activity", "rewards", "erase_database"] :
      module.function[name].environment.DATABASE_HOST == "database.proxy-abc.eu-west-2.rds.amazonaws.com" && module.function[name].environment.DATABASE_PORT == "5432" &&
      flatten([for s in module.function[name].policy.Statement : s.Resource if contains(s.Action, "rds-db:connect")]) == ["arn:aws:rds-db:eu-west-2:111122223333:dbuser:prx-ABCDEF/daybook_app"]
    ])
    error_message = "Whoever logs in as the application's role does so at the proxy, and may."
  }

  assert {
    condition     = module.function["migrate_db"].environment.DATABASE_HOST == "database.abc.eu-west-2.rds.amazonaws.com"
    error_message = "The master user goes past the proxy, which does not know it."
  }

  assert {
    condition     = module.function["migrate"].environment.DATABASE_USER_SECRET_ARN == module.database.user_secret_arns["daybook_app"] && contains(keys(aws_lambda_invocation.apply["migrate"].triggers), "passwords")
    error_message = "migrate sets the password that the proxy logs in with, and again when there is another."
  }
}

run "a_table_with_a_replica" {
  command = plan

  variables {
    table = { replica_region = "eu-west-1" }
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.table_stream) == 2
    error_message = "The region that made the table reads its stream."
  }
}

run "the_other_region_acts" {
  command = plan

  variables {
    table = { replica_region = "eu-west-1", acting_region = "eu-west-1" }
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.table_stream) == 0 && alltrue([for schedule in values(aws_scheduler_schedule.function) : schedule.state == "DISABLED"])
    error_message = "Only one region reads the stream and runs schedules."
  }
}

# --- what is refused, of each variable one mistake a run ---

run "the_size_of_an_instance_for_aurora_and_a_replica_in_the_same_region" {
  command = plan
  variables {
    database = { engine = "aurora", class = "db.t4g.small" }
    table    = { replica_region = "eu-west-2" }
  }
  expect_failures = [var.database, var.table]
}

run "the_pause_of_aurora_for_an_instance_and_a_replica_nowhere" {
  command = plan
  variables {
    database = { min_capacity = 0 }
    table    = { replica_region = "Ireland" }
  }
  expect_failures = [var.database, var.table]
}

run "a_replica_of_a_replica" {
  command = plan
  variables {
    table = { replica_region = "eu-west-1", replica_of = "daybook-prod-data" }
  }
  expect_failures = [var.table]
}

run "nobody_acts" {
  command = plan
  variables {
    table = { replica_region = "eu-west-1", acting_region = "us-east-1" }
  }
  expect_failures = [var.table]
}
