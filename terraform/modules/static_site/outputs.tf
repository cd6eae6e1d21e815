output "bucket" {
  description = "Bucket of the files."
  value       = module.bucket.name
}

output "distribution_id" {
  description = "CloudFront's id, for invalidations."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "CloudFront's ARN, for the policies of what it reads."
  value       = aws_cloudfront_distribution.this.arn
}

output "domain" {
  description = "Host name of the site."
  value       = aws_cloudfront_distribution.this.domain_name
}
