mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "daybook-dev-site"
  bucket     = "daybook-dev-site-111122223333"
  api_origin = { domain = "localhost", port = 4566, path = "/stage", protocol = "http-only" }
}

run "a_page_reaches_what_is_named" {
  variables {
    name            = "daybook-dev-site"
    bucket          = "daybook-dev-site-111122223333"
    connect_sources = ["https://uploads.example"]
    api_origin      = { domain = "api.example", port = 443, path = "", protocol = "https-only" }
  }

  assert {
    condition     = strcontains(one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).content_security_policy).content_security_policy, "connect-src 'self' https://uploads.example;")
    error_message = "Beside the site itself only what is named can be reached."
  }
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.site.bucket == "daybook-dev-site-111122223333"
    error_message = "The site's bucket has the name that was asked for."
  }
}

run "distribution" {
  assert {
    condition = { for response in aws_cloudfront_distribution.this.custom_error_response : tostring(response.error_code) => response.error_caching_min_ttl } == {
      for code in ["400", "403", "404", "405", "414", "500", "501", "502", "503", "504"] : code => 0
    }
    error_message = "CloudFront keeps no error: it would keep the API's for ten seconds."
  }

  assert {
    condition     = alltrue([for response in aws_cloudfront_distribution.this.custom_error_response : try(length(response.response_page_path), 0) == 0])
    error_message = "No page stands in for the API's own answer."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.ordered_cache_behavior).path_pattern == "/v1/*" && one(aws_cloudfront_distribution.this.ordered_cache_behavior).target_origin_id == "api" && one(aws_cloudfront_distribution.this.ordered_cache_behavior).cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" && one(aws_cloudfront_distribution.this.ordered_cache_behavior).origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    error_message = "/v1/* goes to the API uncached, with everything but the viewer's Host."
  }

  assert {
    condition     = length(one(aws_cloudfront_distribution.this.ordered_cache_behavior).function_association) == 1 && length(one(aws_cloudfront_distribution.this.default_cache_behavior).function_association) == 1
    error_message = "The viewer's host and address are overwritten for the API, and pages rewritten for the app."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.default_cache_behavior).viewer_protocol_policy == "redirect-to-https" && one(aws_cloudfront_distribution.this.ordered_cache_behavior).viewer_protocol_policy != "allow-all"
    error_message = "Nothing is served without TLS."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.default_cache_behavior).compress && aws_cloudfront_distribution.this.http_version == "http2and3"
    error_message = "Answers are compressed, over HTTP/2 and 3."
  }

  assert {
    condition = [for origin in aws_cloudfront_distribution.this.origin : {
      path = origin.origin_path, port = one(origin.custom_origin_config).http_port, protocol = one(origin.custom_origin_config).origin_protocol_policy
    } if origin.origin_id == "api"] == [{ path = "/stage", port = 4566, protocol = "http-only" }]
    error_message = "The API is looked for where api_origin says."
  }

  assert {
    condition     = [for origin in aws_cloudfront_distribution.this.origin : origin.origin_access_control_id if origin.origin_id == "site"] == [aws_cloudfront_origin_access_control.this.id] && aws_cloudfront_origin_access_control.this.signing_behavior == "always"
    error_message = "CloudFront signs its requests to the bucket."
  }

  assert {
    condition     = length(aws_cloudfront_function.viewer_request.code) < 10240
    error_message = "A CloudFront function is smaller than 10 kB."
  }
}

run "security_headers" {
  assert {
    condition = alltrue([for directive in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] :
    strcontains(one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).content_security_policy).content_security_policy, directive)])
    error_message = "The content security policy starts from nothing."
  }

  assert {
    condition     = !can(regex("script-src[^;]*unsafe", one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).content_security_policy).content_security_policy))
    error_message = "No script runs that is not the app's own file."
  }

  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).strict_transport_security).access_control_max_age_sec >= 31536000 && one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).content_type_options).override
    error_message = "Browsers keep to TLS for a year or more and guess no types."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.default_cache_behavior).response_headers_policy_id == aws_cloudfront_response_headers_policy.security.id && one(aws_cloudfront_distribution.this.ordered_cache_behavior).response_headers_policy_id == aws_cloudfront_response_headers_policy.security.id
    error_message = "Every answer carries the security headers."
  }
}

run "protocol" {
  command = plan
  variables {
    api_origin = { domain = "localhost", port = 4566, path = "", protocol = "match-viewer" }
  }
  expect_failures = [var.api_origin]
}

run "price_class" {
  command = plan
  variables {
    price_class = "PriceClass_300"
  }
  expect_failures = [var.price_class]
}

run "without_media" {
  assert {
    condition     = [for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior : behaviour.path_pattern] == ["/v1/*"]
    error_message = "Without a key group no files are served."
  }
}

run "media" {
  variables {
    media = { bucket = "media.s3.eu-west-2.amazonaws.com", key_group = "11111111-2222-3333-4444-555555555555" }
  }

  assert {
    condition = [
      for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior : behaviour.trusted_key_groups
      if behaviour.path_pattern == "/media/*" && behaviour.target_origin_id == "media"
    ] == [tolist(["11111111-2222-3333-4444-555555555555"])]
    error_message = "Files are served to signed cookies of the key group only."
  }

  assert {
    condition = alltrue([
      for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior :
      behaviour.viewer_protocol_policy == "https-only" && length(behaviour.function_association) == 0 &&
      behaviour.cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" && toset(behaviour.allowed_methods) == toset(["GET", "HEAD"])
      if behaviour.path_pattern == "/media/*"
    ])
    error_message = "Files are only read, over TLS, at the very path that was signed, and no edge keeps them."
  }

  assert {
    condition = length([
      for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior : behaviour
      if behaviour.target_origin_id == "media" && behaviour.path_pattern != "/media/*"
    ]) == 0 && aws_cloudfront_distribution.this.default_cache_behavior[0].target_origin_id == "site"
    error_message = "There is no other way to the files."
  }

  assert {
    condition     = [for origin in aws_cloudfront_distribution.this.origin : origin.origin_access_control_id if origin.origin_id == "media"] == [aws_cloudfront_origin_access_control.this.id]
    error_message = "CloudFront signs its requests to the bucket."
  }

  assert {
    condition     = strcontains(one(one(aws_cloudfront_response_headers_policy.media.security_headers_config).content_security_policy).content_security_policy, "sandbox")
    error_message = "What is served may do nothing."
  }
}

run "without_a_name_of_ones_own" {
  assert {
    condition     = length(aws_cloudfront_distribution.this.aliases) == 0 && one(aws_cloudfront_distribution.this.viewer_certificate).cloudfront_default_certificate == true
    error_message = "CloudFront's own name and certificate cost nothing."
  }

  assert {
    condition     = startswith(aws_cloudfront_function.viewer_request.code, "const store = null;\nconst HOSTS = {") && length(aws_cloudfront_key_value_store.origin_key) == 0 && length(aws_cloudfront_function.viewer_request.key_value_store_associations) == 0
    error_message = "Without a firewall the function asks for no key: it would fail."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.is_ipv6_enabled && one(one(aws_cloudfront_distribution.this.restrictions).geo_restriction).restriction_type == "none"
    error_message = "People may live anywhere, and come over IPv6."
  }
}

run "names_of_ones_own" {
  variables {
    domain = {
      certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1"
      app             = "daybook.example.com"
      moved           = ["www.daybook.example.com"]
      api             = "api.daybook.example.com"
      assets          = "assets.daybook.example.com"
    }
    hsts = { include_subdomains = false }
  }

  assert {
    condition     = aws_cloudfront_distribution.this.aliases == toset(["daybook.example.com", "www.daybook.example.com", "api.daybook.example.com", "assets.daybook.example.com"])
    error_message = "Every name is answered."
  }

  assert {
    condition = [for certificate in aws_cloudfront_distribution.this.viewer_certificate : [certificate.acm_certificate_arn, certificate.ssl_support_method, certificate.minimum_protocol_version]] == [
    ["arn:aws:acm:us-east-1:111122223333:certificate/1", "sni-only", "TLSv1.2_2021"]]
    error_message = "TLS is 1.2 or better, with the certificate of the names."
  }

  assert {
    condition     = jsondecode(trimsuffix(trimprefix(split("\n", aws_cloudfront_function.viewer_request.code)[1], "const HOSTS = "), ";")) == { app = "daybook.example.com", moved = ["www.daybook.example.com"], api = "api.daybook.example.com", assets = "assets.daybook.example.com" }
    error_message = "The function knows what each name is for."
  }

  assert {
    condition = alltrue([for directive in ["script-src 'self' https://assets.daybook.example.com;", "img-src 'self' https://assets.daybook.example.com data: blob:;", "connect-src 'self' https://api.daybook.example.com;"] :
    strcontains(one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).content_security_policy).content_security_policy, directive)])
    error_message = "Pages may load from and call their own names."
  }

  assert {
    condition     = [for behaviour in aws_cloudfront_distribution.this.ordered_cache_behavior : behaviour.path_pattern if behaviour.response_headers_policy_id == one(aws_cloudfront_response_headers_policy.assets[*].id)] == ["/assets/*"]
    error_message = "Hashed files may be loaded by pages of another name."
  }

  assert {
    condition     = !one(one(aws_cloudfront_response_headers_policy.assets).cors_config).access_control_allow_credentials
    error_message = "No cookie goes along with them."
  }

  assert {
    condition     = !one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).strict_transport_security).include_subdomains && !one(one(aws_cloudfront_response_headers_policy.security.security_headers_config).strict_transport_security).preload
    error_message = "What else lies below a domain is its owner's to decide."
  }
}

run "only_the_app" {
  variables {
    domain = { certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1", app = "daybook.example.com" }
  }

  assert {
    condition     = aws_cloudfront_distribution.this.aliases == toset(["daybook.example.com"]) && length(aws_cloudfront_response_headers_policy.assets) == 0
    error_message = "Each further name is by choice."
  }
}

run "firewall" {
  variables {
    web_acl_arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1"
    origin_key  = true
  }

  assert {
    condition     = aws_cloudfront_distribution.this.web_acl_id == "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1"
    error_message = "Requests pass the web ACL."
  }

  assert {
    condition     = startswith(aws_cloudfront_function.viewer_request.code, "import cf from 'cloudfront';\nconst store = cf.kvs();\n") && aws_cloudfront_function.viewer_request.key_value_store_associations == toset([one(aws_cloudfront_key_value_store.origin_key).arn])
    error_message = "The function reads the key from its store."
  }
}

run "an_api_that_asks_for_keys" {
  variables {
    app_key = "the-apps-own"
  }

  assert {
    condition     = strcontains(aws_cloudfront_function.viewer_request.code, "const APP_KEY = \"the-apps-own\";") && strcontains(aws_cloudfront_function.viewer_request.code, "const store = null;")
    error_message = "The function adds the app's key to the calls of its pages."
  }
}

run "certificate_of_another_region" {
  command = plan
  variables {
    domain = { certificate_arn = "arn:aws:acm:eu-west-2:111122223333:certificate/1", app = "daybook.example.com" }
  }
  expect_failures = [var.domain]
}

run "preload_without_subdomains" {
  command = plan
  variables {
    hsts = { preload = true, include_subdomains = false }
  }
  expect_failures = [var.hsts]
}
