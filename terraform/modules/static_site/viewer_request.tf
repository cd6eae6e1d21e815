# What CloudFront does with a request before anything else (viewer_request.js).

locals {
  hosts = {
    app    = one(var.domain[*].app)
    moved  = var.domain == null ? [] : var.domain.moved
    api    = one(var.domain[*].api)
    assets = one(var.domain[*].assets)
  }

  # A function without a store may not ask for one.
  viewer_request = join("\n", [
    var.origin_key ? "import cf from 'cloudfront';\nconst store = cf.kvs();" : "const store = null;",
    "const HOSTS = ${jsonencode(local.hosts)};",
    "const APP_KEY = ${jsonencode(var.app_key)};",
    file("${path.module}/viewer_request.js"),
  ])
}

resource "aws_cloudfront_function" "viewer_request" {
  name    = "${var.name}-viewer-request"
  comment = "Pages of the app; who calls the API; hosts that moved."
  runtime = "cloudfront-js-2.0"
  code    = local.viewer_request
  publish = true

  key_value_store_associations = aws_cloudfront_key_value_store.origin_key[*].arn

  lifecycle {
    precondition {
      condition     = length(local.viewer_request) < 10240
      error_message = "A CloudFront function is smaller than 10 kB."
    }
  }
}

# Its value is put there by `invoke edge.key`, so that it is in no state of Terraform's.
resource "aws_cloudfront_key_value_store" "origin_key" {
  count = var.origin_key ? 1 : 0

  name    = "${var.name}-origin-key"
  comment = "What proves to the API that a request came through CloudFront."

  # AWS deletes none that a function still has, so the function changes first.
  lifecycle {
    create_before_destroy = true
  }
}
