# What happens at a time. A manifest's "schedule" says when its function is called.

locals {
  # As text: the role names it before there is one.
  schedule_group_arn = "arn:${local.partition}:scheduler:${var.region}:${local.account_id}:schedule-group/${local.prefix}"

  # What a schedule's "where" may ask for.
  schedule_switches = { database_always_on = module.database.always_on }
}

resource "aws_scheduler_schedule_group" "main" {
  name = local.prefix
}

resource "aws_scheduler_schedule" "function" {
  #checkov:skip=CKV_AWS_297:The input is the function's name; a key of our own would encrypt that.
  for_each = module.manifests.schedules

  name        = local.function_names[each.key]
  description = "Calls ${local.function_names[each.key]}."
  group_name  = aws_scheduler_schedule_group.main.name
  state       = local.acts && (each.value.where == null || lookup(local.schedule_switches, coalesce(each.value.where, "-"), false)) ? "ENABLED" : "DISABLED"

  schedule_expression          = each.value.expression
  schedule_expression_timezone = each.value.timezone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = module.function[each.key].alias_arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ schedule = each.key })

    retry_policy {
      maximum_retry_attempts       = each.value.max_retries
      maximum_event_age_in_seconds = each.value.max_age_s
    }

    dead_letter_config {
      arn = aws_sqs_queue.async_failures.arn
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}

# Not plain "scheduler": a function of that folder would have the name.
resource "aws_iam_role" "scheduler" {
  name                 = "${local.prefix}-schedules"
  description          = "EventBridge Scheduler, for the group ${local.prefix}."
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id, "aws:SourceArn" = local.schedule_group_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  name = "calls"
  role = aws_iam_role.scheduler.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [aws_sqs_queue.async_failures.arn] }],
      local.key_statements_of_senders,
      [for arns in [[for name in keys(module.manifests.schedules) : local.function_arns[name]]] :
      { Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = arns } if length(arns) > 0],
    )
  })
}
