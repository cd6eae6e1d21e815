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
    condition     = aws_dynamodb_table.this.hash_key == "pk" && aws_dynamodb_table.this.range_key == "sk" && aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "The keys are pk and sk; an idle table costs nothing."
  }

  assert {
    condition     = one(aws_dynamodb_table.this.ttl).attribute_name == "ttl" && one(aws_dynamodb_table.this.ttl).enabled
    error_message = "Items expire by their ttl."
  }

  assert {
    condition     = aws_dynamodb_table.this.stream_enabled && aws_dynamodb_table.this.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "The stream carries both images."
  }

  assert {
    condition     = one(aws_dynamodb_table.this.point_in_time_recovery).enabled && aws_dynamodb_table.this.deletion_protection_enabled
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
    condition     = !one(aws_dynamodb_table.this.point_in_time_recovery).enabled && !aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "A development table needs neither."
  }
}
