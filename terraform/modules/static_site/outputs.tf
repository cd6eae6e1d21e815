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
  description = "CloudFront's own host name of the site."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "zone_id" {
  description = "Route 53 zone of CloudFront's names, for alias records."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "origin_key_store_arn" {
  description = "Store of the key that proves requests to the API; null when there is none."
  value       = one(aws_cloudfront_key_value_store.origin_key[*].arn)
}
