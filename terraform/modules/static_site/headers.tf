resource "aws_cloudfront_response_headers_policy" "security" {
  #checkov:skip=CKV_AWS_259:Preloading is a promise for a whole domain, which only its owner can make (hsts).

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
      access_control_max_age_sec = local.hsts.max_age_s
      include_subdomains         = local.hsts.include_subdomains
      preload                    = local.hsts.preload
      override                   = true
    }
  }
}

# A file is to be looked at, and to do nothing, whatever is in it.
resource "aws_cloudfront_response_headers_policy" "media" {
  #checkov:skip=CKV_AWS_259:Preloading is a promise for a whole domain, which only its owner can make (hsts).

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
      access_control_max_age_sec = local.hsts.max_age_s
      include_subdomains         = local.hsts.include_subdomains
      preload                    = local.hsts.preload
      override                   = true
    }
  }
}

# Hashed files that any page may load: there is nothing of anybody's in them.
resource "aws_cloudfront_response_headers_policy" "assets" {
  #checkov:skip=CKV_AWS_259:Preloading is a promise for a whole domain, which only its owner can make (hsts).
  count = local.hosts.assets == null ? 0 : 1

  name    = "${var.name}-assets"
  comment = "Headers of hashed files."

  cors_config {
    access_control_allow_credentials = false
    access_control_max_age_sec       = 86400
    origin_override                  = true

    access_control_allow_headers {
      items = ["*"]
    }

    access_control_allow_methods {
      items = ["GET", "HEAD"]
    }

    access_control_allow_origins {
      items = ["*"]
    }
  }

  security_headers_config {
    content_security_policy {
      content_security_policy = "default-src 'none'; frame-ancestors 'none'"
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
      access_control_max_age_sec = local.hsts.max_age_s
      include_subdomains         = local.hsts.include_subdomains
      preload                    = local.hsts.preload
      override                   = true
    }
  }

  # AWS deletes none that a distribution still has, so the distribution changes first.
  lifecycle {
    create_before_destroy = true
  }
}

locals {
  hsts = {
    max_age_s          = var.hsts.max_age_days * 86400
    include_subdomains = var.hsts.include_subdomains
    preload            = var.hsts.preload
  }

  assets_source = local.hosts.assets == null ? "" : " https://${local.hosts.assets}"
  api_source    = local.hosts.api == null ? [] : ["https://${local.hosts.api}"]

  content_security_policy = join("; ", [
    "default-src 'none'",
    "script-src 'self'${local.assets_source}",
    "style-src 'self'${local.assets_source}",
    # Colours and widths that come with the data are set by script, one property at a time.
    "style-src-attr 'none'",
    "img-src 'self'${local.assets_source} data: blob:",
    "font-src 'self'${local.assets_source}",
    join(" ", concat(["connect-src 'self'"], local.api_source, var.connect_sources)),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
}
