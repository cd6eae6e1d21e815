output "name" {
  description = "The table's name."
  value       = local.table.name
}

output "arn" {
  description = "The table's ARN."
  value       = local.table.arn
}

output "stream_arn" {
  description = "ARN of its stream in this region."
  value       = local.table.stream_arn
}
