module "bucket" {
  source = "../bucket"

  name          = var.bucket
  force_destroy = var.force_destroy
  readers       = [{ service = "cloudfront.amazonaws.com", source_arn = aws_cloudfront_distribution.this.arn }]
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.name
  description                       = "CloudFront signs its requests to the bucket."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

locals {
  # AWS's managed policies have the same id everywhere.
  caching_optimized             = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  caching_disabled              = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"

  # CloudFront keeps an origin's error for ten seconds unless told otherwise.
  uncached_errors = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504]
}

resource "aws_cloudfront_distribution" "this" {
  #checkov:skip=CKV_AWS_68:A web ACL costs 10 USD a month while idle, so it is there by choice (web_acl_arn); the API is throttled by route.
  #checkov:skip=CKV2_AWS_47:The same; nothing here runs Java.
  #checkov:skip=CKV_AWS_86:Logs of the second kind are by choice and made by whom has the distribution; these of the first would hold addresses of people.
  #checkov:skip=CKV_AWS_174:With a domain of one's own it is TLSv1.2_2021; CloudFront's own certificate decides by itself.
  #checkov:skip=CKV2_AWS_42:The same: without a domain of one's own there is no certificate for it.
  #checkov:skip=CKV_AWS_310:There is one origin of each kind, and no second place to fail over to.
  #checkov:skip=CKV_AWS_374:People may live anywhere.

  comment             = var.name
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = var.price_class
  wait_for_deployment = var.wait_for_deployment
  default_root_object = "index.html"
  aliases             = var.domain == null ? [] : compact(concat([var.domain.app, var.domain.api, var.domain.assets], var.domain.moved))
  web_acl_id          = var.web_acl_arn

  origin {
    origin_id                = "site"
    domain_name              = module.bucket.regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  origin {
    origin_id   = "api"
    domain_name = var.api_origin.domain
    origin_path = var.api_origin.path

    custom_origin_config {
      http_port              = var.api_origin.protocol == "http-only" ? var.api_origin.port : 80
      https_port             = var.api_origin.protocol == "https-only" ? var.api_origin.port : 443
      origin_protocol_policy = var.api_origin.protocol
      origin_ssl_protocols   = ["TLSv1.2"]
      # As long as the API itself waits for a function.
      origin_read_timeout = 30
    }
  }

  dynamic "origin" {
    for_each = var.media[*]

    content {
      origin_id                = "media"
      domain_name              = origin.value.bucket
      origin_access_control_id = aws_cloudfront_origin_access_control.this.id
    }
  }

  default_cache_behavior {
    target_origin_id           = "site"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.viewer_request.arn
    }
  }

  ordered_cache_behavior {
    path_pattern               = "/v1/*"
    target_origin_id           = "api"
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_disabled
    origin_request_policy_id   = local.all_viewer_except_host_header
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.viewer_request.arn
    }
  }

  # Each file is one person's: no edge keeps it, their browser does. A path cannot leave it: CloudFront compares the
  # cookies with the path that is asked for, and nothing rewrites that.
  dynamic "ordered_cache_behavior" {
    for_each = var.media[*]

    content {
      path_pattern               = "/media/*"
      target_origin_id           = "media"
      viewer_protocol_policy     = "https-only"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = false
      cache_policy_id            = local.caching_disabled
      response_headers_policy_id = aws_cloudfront_response_headers_policy.media.id
      trusted_key_groups         = [ordered_cache_behavior.value.key_group]
    }
  }

  # Hashed files on a host of their own are another origin's to the app's pages, which read them without cookies.
  dynamic "ordered_cache_behavior" {
    for_each = local.hosts.assets[*]

    content {
      path_pattern               = "/assets/*"
      target_origin_id           = "site"
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      compress                   = true
      cache_policy_id            = local.caching_optimized
      response_headers_policy_id = one(aws_cloudfront_response_headers_policy.assets[*].id)

      function_association {
        event_type   = "viewer-request"
        function_arn = aws_cloudfront_function.viewer_request.arn
      }
    }
  }

  # No response page: it would stand in for the API's own answer.
  dynamic "custom_error_response" {
    for_each = local.uncached_errors

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain == null ? true : null
    acm_certificate_arn            = one(var.domain[*].certificate_arn)
    ssl_support_method             = var.domain == null ? null : "sni-only"
    minimum_protocol_version       = var.domain == null ? null : "TLSv1.2_2021"
  }
}
