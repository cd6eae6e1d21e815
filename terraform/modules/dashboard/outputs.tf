output "name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "metrics" {
  description = "How many metrics it shows; up to 50 cost nothing."
  value       = local.metric_count
}

output "widgets" {
  description = "What is on the page, decoded."
  value       = jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets
}
