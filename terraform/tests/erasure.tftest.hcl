# Erasure: every store is emptied, what fails is tried again and then told, and nobody may do more than they must.

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

run "machine" {
  command = plan

  assert {
    condition     = aws_sfn_state_machine.erasure.type == "STANDARD"
    error_message = "An express workflow lasts five minutes; people have days to change their mind."
  }

  # order
  assert {
    condition = [for name in ["Begin", "Check", "EndAccess", "Settle", "EraseItems", "EraseFiles", "EraseRows", "CountRows", "Verify", "Finish"] :
      try(jsondecode(aws_sfn_state_machine.erasure.definition).States[name].Next, "")
    ] == ["Check", "IsItWanted", "Settle", "EraseItems", "EraseFiles", "EraseRows", "CountRows", "Verify", "IsItClean", "IsItDone"]
    error_message = "Access ends before anything is removed, and it is verified after everything is."
  }

  assert {
    condition = alltrue([
      for name, state in jsondecode(aws_sfn_state_machine.erasure.definition).States : alltrue([
        for next in concat(
          [for next in [try(state.Next, null), try(state.Default, null)] : next if next != null],
          [for choice in try(state.Choices, []) : choice.Next],
          [for catch in try(state.Catch, []) : catch.Next],
        ) : contains(keys(jsondecode(aws_sfn_state_machine.erasure.definition).States), next)
      ])
    ])
    error_message = "A state leads to one that is not there."
  }

  # failures
  assert {
    condition = alltrue([
      for name, state in jsondecode(aws_sfn_state_machine.erasure.definition).States :
      state.Retry[0].ErrorEquals == ["States.ALL"] && state.Retry[0].BackoffRate >= 2 && state.Retry[0].MaxAttempts >= 10 &&
      state.Catch == [{ ErrorEquals = ["States.ALL"], Next = "GiveUp", ResultPath = "$.failure" }]
      if state.Type == "Task" && name != "GiveUp"
    ])
    error_message = "Each step is tried again with growing pauses, and what fails for good is told."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.erasure.definition).States.GiveUp.Next == "NotErased" && jsondecode(aws_sfn_state_machine.erasure.definition).States.NotErased.Type == "Fail"
    error_message = "An erasure that was given up is a failed execution, for the alarm."
  }

  # waiting
  assert {
    condition = (jsondecode(aws_sfn_state_machine.erasure.definition).States.WaitUntilDue.Next == "Check" &&
    jsondecode(aws_sfn_state_machine.erasure.definition).States.WaitForLateOnes.Next == "EndAccess")
    error_message = "After the wait it is asked again whether the account is to go; late arrivals are removed like everything."
  }

  assert {
    condition = (jsondecode(aws_sfn_state_machine.erasure.definition).States.Settle.Seconds >= 180 &&
    jsondecode(aws_sfn_state_machine.erasure.definition).States.Finish.Parameters.Payload.settled_after_s > 86400)
    error_message = "The stream keeps records for a day; nothing of them may come after the last look."
  }

  # roles
  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.erasure.policy).Statement : [statement.Action, statement.Resource]] == [["lambda:InvokeFunction", [
      "arn:aws:lambda:eu-west-2:111122223333:function:daybook-test-erase-database:live",
      "arn:aws:lambda:eu-west-2:111122223333:function:daybook-test-erase-steps:live",
    ]]]
    error_message = "The machine calls its two functions and does nothing else."
  }

  assert {
    condition = (jsondecode(aws_iam_role.erasure.assume_role_policy).Statement[0].Principal == { Service = "states.amazonaws.com" } &&
    jsondecode(aws_iam_role.erasure.assume_role_policy).Statement[0].Condition.StringEquals == { "aws:SourceAccount" = "111122223333" })
    error_message = "Step Functions of this account alone takes the role."
  }

  assert {
    condition = flatten([for s in module.function["erasure"].policy.Statement : s.Resource if contains(s.Action, "states:StartExecution")]) == [
      "arn:aws:states:eu-west-2:111122223333:stateMachine:daybook-test-erasure-machine"
    ]
    error_message = "Closing an account starts this machine and no other."
  }

  assert {
    condition = toset([for name, function in module.function : name if strcontains(jsonencode(function.policy), "s3:DeleteObjectVersion")]) == toset(["erase_steps"]) && (
    toset([for name, function in module.function : name if strcontains(jsonencode(function.policy), "ERASED#")]) == toset(["erase_steps"]))
    error_message = "Only the steps of an erasure remove versions, and write the list of the erased."
  }

  assert {
    condition     = module.function["erase_database"].in_vpc && !module.function["erase_steps"].in_vpc
    error_message = "PostgreSQL is in the VPC; Cognito cannot be reached from there."
  }
}

run "a_machine_that_does_not_wait_for_the_stream" {
  command = plan

  variables {
    erasure = { late_seconds = 3600 }
  }

  expect_failures = [var.erasure]
}

run "a_grace_period_beyond_a_month" {
  command = plan

  variables {
    erasure = { grace_days = 31 }
  }

  expect_failures = [var.erasure]
}
