locals {
  comparisons = { above = "GreaterThanThreshold", below = "LessThanThreshold" }

  # One metric stands in the alarm itself; several are put together by an expression.
  single = { for name, alarm in var.alarms : name => one(values(alarm.metrics)) if alarm.expression == null }

  people = [for name, alarm in var.alarms : name if alarm.people]
}

resource "aws_sns_topic" "this" {
  #checkov:skip=CKV_AWS_26:CloudWatch can publish to an encrypted topic only with a KMS key of our own, which customer_key gives; SNS encrypts its disks, and a message names an alarm and no person.

  name              = "${var.name}-alarms"
  display_name      = var.name
  kms_master_key_id = var.key
}

resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:*:cloudwatch:*:${var.account_id}:alarm:${var.name}-*" }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.mail

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = var.alarms

  alarm_name        = "${var.name}-${each.key}"
  alarm_description = each.value.description
  alarm_actions     = [aws_sns_topic.this.arn]
  ok_actions        = [aws_sns_topic.this.arn]

  comparison_operator = local.comparisons[each.value.comparison]
  threshold           = each.value.threshold
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.datapoints
  treat_missing_data  = each.value.missing

  namespace          = try(local.single[each.key].namespace, null)
  metric_name        = try(local.single[each.key].name, null)
  dimensions         = try(local.single[each.key].dimensions, null)
  period             = try(local.single[each.key].period_s, null)
  statistic          = try(startswith(local.single[each.key].statistic, "p"), true) ? null : local.single[each.key].statistic
  extended_statistic = try(startswith(local.single[each.key].statistic, "p"), false) ? local.single[each.key].statistic : null

  # Of three requests one is slow at once: a percentile wants enough of them to mean anything.
  evaluate_low_sample_count_percentiles = try(startswith(local.single[each.key].statistic, "p"), false) ? "ignore" : null

  dynamic "metric_query" {
    for_each = each.value.expression == null ? {} : each.value.metrics

    content {
      id = metric_query.key

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = metric_query.value.period_s
        stat        = metric_query.value.statistic
      }
    }
  }

  dynamic "metric_query" {
    for_each = each.value.expression[*]

    content {
      id          = "result"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }
}

# One mail that says: people feel something. The alarms that it stands on say what.
resource "aws_cloudwatch_composite_alarm" "people" {
  count = var.people_affected && length(local.people) > 0 ? 1 : 0

  alarm_name        = "${var.name}-people-are-affected"
  alarm_description = "People are affected: one of ${join(", ", local.people)} rings. Runbook: docs/operations.md#people-are-affected"
  alarm_rule        = join(" OR ", [for name in local.people : "ALARM(\"${aws_cloudwatch_metric_alarm.this[name].alarm_name}\")"])
  alarm_actions     = [aws_sns_topic.this.arn]
  ok_actions        = [aws_sns_topic.this.arn]
}
