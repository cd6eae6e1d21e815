output "arn" {
  description = "ARN of the trail."
  value       = local.arn
}

output "bucket" {
  description = "Bucket of the record."
  value       = aws_s3_bucket.this.id
}
