# What is watched: alarms by profile, each over metrics that there are; whatever can fail for good has one; what costs is off.

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

run "off_unless_asked_for" {
  command = plan

  assert {
    condition     = length(module.alarms) + length(module.alarms_at_edge) + length(module.trail) + length(module.budget) == 0 && output.alarm_metrics == 0 && output.alarm_topic_arn == null
    error_message = "Without anybody to tell there is no alarm, and no record of the account."
  }

  assert {
    condition     = length(aws_xray_sampling_rule.api) + length(aws_ce_cost_allocation_tag.this) == 0
    error_message = "Traces and tags are as AWS has them."
  }

  # the page
  assert {
    condition     = output.dashboard == "https://eu-west-2.console.aws.amazon.com/cloudwatch/home?region=eu-west-2#dashboards/dashboard/daybook-test" && module.dashboard["main"].metrics <= 50 && module.dashboard["main"].metrics >= 30
    error_message = "Each environment has a page, of no more metrics than cost nothing: ${module.dashboard["main"].metrics}."
  }

  assert {
    condition = [for widget in module.dashboard["main"].widgets : split("\n", widget.properties.markdown)[0] if widget.type == "text"] == [
      "## What people feel", "## What happens by itself", "## Where it is kept", "## What it costs", "## What the logs say",
    ]
    error_message = "The page reads from what people feel to what the logs say."
  }

  assert {
    condition = alltrue(flatten([for widget in module.dashboard["main"].widgets : [
      for metric in try(widget.properties.metrics, []) : anytrue([
        for group in jsondecode(file("${var.functions_dir}/../tests/contract/aws_metrics.json"))[metric[0]] : contains(group.metrics, metric[1]) &&
        contains([for known in group.dimensions : join(" ", known)], join(" ", sort([for place in range(2, length(metric) - 1, 2) : metric[place]])))
      ]) if !can(metric[0].expression)
    ]]))
    error_message = "The page shows a metric, or a dimension, that AWS does not document."
  }

  assert {
    condition     = toset([for queue in concat([aws_sqs_queue.async_failures], values(aws_sqs_queue.dead)) : queue.name]) == toset([for metric in one([for widget in module.dashboard["main"].widgets : widget.properties.metrics if try(widget.properties.title, "") == "Failed for good, and waiting for you"]) : metric[3]])
    error_message = "What failed for good is on the page."
  }

  # questions to the logs
  assert {
    condition     = alltrue([for question in values(aws_cloudwatch_query_definition.question) : length(question.log_group_names) == min(50, length(local.functions)) && startswith(question.name, "daybook/test/")])
    error_message = "Questions are put to every function's log, in the environment's folder."
  }

  assert {
    condition     = length(local.functions) <= 50
    error_message = "Logs Insights reads 50 log groups at a time, and there are ${length(local.functions)} functions: some would be left out of the saved questions."
  }

  assert {
    condition     = alltrue([for function in values(module.function) : function.environment["METRICS_DETAIL"] == "lean"])
    error_message = "Metrics that are paid for are asked for."
  }
}

run "lean" {
  command = plan

  variables {
    alarm_mail = ["ops@example.com"]
  }

  assert {
    condition     = output.alarm_metrics <= 10
    error_message = "An account has ten alarm metrics for nothing; lean has ${output.alarm_metrics}. Say lean = false of another alarm in alarms.json."
  }

  assert {
    condition = length(setsubtract(
      ["functions-fail", "api-errors", "table-throttled", "site-errors", "work-failed-async-failures", "stream-late-relay", "stream-late-activity"], keys(local.alarms),
    )) == 0
    error_message = "Errors of functions, API and CloudFront, throttles, what failed for good and a stream that lags are watched in any case."
  }

  assert {
    condition     = keys(local.alarms_at_edge) == ["site-errors"] && keys(module.alarms_at_edge["main"].arns) == ["site-errors"] && !contains(keys(module.alarms["main"].arns), "site-errors")
    error_message = "CloudFront's alarm is in us-east-1, where its metrics are, with a topic of its own."
  }

  assert {
    condition     = output.alarm_topic_arn != null && output.alarm_topic_arn_us_east_1 != null
    error_message = "Each of the two topics can be asked whether its mails were confirmed."
  }

  assert {
    condition     = !contains(keys(module.alarms["main"].arns), "people-are-affected") && local.alarms["api-errors"].threshold == 10
    error_message = "The composite alarm costs, so it is asked for."
  }

  assert {
    condition     = length([for widget in module.dashboard["main"].widgets : widget if widget.type == "alarm"]) == 1
    error_message = "The page begins with the alarms."
  }
}

