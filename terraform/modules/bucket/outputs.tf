output "name" {
  description = "Name."
  value       = aws_s3_bucket.this.bucket
}

output "arn" {
  description = "ARN."
  value       = aws_s3_bucket.this.arn
}

output "regional_domain_name" {
  description = "Host name for CloudFront's origin."
  value       = aws_s3_bucket.this.bucket_regional_domain_name
}

# What replicates the bucket waits for this: S3 takes a replication of a bucket with versions only.
output "versioned" {
  description = "Name, once its versions are kept; null when they are not."
  value       = one([for versioning in values(aws_s3_bucket_versioning.this) : versioning.bucket])
}
