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

resource "aws_cloudfront_function" "viewer_request" {
  name    = "${var.name}-viewer-request"
  comment = "Pages of the app; who calls the API."
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/viewer_request.js")
  publish = true

  lifecycle {
    precondition {
      condition     = length(file("${path.module}/viewer_request.js")) < 10240
      error_message = "A CloudFront function is smaller than 10 kB."
    }
  }
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
  #checkov:skip=CKV_AWS_68:A web ACL costs 5 USD a month while idle; the API is throttled by route.
  #checkov:skip=CKV2_AWS_47:The same; nothing here runs Java.
  #checkov:skip=CKV_AWS_86:The API's log has what matters; standard logs would hold addresses of people.
  #checkov:skip=CKV_AWS_174:CloudFront's own certificate decides by itself; a minimum can be set with one's own domain only.
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
    cloudfront_default_certificate = true
  }
}

resource "aws_cloudfront_response_headers_policy" "security" {
  #checkov:skip=CKV_AWS_259:Preloading is a promise for a whole domain; this host is CloudFront's.

  name    = "${var.name}-security"
  comment = "Security headers."

  security_headers_config {
    content_security_policy {
      content_security_policy = coalesce(var.content_security_policy, local.content_security_policy)
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = true
      override                   = true
    }
  }
}

# A file is to be looked at, and to do nothing, whatever is in it.
resource "aws_cloudfront_response_headers_policy" "media" {
  #checkov:skip=CKV_AWS_259:Preloading is a promise for a whole domain; this host is CloudFront's.

  name    = "${var.name}-media"
  comment = "Security headers of files."

  security_headers_config {
    content_security_policy {
      content_security_policy = "default-src 'none'; sandbox; frame-ancestors 'none'"
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "no-referrer"
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = true
      override                   = true
    }
  }
}

locals {
  content_security_policy = join("; ", [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    # Colours and widths that come with the data are set by script, one property at a time.
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    join(" ", concat(["connect-src 'self'"], var.connect_sources)),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
}
