mock_provider "aws" {
  source = "../../tests/mocks"
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.table.name == "daybook-dev-data"
    error_message = "The table has the name that was asked for."
  }
}

run "table" {
  variables {
    name = "daybook-dev-data"
  }

  assert {
    condition     = aws_dynamodb_table.this[0].hash_key == "pk" && aws_dynamodb_table.this[0].range_key == "sk" && aws_dynamodb_table.this[0].billing_mode == "PAY_PER_REQUEST"
    error_message = "The keys are pk and sk; an idle table costs nothing."
  }

  assert {
    condition     = one(aws_dynamodb_table.this[0].ttl).attribute_name == "ttl" && one(aws_dynamodb_table.this[0].ttl).enabled
    error_message = "Items expire by their ttl."
  }

  assert {
    condition     = aws_dynamodb_table.this[0].stream_enabled && aws_dynamodb_table.this[0].stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "The stream carries both images."
  }

  assert {
    condition     = one(aws_dynamodb_table.this[0].point_in_time_recovery).enabled && one(aws_dynamodb_table.this[0].point_in_time_recovery).recovery_period_in_days == 35 && length(aws_dynamodb_table.this[0].replica) == 0 && aws_dynamodb_table.this[0].deletion_protection_enabled
    error_message = "Backups and protection are on unless given up."
  }
}

run "given_up" {
  command = plan
  variables {
    name                   = "daybook-dev-data"
    point_in_time_recovery = false
    deletion_protection    = false
  }

  assert {
    condition     = !one(aws_dynamodb_table.this[0].point_in_time_recovery).enabled && !aws_dynamodb_table.this[0].deletion_protection_enabled
    error_message = "A development table needs neither."
  }
}

run "with_a_replica" {
  variables {
    name           = "daybook-dev-data"
    replica_region = "eu-west-1"
  }

  assert {
    condition     = [for replica in aws_dynamodb_table.this[0].replica : [replica.region_name, replica.point_in_time_recovery, replica.propagate_tags]] == [["eu-west-1", true, true]]
    error_message = "The replica is backed up and tagged as the table is."
  }
}

run "another_regions_table" {
  variables {
    name       = "daybook-standby-data"
    replica_of = "daybook-prod-data"
  }

  assert {
    condition     = length(aws_dynamodb_table.this) == 0 && length(aws_appautoscaling_target.this) == 0 && data.aws_dynamodb_table.replica[0].name == "daybook-prod-data"
    error_message = "No table is made where there is a replica."
  }

  assert {
    condition     = output.name == "daybook-prod-data" && output.arn == "arn:aws:dynamodb:eu-west-2:111122223333:table/replica" && output.stream_arn == "arn:aws:dynamodb:eu-west-2:111122223333:table/replica/stream/2026-01-01T00:00:00.000"
    error_message = "The replica is handed out as a table of one's own is."
  }
}

# --- what is refused ---

run "nothing_at_all" {
  command = plan
  variables {
    name     = "daybook-dev-data"
    capacity = { read = { min = 0, max = 10 }, write = { min = 1, max = 10 } }
  }
  expect_failures = [var.capacity]
}

run "more_at_least_than_at_most" {
  command = plan
  variables {
    name     = "daybook-dev-data"
    capacity = { read = { min = 20, max = 10 }, write = { min = 1, max = 10 } }
  }
  expect_failures = [var.capacity]
}

run "too_full" {
  command = plan
  variables {
    name     = "daybook-dev-data"
    capacity = { read = { min = 1, max = 10, target = 95 }, write = { min = 1, max = 10 } }
  }
  expect_failures = [var.capacity]
}

run "a_provisioned_table_with_a_replica" {
  command = plan
  variables {
    name           = "daybook-dev-data"
    capacity       = { read = { min = 1, max = 10 }, write = { min = 1, max = 10 } }
    replica_region = "eu-west-1"
  }
  expect_failures = [aws_dynamodb_table.this]
}

run "a_replica_without_its_key" {
  command = plan
  variables {
    name           = "daybook-dev-data"
    key            = { arn = "arn:aws:kms:eu-west-2:111122223333:key/own" }
    replica_region = "eu-west-1"
  }
  expect_failures = [aws_dynamodb_table.this]
}

run "a_replica_of_a_replica" {
  command = plan
  variables {
    name           = "daybook-standby-data"
    replica_of     = "daybook-prod-data"
    replica_region = "eu-west-1"
  }
  expect_failures = [var.replica_of]
}
