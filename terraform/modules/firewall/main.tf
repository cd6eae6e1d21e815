locals {
  # In the order in which they are asked. WCU, of 1500 that are in a web ACL's price: 2 + 24 + 25 + 700 + 200 = 951.
  # https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, counted = [] }
    AWSManagedRulesCommonRuleSet          = { priority = 11, counted = local.counted_rules }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 12, counted = ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY"] }
  }

  # What people write is theirs: a note may hold HTML, an address or a path of a computer, and be longer than 8 kB; and what
  # they wrote they look for. Pages never run it (Content-Security-Policy), and nothing here is Java. Programs may call
  # without a User-Agent.
  counted_rules = [
    "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "NoUserAgent_HEADER", "SizeRestrictions_BODY",
    "CrossSiteScripting_QUERYARGUMENTS", "EC2MetaDataSSRF_QUERYARGUMENTS", "GenericLFI_QUERYARGUMENTS", "GenericRFI_QUERYARGUMENTS",
    "RestrictedExtensions_QUERYARGUMENTS",
  ]

  rates = {
    sign-in = { priority = 0, limit = var.rate.sign_in, path = "/v1/auth/" }
    all     = { priority = 1, limit = var.rate.all, path = null }
  }
}

resource "aws_wafv2_web_acl" "this" {
  #checkov:skip=CKV_AWS_192:AWSManagedRulesKnownBadInputsRuleSet is above; nothing here runs Java, so of bodies it only counts what it finds.
  #checkov:skip=CKV2_AWS_31:Logging is by choice (log_days): it is paid by volume, and holds addresses of people.

  name        = var.name
  description = "Daybook at CloudFront."
  # Such a web ACL lives in us-east-1, whatever the region of the rest.
  scope = "CLOUDFRONT"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.rates

    content {
      name     = "rate-${rule.key}"
      priority = rule.value.priority

      action {
        dynamic "count" {
          for_each = var.mode == "count" ? [1] : []
          content {}
        }

        dynamic "block" {
          for_each = var.mode == "block" ? [1] : []

          content {
            # What the app and other clients know from the API's own throttles.
            custom_response {
              response_code            = 429
              custom_response_body_key = "too-many"

              response_header {
                name  = "retry-after"
                value = "300"
              }
            }
          }
        }
      }

      statement {
        rate_based_statement {
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300
          limit                 = rule.value.limit

          dynamic "scope_down_statement" {
            for_each = rule.value.path[*]

            content {
              byte_match_statement {
                positional_constraint = "STARTS_WITH"
                search_string         = scope_down_statement.value

                field_to_match {
                  uri_path {}
                }

                # The API may understand more ways to write an address than one.
                text_transformation {
                  priority = 0
                  type     = "URL_DECODE"
                }

                text_transformation {
                  priority = 1
                  type     = "NORMALIZE_PATH"
                }
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-rate-${rule.key}"
        sampled_requests_enabled   = true
      }
    }
  }

  dynamic "rule" {
    for_each = local.managed_rules

    content {
      name     = rule.key
      priority = rule.value.priority

      # What a group does with what it finds: as its rules say, or no more than count it.
      override_action {
        dynamic "count" {
          for_each = var.mode == "count" ? [1] : []
          content {}
        }

        dynamic "none" {
          for_each = var.mode == "block" ? [1] : []
          content {}
        }
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = toset(rule.value.counted)

            content {
              name = rule_action_override.key

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.key}"
        sampled_requests_enabled   = true
      }
    }
  }

  custom_response_body {
    key          = "too-many"
    content_type = "APPLICATION_JSON"
    content = jsonencode({
      type   = "urn:daybook:problem:throttled"
      title  = "Too many requests"
      status = 429
      detail = "There were too many requests from your address. Try again in five minutes."
    })
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }

  # AWS deletes none that a distribution still has, so the distribution changes first.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:Encrypted with CloudWatch's own key; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV_AWS_338:It holds addresses of people: log_days says how long.
  count = var.log_days == null ? 0 : 1

  # WAF writes to no group whose name begins otherwise.
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_days
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  count = var.log_days == null ? 0 : 1

  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = aws_cloudwatch_log_group.this[*].arn

  # What opens an account stays out of it.
  dynamic "redacted_fields" {
    for_each = toset(["authorization", "cookie"])

    content {
      single_header {
        name = redacted_fields.key
      }
    }
  }

  # What passed is in nobody's way.
  logging_filter {
    default_behavior = "DROP"

    filter {
      behavior    = "KEEP"
      requirement = "MEETS_ANY"

      dynamic "condition" {
        for_each = toset(["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"])

        content {
          action_condition {
            action = condition.key
          }
        }
      }
    }
  }
}
