output "bucket" {
  description = "Bucket of the files."
  value       = module.bucket.name
}

output "distribution_id" {
  description = "CloudFront's id, for invalidations."
  value       = aws_cloudfront_distribution.this.id
}

output "domain" {
  description = "Host name of the site."
  value       = aws_cloudfront_distribution.this.domain_name
}