run "full" {
  command = plan

  variables {
    alarm_mail    = ["ops@example.com", "me@example.com"]
    identity      = "native"
    mail_from     = "example.com"
    account_owner = true
    tracing       = true
    api           = { flavour = "rest" }
    observability = {
      alarms          = "full"
      functions       = ["login", "get_user"]
      without         = ["api-slow"]
      thresholds      = { api-errors = 50 }
      people_affected = true
      metrics         = "route"
      sampling        = { share = 0.1 }
      trail_days      = 30
      cost_tags       = true
    }
    budget   = { monthly_usd = 20, of = "environment" }
    recovery = { backups = {} }
  }

  # each alarm, for each thing that it is of
  assert {
    condition = toset(keys(local.alarms)) == toset(flatten([for name, alarm in local.declared_alarms : [
      for member in keys(local.observed[alarm.of]) : member == "" ? name : "${name}-${member}"
    ] if name != "api-slow"]))
    error_message = "An alarm is missing, or there is one too many."
  }

  assert {
    condition     = length(setsubtract([for name, alarm in local.declared_alarms : name if length(local.observed[alarm.of]) == 0], ["database-at-its-limit"])) == 0
    error_message = "Of these there is nothing to watch: ${join(", ", [for name, alarm in local.declared_alarms : name if length(local.observed[alarm.of]) == 0])}."
  }

  assert {
    condition = alltrue(flatten([for alarm in values(local.alarms) : [for metric in values(alarm.metrics) : anytrue([
      for group in jsondecode(file("${var.functions_dir}/../tests/contract/aws_metrics.json"))[metric.namespace] :
      contains(group.metrics, metric.name) && contains([for known in group.dimensions : join(" ", known)], join(" ", sort(keys(metric.dimensions))))
    ])]]))
    error_message = "An alarm is over a metric, or a dimension, that AWS does not document: it would never ring."
  }

  assert {
    condition     = alltrue([for alarm in values(local.alarms) : endswith(alarm.description, " Runbook: docs/operations.md#${one([for name in keys(local.declared_alarms) : name if startswith(alarm.description, local.declared_alarms[name].notice)])}")])
    error_message = "A mail says what people notice, and which runbook helps."
  }

  # whatever fails for good, by the manifests
  assert {
    condition     = alltrue([for name in keys(module.manifests.queues) : local.alarms["work-failed-${replace(name, "_", "-")}-dead"].metrics["waiting"].dimensions.QueueName == aws_sqs_queue.dead[name].name])
    error_message = "A queue that a manifest names has no alarm for its dead-letter queue."
  }

  assert {
    condition     = length(module.manifests.asynchronous) > 0 && local.alarms["work-failed-async-failures"].metrics["waiting"].dimensions.QueueName == aws_sqs_queue.async_failures.name
    error_message = "What was called without anybody waiting fails unheard."
  }

  assert {
    condition     = alltrue([for name in keys(module.manifests.stream_consumers) : local.alarms["stream-late-${replace(name, "_", "-")}"].metrics["age"].dimensions.FunctionName == local.function_names[name]]) && local.alarms["batches-kept"].metrics["objects"].dimensions.BucketName == module.failures.name
    error_message = "A reader of the stream may lag, or give up, unheard."
  }

  assert {
    condition     = alltrue([for name, schedule in module.manifests.schedules : contains(keys(local.alarms), "schedule-still-${replace(name, "_", "-")}") if schedule.expression == "rate(1 minute)"])
    error_message = "What is to happen each minute may stand still unheard."
  }

  assert {
    condition     = alltrue([for name, queue in aws_sqs_queue.work : local.alarms["queue-late-${replace(name, "_", "-")}"].metrics["age"].dimensions.QueueName == queue.name])
    error_message = "A queue may grow old unheard."
  }

  assert {
    condition     = local.alarms["rotation-fails"].metrics["errors"].dimensions.FunctionName == local.function_names["rotate_secret"]
    error_message = "The signing key's rotation may fail unheard."
  }

  # choices
  assert {
    condition     = local.alarms["function-fails-get-user"].metrics["errors"].dimensions.FunctionName == "daybook-test-get-user" && local.alarms["api-errors"].threshold == 50
    error_message = "A function that is asked for has its own alarm, and a limit that is set holds."
  }

  assert {
    condition     = contains(keys(module.alarms["main"].arns), "people-are-affected") && alltrue([for function in values(module.function) : function.environment["METRICS_DETAIL"] == "route"])
    error_message = "What was asked for is on."
  }

  assert {
    condition     = output.trail_bucket != null && toset(keys(aws_ce_cost_allocation_tag.this)) == toset(keys(local.tags)) && contains(keys(local.tags), "Environment")
    error_message = "The account's owner keeps its record, and tells costs apart by every tag."
  }

  assert {
    condition     = module.budget["month"].name == "daybook-test"
    error_message = "There is a budget."
  }

  assert {
    condition     = aws_xray_sampling_rule.api["api"].fixed_rate == 0.1 && aws_xray_sampling_rule.api["api"].reservoir_size == 1 && aws_xray_sampling_rule.api["api"].service_type == "AWS::ApiGateway::Stage"
    error_message = "The rule decides where one can: at a REST API."
  }
}

run "aurora" {
  command = plan
  variables {
    alarm_mail    = ["ops@example.com"]
    database      = { engine = "aurora" }
    observability = { alarms = "full" }
  }

  assert {
    condition     = local.alarms["database-at-its-limit"].metrics["used"].dimensions == { DBClusterIdentifier = "daybook-test-database" } && !contains(keys(local.alarms), "database-storage")
    error_message = "Aurora has a capacity and no disk of its own."
  }
}

run "wrong_words" {
  command = plan
  variables {
    alarm_mail    = ["ops"]
    observability = { functions = ["logins"], without = ["api-fast"], alarms = "some" }
  }
  expect_failures = [var.alarm_mail, var.observability]
}
