output "topic_arn" {
  description = "Topic that mails whoever is to hear."
  value       = aws_sns_topic.this.arn
}

output "arns" {
  description = "Alarm → ARN, with `people-are-affected` where there is one."
  value = merge(
    { for name, alarm in aws_cloudwatch_metric_alarm.this : name => alarm.arn },
    { for alarm in aws_cloudwatch_composite_alarm.people : "people-are-affected" => alarm.arn },
  )
}

output "names" {
  description = "Names of the alarms."
  value       = values(aws_cloudwatch_metric_alarm.this)[*].alarm_name
}

output "metrics" {
  description = "How many alarm metrics are paid for (an expression counts each of its metrics)."
  value       = length(flatten([for alarm in values(var.alarms) : keys(alarm.metrics)]))
}
