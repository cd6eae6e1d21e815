output "name" {
  description = "Name of the bucket in the second region."
  value       = module.bucket.name
}

output "arn" {
  description = "Its ARN."
  value       = module.bucket.arn
}
