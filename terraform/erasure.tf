# Erasing a person: a state machine that waits until they can no longer change their mind, removes what they have
# in every store, looks whether anything is left, and looks again once nothing can come late any more.
# docs/erasure.md explains the steps; each is idempotent, so an execution can be redriven or started anew.

locals {
  # Not plain "erasure": that is the function, whose role has the name.
  erasure_name = "${local.prefix}-erasure-machine"
  # As text: the function that starts it needs the name, and the machine needs the functions.
  erasure_arn = "arn:${local.partition}:states:${var.region}:${local.account_id}:stateMachine:${local.erasure_name}"

  # As often is everything removed again when something was left: written by work that was under way.
  erasure_rounds = 5

  # What passes by itself does so within an hour and a half; what does not waits for an operator.
  erasure_retry = [{
    ErrorEquals     = ["States.ALL"]
    IntervalSeconds = 2
    BackoffRate     = 2
    MaxAttempts     = 12
    MaxDelaySeconds = 900
    JitterStrategy  = "FULL"
  }]
  erasure_catch = [{ ErrorEquals = ["States.ALL"], ResultPath = "$.failure", Next = "GiveUp" }]

  # Step → who does it, what they are told beside step and person, where their answer goes, what comes next.
  erasure_tasks = {
    Check      = { function = "erase_steps", step = "check", told = { "closing.$" = "$.closing" }, answer = "$.check", next = "IsItWanted" }
    EndAccess  = { function = "erase_steps", step = "end_access", told = {}, answer = null, next = "Settle" }
    EraseItems = { function = "erase_steps", step = "erase_items", told = {}, answer = null, next = "EraseFiles" }
    EraseFiles = { function = "erase_steps", step = "erase_files", told = {}, answer = null, next = "EraseRows" }
    EraseRows  = { function = "erase_database", step = "erase", told = {}, answer = null, next = "CountRows" }
    CountRows  = { function = "erase_database", step = "count", told = {}, answer = "$.database", next = "Verify" }
    Verify     = { function = "erase_steps", step = "verify", told = { "rows.$" = "$.database.answer.rows" }, answer = "$.verified", next = "IsItClean" }
    Finish     = { function = "erase_steps", step = "finish", told = { settled_after_s = var.erasure.late_seconds }, answer = "$.finished", next = "IsItDone" }
  }

  erasure_task_states = {
    for name, task in local.erasure_tasks : name => {
      Type           = "Task"
      Resource       = "arn:${local.partition}:states:::lambda:invoke"
      TimeoutSeconds = 900
      Parameters = {
        FunctionName = local.function_arns[task.function]
        Payload      = merge({ step = task.step, "user_id.$" = "$.user_id" }, task.told)
      }
      ResultSelector = { "answer.$" = "$.Payload" }
      ResultPath     = task.answer
      Retry          = local.erasure_retry
      Catch          = local.erasure_catch
      Next           = task.next
    }
  }

  erasure_other_states = {
    Begin = { Type = "Pass", Result = 0, ResultPath = "$.rounds", Next = "Check" }

    # The person may change their mind as long as nothing has been removed, so it is asked again after the wait.
    IsItWanted = {
      Type = "Choice"
      Choices = [
        { Variable = "$.check.answer.state", StringEquals = "kept", Next = "Kept" },
        { Variable = "$.check.answer.state", StringEquals = "waiting", Next = "WaitUntilDue" },
      ]
      Default = "EndAccess"
    }
    WaitUntilDue = { Type = "Wait", TimestampPath = "$.check.answer.erase_at", Next = "Check" }
    Kept         = { Type = "Succeed" }

    # Access tokens that the authorizer has just let through, requests that are under way, the stream's tail.
    Settle = { Type = "Wait", Seconds = var.erasure.settle_seconds, Next = "EraseItems" }

    IsItClean = {
      Type = "Choice"
      Choices = [
        { Variable = "$.verified.answer.clean", BooleanEquals = true, Next = "Finish" },
        { Variable = "$.rounds", NumericGreaterThanEquals = local.erasure_rounds, Next = "GiveUp" },
      ]
      Default = "CountRound"
    }
    CountRound = {
      Type       = "Pass"
      Parameters = { "user_id.$" = "$.user_id", "closing.$" = "$.closing", "rounds.$" = "States.MathAdd($.rounds, 1)" }
      Next       = "EndAccess"
    }

    # Once more when no work that was under way and no record of the stream can bring anything back.
    IsItDone = {
      Type    = "Choice"
      Choices = [{ Variable = "$.finished.answer.done", BooleanEquals = true, Next = "Erased" }]
      Default = "WaitForLateOnes"
    }
    WaitForLateOnes = { Type = "Wait", TimestampPath = "$.finished.answer.again_at", Next = "EndAccess" }
    Erased          = { Type = "Succeed" }

    # Counts `ErasuresFailed`; the execution's failure is also in AWS/States, ExecutionsFailed: alarms go to either.
    GiveUp = {
      Type     = "Task"
      Resource = "arn:${local.partition}:states:::lambda:invoke"
      Parameters = {
        FunctionName = local.function_arns["erase_steps"]
        Payload      = { step = "give_up", "user_id.$" = "$.user_id" }
      }
      ResultPath = null
      Catch      = [{ ErrorEquals = ["States.ALL"], ResultPath = null, Next = "NotErased" }]
      Next       = "NotErased"
    }
    NotErased = {
      Type  = "Fail"
      Error = "NotErased"
      Cause = "A step failed for good, or something was left. Redrive the execution once the cause is cured: docs/erasure.md."
    }
  }
}

resource "aws_sfn_state_machine" "erasure" {
  #checkov:skip=CKV_AWS_284:Tracing follows the functions; what a state did is in the execution's history for 90 days.
  #checkov:skip=CKV_AWS_285:The history says more than a log of it would, and holds no personal data but the id.

  name     = local.erasure_name
  role_arn = aws_iam_role.erasure.arn
  type     = "STANDARD"

  definition = jsonencode({
    Comment = "Erases a person. Input: user_id, and closing: whose wish it is (null: whichever there is)."
    StartAt = "Begin"
    States  = merge(local.erasure_task_states, local.erasure_other_states)
  })

  # It names their aliases as text.
  depends_on = [module.function, aws_iam_role_policy.erasure]
}

resource "aws_iam_role" "erasure" {
  name                 = local.erasure_name
  description          = "State machine ${local.erasure_name}."
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = local.erasure_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "erasure" {
  name = "steps"
  role = aws_iam_role.erasure.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = sort(distinct([for task in values(local.erasure_tasks) : local.function_arns[task.function]]))
    }]
  })
}
