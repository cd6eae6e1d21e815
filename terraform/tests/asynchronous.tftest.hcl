# What happens without a request: who may call, how often it is tried, and where it ends. An emulator asks for none of
# the permissions and policies here.

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
  mail_from   = "example.com"
}

run "asynchronous" {
  command = plan

  # what fails for good
  assert {
    condition = alltrue([for name, config in aws_lambda_function_event_invoke_config.asynchronous :
      config.maximum_retry_attempts == module.manifests.asynchronous[name].max_retries && config.qualifier == "live" &&
    one(one(config.destination_config).on_failure).destination == aws_sqs_queue.async_failures.arn])
    error_message = "A call is tried as often as the manifest says, then kept in the queue."
  }

  assert {
    condition     = keys(aws_lambda_function_event_invoke_config.asynchronous) == keys(module.manifests.asynchronous)
    error_message = "Whatever is called without anybody waiting has a way out for what fails."
  }

  assert {
    condition = alltrue([for queue in concat([aws_sqs_queue.async_failures], values(aws_sqs_queue.dead)) :
    queue.sqs_managed_sse_enabled && queue.message_retention_seconds == 1209600])
    error_message = "What failed is encrypted and kept for 14 days."
  }

  assert {
    condition = local.failing_sources == {} ? true : jsondecode(aws_sqs_queue.async_failures.policy).Statement == [
      for service, arns in local.failing_sources : {
        Sid       = service
        Effect    = "Allow"
        Principal = { Service = "${service}.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = local.async_failures_arn
        Condition = { ArnEquals = { "aws:SourceArn" = arns } }
      }
    ]
    error_message = "Only our rules and topics send to the queue of failures."
  }

  assert {
    condition     = local.async_failures_arn == "arn:aws:sqs:eu-west-2:111122223333:${aws_sqs_queue.async_failures.name}"
    error_message = "The policy names another queue than its own."
  }

  # queues
  assert {
    condition = alltrue([for name, queue in aws_sqs_queue.work :
      jsondecode(queue.redrive_policy) == { deadLetterTargetArn = aws_sqs_queue.dead[name].arn, maxReceiveCount = local.queues[name].max_receive_count } &&
    jsondecode(aws_sqs_queue.dead[name].redrive_allow_policy).sourceQueueArns == ["arn:aws:sqs:eu-west-2:111122223333:${queue.name}"]])
    error_message = "A message that cannot be worked off goes to its queue's own dead-letter queue."
  }

  assert {
    condition = alltrue([for name, queue in aws_sqs_queue.work :
    queue.visibility_timeout_seconds >= 6 * local.queues[name].timeout_s + local.queues[name].batching_window_s && queue.sqs_managed_sse_enabled])
    error_message = "A message is hidden for as long as all its reader's attempts may take."
  }

  assert {
    condition = alltrue([for name, mapping in aws_lambda_event_source_mapping.queue :
      mapping.function_name == module.function[module.manifests.queues[name].function].alias_arn &&
      mapping.event_source_arn == aws_sqs_queue.work[name].arn && mapping.function_response_types == toset(["ReportBatchItemFailures"]) &&
    one(mapping.scaling_config).maximum_concurrency == module.manifests.queues[name].max_concurrency])
    error_message = "A queue is worked off in part, by its function's alias, at no more at once than the manifest says."
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.queue) <= 2
    error_message = "An idle mapping of a queue costs 0.65 million requests a month: two at most."
  }

  # bus
  assert {
    condition = alltrue([for name, rule in aws_cloudwatch_event_rule.listener :
      jsondecode(rule.event_pattern) == { source = ["daybook"], detail-type = [for event in module.manifests.bus_listeners[name] : event] } &&
    rule.event_bus_name == aws_cloudwatch_event_bus.main.name])
    error_message = "A listener hears Daybook's own events, of the names in its manifest."
  }

  assert {
    condition = alltrue([for name, target in aws_cloudwatch_event_target.listener :
      target.arn == module.function[name].alias_arn && one(target.dead_letter_config).arn == aws_sqs_queue.async_failures.arn &&
    one(target.retry_policy).maximum_event_age_in_seconds == 21600])
    error_message = "An event that cannot be handed over is kept."
  }

  assert {
    condition = alltrue([for name, permission in aws_lambda_permission.bus :
    permission.principal == "events.amazonaws.com" && permission.source_arn == aws_cloudwatch_event_rule.listener[name].arn && permission.qualifier == "live"])
    error_message = "EventBridge may call a listener's alias for its own rule only."
  }

  assert {
    condition     = keys(aws_lambda_permission.bus) == keys(aws_cloudwatch_event_target.listener)
    error_message = "Whom a rule calls, it may call."
  }

  # schedules
  assert {
    condition = alltrue([for name, schedule in aws_scheduler_schedule.function :
      one(schedule.target).arn == module.function[name].alias_arn && one(schedule.target).role_arn == aws_iam_role.scheduler.arn &&
      one(one(schedule.target).dead_letter_config).arn == aws_sqs_queue.async_failures.arn &&
      one(one(schedule.target).retry_policy).maximum_event_age_in_seconds == module.manifests.schedules[name].max_age_s &&
    schedule.group_name == aws_scheduler_schedule_group.main.name && schedule.state == "ENABLED"])
    error_message = "A schedule calls its function's alias, with the one role, as patiently as the manifest says."
  }

  assert {
    condition = jsondecode(aws_iam_role.scheduler.assume_role_policy).Statement[0].Condition == {
      StringEquals = {
        "aws:SourceAccount" = "111122223333"
        "aws:SourceArn"     = "arn:aws:scheduler:eu-west-2:111122223333:schedule-group/${aws_scheduler_schedule_group.main.name}"
      }
    }
    error_message = "Only this stack's schedules take the role."
  }

  assert {
    condition = toset(flatten([for s in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : s.Resource])) == toset(concat(
      [aws_sqs_queue.async_failures.arn], [for name in keys(module.manifests.schedules) : local.function_arns[name]],
    ))
    error_message = "The role calls the functions that have a schedule and no others."
  }

  # feedback on mail
  assert {
    condition = alltrue([for name, topic in aws_sns_topic.feedback : jsondecode(topic.policy).Statement == [{
      Sid       = "ses"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:eu-west-2:111122223333:${topic.name}"
      Condition = {
        StringEquals = { "aws:SourceAccount" = "111122223333" }
        ArnEquals    = { "aws:SourceArn" = "arn:aws:ses:eu-west-2:111122223333:configuration-set/${aws_sesv2_configuration_set.mail.configuration_set_name}" }
      }
    }]])
    error_message = "Only SES publishes to the topic, and only for our configuration set."
  }

  assert {
    condition = aws_sesv2_email_identity.mail[0].configuration_set_name == local.mail_configuration && sort(one(
    aws_sesv2_configuration_set_event_destination.feedback.event_destination).matching_event_types) == sort(["BOUNCE", "COMPLAINT"])
    error_message = "What comes of mail from our sender is told to the topic."
  }

  assert {
    condition = alltrue([for name, permission in aws_lambda_permission.topic :
      permission.principal == "sns.amazonaws.com" && permission.source_arn == aws_sns_topic.feedback[module.manifests.topic_listeners[name]].arn &&
    permission.qualifier == "live" && jsondecode(aws_sns_topic_subscription.function[name].redrive_policy).deadLetterTargetArn == aws_sqs_queue.async_failures.arn])
    error_message = "SNS may call a listener's alias for its topic only, and keeps what it cannot hand over."
  }

  # what functions are told last
  assert {
    condition     = jsondecode(aws_dynamodb_table_item.app_address[0].item).url.S == "https://d111111abcdef8.cloudfront.net"
    error_message = "Links in mail lead to CloudFront's domain."
  }
}

run "the_app_has_an_address_of_its_own" {
  command = plan

  variables {
    app_address = "https://daybook.example.com"
  }

  assert {
    condition     = jsondecode(aws_dynamodb_table_item.app_address[0].item).url.S == "https://daybook.example.com"
    error_message = "Links in mail lead to the app's own address."
  }
}

run "an_address_that_depends_on_the_distribution" {
  command = plan

  variables {
    app_address = "http://{distribution}.cloudfront.localhost:4566"
  }

  assert {
    condition     = jsondecode(aws_dynamodb_table_item.app_address[0].item).url.S == "http://d111111abcdef8.cloudfront.localhost:4566"
    error_message = "The distribution's label stands for the placeholder."
  }
}

run "an_address_with_a_path" {
  command = plan

  variables {
    app_address = "https://example.com/daybook/"
  }

  expect_failures = [var.app_address]
}

run "a_database_that_sleeps" {
  command = plan

  variables {
    database = { engine = "aurora" }
  }

  assert {
    condition = alltrue([for name, schedule in aws_scheduler_schedule.function :
    (schedule.state == "DISABLED") == (module.manifests.schedules[name].where == "database_always_on")])
    error_message = "What needs the database rests, the rest goes on."
  }
}
