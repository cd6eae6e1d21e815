mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name         = "daybook-dev-relay"
  description  = "Turns changes of the table into events."
  handler      = "functions.relay.handler.lambda_handler"
  runtime      = "python3.13"
  architecture = "arm64"
  memory_mb    = 512
  timeout_s    = 60
  artifact     = { bucket = "artifacts", prefix = "functions/relay", file = "./example/get_user.zip" }
}

run "example" {
  module {
    source = "./example"
  }

  assert {
    condition     = module.function.policy.Statement[1].Action == ["dynamodb:GetItem"]
    error_message = "The example grants one action."
  }
}

run "outside_the_vpc" {
  assert {
    condition     = aws_s3_object.zip.key == "functions/relay/${filesha256("./example/get_user.zip")}.zip" && aws_lambda_function.this.s3_key == aws_s3_object.zip.key
    error_message = "The object's key holds the zip's hash, and Lambda takes that object."
  }

  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256("./example/get_user.zip") && aws_lambda_function.this.publish
    error_message = "A changed zip is a new version."
  }

  assert {
    condition     = aws_lambda_alias.live.name == "live" && aws_lambda_alias.live.function_version == "7"
    error_message = "A new function's alias names its first version."
  }

  assert {
    condition     = length(aws_lambda_function.this.vpc_config) == 0 && !strcontains(aws_iam_role_policy.this.policy, "ec2:")
    error_message = "Outside the VPC there are no network interfaces to make."
  }

  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == -1
    error_message = "Concurrency is not reserved unless asked for."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/daybook-dev-relay" && aws_cloudwatch_log_group.this.retention_in_days == 7
    error_message = "Logs are kept for a week."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this.policy).Statement == [{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:eu-west-2:111122223333:log-group:group:*"] }]
    error_message = "Without grants a function writes its log and nothing else."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.this.assume_role_policy).Statement).Principal == { Service = "lambda.amazonaws.com" }
    error_message = "Only Lambda takes the role."
  }

  assert {
    condition     = one(aws_lambda_function.this.tracing_config).mode == "PassThrough" && !strcontains(aws_iam_role_policy.this.policy, "xray")
    error_message = "Tracing that is off costs nothing."
  }
}

run "in_the_vpc" {
  variables {
    vpc     = { subnet_ids = ["subnet-1", "subnet-2"], security_group_ids = ["sg-1"] }
    tracing = true
  }

  assert {
    condition     = one(aws_lambda_function.this.vpc_config).subnet_ids == toset(["subnet-1", "subnet-2"])
    error_message = "The function is in the subnets."
  }

  assert {
    condition     = [for s in jsondecode(aws_iam_role_policy.this.policy).Statement : s.Effect if strcontains(jsonencode(s.Action), "ec2:CreateNetworkInterface")] == ["Allow", "Deny"]
    error_message = "Lambda makes network interfaces with the role; the function's own code is denied it."
  }

  assert {
    condition     = one(aws_lambda_function.this.tracing_config).mode == "Active" && strcontains(aws_iam_role_policy.this.policy, "xray:PutTraceSegments")
    error_message = "Tracing that is on may send."
  }
}

run "environment_is_too_large" {
  command = plan
  variables {
    environment = { LARGE = join("", [for _ in range(410) : "0123456789"]) }
  }
  expect_failures = [aws_lambda_function.this]
}

run "environment_names_what_is_not_there" {
  command = plan
  variables {
    environment = { TABEL_NAME = null }
  }
  expect_failures = [var.environment]
}

run "grant_of_what_is_not_there" {
  command = plan
  variables {
    grants = [{ actions = ["dynamodb:GetItem"], resources = null }]
  }
  expect_failures = [var.grants]
}

run "wildcard_action" {
  command = plan
  variables {
    grants = [{ actions = ["dynamodb:*"], resources = ["arn:aws:dynamodb:eu-west-2:111122223333:table/data"] }]
  }
  expect_failures = [var.grants]
}

run "not_built" {
  command = plan
  variables {
    artifact = { bucket = "artifacts", prefix = "functions/relay", file = "./no-such.zip" }
  }
  expect_failures = [aws_s3_object.zip]
}

run "name" {
  command = plan
  variables {
    name = "daybook_dev_relay"
  }
  expect_failures = [var.name]
}
