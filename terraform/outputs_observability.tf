output "alarm_topic_arn" {
  description = "Topic that mails whoever is to hear; null without alarms."
  value       = one(values(module.alarms)[*].topic_arn)
}

output "alarm_topic_arn_us_east_1" {
  description = "Topic of us-east-1 that mails what CloudFront's alarms say; null without any, or where that is the home region."
  value       = one(values(module.alarms_at_edge)[*].topic_arn)
}

output "alarm_metrics" {
  description = "How many alarm metrics are paid for: ten of an account cost nothing, each further one 0.10 USD a month."
  value       = sum(concat([0], values(module.alarms)[*].metrics, values(module.alarms_at_edge)[*].metrics))
}

output "dashboard" {
  description = "The environment's page in CloudWatch; null without one."
  value       = one([for dashboard in module.dashboard : "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${dashboard.name}"])
}

output "trail_bucket" {
  description = "Bucket of CloudTrail's record; null where another environment keeps it."
  value       = one(values(module.trail)[*].bucket)
}
