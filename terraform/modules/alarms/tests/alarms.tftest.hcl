mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "daybook-dev"
  account_id = "111122223333"
  mail       = ["ops@example.com", "me@example.com"]
  alarms = {
    slow = {
      description = "Slow."
      metrics     = { latency = { namespace = "AWS/ApiGateway", name = "Latency", statistic = "p95", dimensions = { ApiId = "a1" }, period_s = 300 } }
      comparison  = "above"
      threshold   = 2000
      periods     = 3
      datapoints  = 2
      missing     = "notBreaching"
      people      = true
    }
    still = {
      description = "Nothing happens."
      metrics     = { calls = { namespace = "AWS/Lambda", name = "Invocations", statistic = "Sum", dimensions = { FunctionName = "f" }, period_s = 300 } }
      comparison  = "below"
      threshold   = 1
      periods     = 3
      missing     = "breaching"
      people      = true
    }
    failing = {
      description = "Fails."
      metrics = {
        errors = { namespace = "AWS/Lambda", name = "Errors", statistic = "Sum", period_s = 900 }
        calls  = { namespace = "AWS/Lambda", name = "Invocations", statistic = "Sum", period_s = 900 }
      }
      expression = "100 * errors / calls"
      comparison = "above"
      threshold  = 1
      periods    = 1
      missing    = "notBreaching"
    }
  }
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.alarms.names == ["daybook-dev-api-slow", "daybook-dev-functions-fail"] && module.alarms.metrics == 3
    error_message = "The example has two alarms over three metrics."
  }
}

run "alarms" {
  assert {
    condition     = toset([for subscription in values(aws_sns_topic_subscription.mail) : "${subscription.protocol} ${subscription.endpoint}"]) == toset(["email ops@example.com", "email me@example.com"])
    error_message = "Everybody named is mailed."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.this.policy).Statement[*].Condition == [{ StringEquals = { "aws:SourceAccount" = "111122223333" }, ArnLike = { "aws:SourceArn" = "arn:*:cloudwatch:*:111122223333:alarm:daybook-dev-*" } }]
    error_message = "Only this environment's alarms publish to the topic."
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.alarm_actions == toset([aws_sns_topic.this.arn]) && alarm.ok_actions == alarm.alarm_actions])
    error_message = "An alarm is heard of when it begins and when it ends."
  }

  # one metric
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["slow"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["slow"].statistic == null && aws_cloudwatch_metric_alarm.this["slow"].evaluate_low_sample_count_percentiles == "ignore" && aws_cloudwatch_metric_alarm.this["slow"].datapoints_to_alarm == 2
    error_message = "A percentile is an extended statistic, and a few requests do not make one."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["still"].statistic == "Sum" && aws_cloudwatch_metric_alarm.this["still"].dimensions == tomap({ FunctionName = "f" }) && aws_cloudwatch_metric_alarm.this["still"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["still"].treat_missing_data == "breaching" && length(aws_cloudwatch_metric_alarm.this["still"].metric_query) == 0
    error_message = "One metric stands in the alarm itself."
  }

  # several
  assert {
    condition     = toset([for query in aws_cloudwatch_metric_alarm.this["failing"].metric_query : query.id]) == toset(["errors", "calls", "result"]) && [for query in aws_cloudwatch_metric_alarm.this["failing"].metric_query : query.expression if query.return_data == true] == ["100 * errors / calls"] && aws_cloudwatch_metric_alarm.this["failing"].metric_name == null
    error_message = "Several metrics are put together by the expression, which alone is compared."
  }

  assert {
    condition     = output.metrics == 4
    error_message = "Each metric of an expression is paid for."
  }

  assert {
    condition     = length(aws_cloudwatch_composite_alarm.people) == 0 && aws_sns_topic.this.kms_master_key_id == null
    error_message = "What costs is off."
  }
}

run "people_and_key" {
  variables {
    people_affected = true
    key             = "arn:aws:kms:eu-west-2:111122223333:key/1"
  }

  assert {
    condition     = aws_cloudwatch_composite_alarm.people[0].alarm_rule == "ALARM(\"daybook-dev-slow\") OR ALARM(\"daybook-dev-still\")"
    error_message = "People are affected when any alarm says so that people feel."
  }

  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == "arn:aws:kms:eu-west-2:111122223333:key/1"
    error_message = "The topic is encrypted with the key."
  }
}

run "two_metrics_and_no_expression" {
  command = plan
  variables {
    alarms = { a = { description = "A.", metrics = { a = { namespace = "N", name = "A", statistic = "Sum", period_s = 60 }, b = { namespace = "N", name = "B", statistic = "Sum", period_s = 60 } }, comparison = "above", threshold = 1, periods = 1, missing = "missing" } }
  }
  expect_failures = [var.alarms]
}

run "longer_than_a_day" {
  command = plan
  variables {
    alarms = { a = { description = "A.", metrics = { a = { namespace = "N", name = "A", statistic = "Sum", period_s = 86400 } }, comparison = "above", threshold = 1, periods = 2, missing = "missing" } }
  }
  expect_failures = [var.alarms]
}

run "unknown_words" {
  command = plan
  variables {
    alarms = { a = { description = "A.", metrics = { a = { namespace = "N", name = "A", statistic = "Sum", period_s = 60 } }, comparison = "over", threshold = 1, periods = 1, missing = "fine" } }
  }
  expect_failures = [var.alarms]
}
