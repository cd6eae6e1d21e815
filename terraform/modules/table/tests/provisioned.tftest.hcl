# In a file of its own: capacities are ignored once there is a table, and runs of one file share it.

mock_provider "aws" {
  source = "../../tests/mocks"
}

run "provisioned" {
  variables {
    name     = "daybook-dev-data"
    capacity = { read = { min = 5, max = 100 }, write = { min = 2, max = 50, target = 50 } }
  }

  assert {
    condition     = aws_dynamodb_table.this[0].billing_mode == "PROVISIONED" && aws_dynamodb_table.this[0].read_capacity == 5 && aws_dynamodb_table.this[0].write_capacity == 2
    error_message = "It starts with the least capacity."
  }

  assert {
    condition = { for part, target in aws_appautoscaling_target.this : part => [target.scalable_dimension, target.min_capacity, target.max_capacity, target.resource_id] } == {
      read  = ["dynamodb:table:ReadCapacityUnits", 5, 100, "table/daybook-dev-data"]
      write = ["dynamodb:table:WriteCapacityUnits", 2, 50, "table/daybook-dev-data"]
    }
    error_message = "Reads and writes scale within their limits."
  }

  assert {
    condition = { for part, policy in aws_appautoscaling_policy.this : part => [
      one(policy.target_tracking_scaling_policy_configuration).target_value,
      one(one(policy.target_tracking_scaling_policy_configuration).predefined_metric_specification).predefined_metric_type,
      ] } == {
      read  = [70, "DynamoDBReadCapacityUtilization"]
      write = [50, "DynamoDBWriteCapacityUtilization"]
    }
    error_message = "They follow what is used."
  }
}
