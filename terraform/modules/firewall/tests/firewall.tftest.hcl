# Plans only: a web ACL's schema is so large that each step with one costs seconds.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "daybook-dev"
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.firewall.name == "daybook-dev"
    error_message = "The web ACL has the name that was asked for."
  }
}

run "blocks" {
  command = plan

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && length(one(aws_wafv2_web_acl.this.default_action).allow) == 1
    error_message = "It stands at CloudFront, and lets pass what no rule refuses."
  }

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => length(one(rule.override_action).none) if length(rule.override_action) == 1 } == {
      AWSManagedRulesAmazonIpReputationList = 1, AWSManagedRulesCommonRuleSet = 1, AWSManagedRulesKnownBadInputsRuleSet = 1
    }
    error_message = "AWS's rules do what they say."
  }

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule :
      one(one(one(rule.action).block).custom_response).response_code == 429 if length(rule.action) == 1
    ])
    error_message = "Who asks too often is told so, as by the API's own throttles."
  }

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => one(one(rule.statement).rate_based_statement).limit if startswith(rule.name, "rate-") } == {
      rate-all = 3000, rate-sign-in = 300
    }
    error_message = "Each address has its limits."
  }

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule :
      one(one(one(one(rule.statement).rate_based_statement).scope_down_statement).byte_match_statement).search_string == "/v1/auth/"
      if rule.name == "rate-sign-in"
    ])
    error_message = "The lower limit holds for signing in only."
  }

  assert {
    condition = { for rule in aws_wafv2_web_acl.this.rule : rule.name => {
      for change in one(one(one(one(rule.statement).rate_based_statement).scope_down_statement).byte_match_statement).text_transformation : tostring(change.priority) => change.type
    } if rule.name == "rate-sign-in" } == { rate-sign-in = { "0" = "URL_DECODE", "1" = "NORMALIZE_PATH" } }
    error_message = "However the address is written."
  }

  assert {
    condition = length(setsubtract(["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "CrossSiteScripting_QUERYARGUMENTS", "RestrictedExtensions_QUERYARGUMENTS"], flatten([for rule in aws_wafv2_web_acl.this.rule : [
      for group in one(rule.statement).managed_rule_group_statement : [for changed in group.rule_action_override : changed.name if length(one(changed.action_to_use).count) == 1]
    ]]))) == 0
    error_message = "A long note is no attack, nor is looking for what a note says."
  }

  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == 5
    error_message = "No two rules have the same place."
  }

  assert {
    condition     = length(aws_wafv2_web_acl_logging_configuration.this) == 0 && length(aws_cloudwatch_log_group.this) == 0
    error_message = "Nothing is logged unless that is asked for."
  }
}

run "counts" {
  command = plan

  variables {
    mode = "count"
  }

  assert {
    condition = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(concat(
    flatten(rule.override_action[*].count), flatten(rule.action[*].count))) == 1 && length(flatten(rule.action[*].block)) == 0])
    error_message = "Nothing is refused while it counts."
  }
}

run "logs" {
  command = plan

  variables {
    log_days = 7
  }

  assert {
    condition     = one(aws_cloudwatch_log_group.this).name == "aws-waf-logs-daybook-dev" && one(aws_cloudwatch_log_group.this).retention_in_days == 7
    error_message = "WAF writes to groups of such names only."
  }

  assert {
    condition     = toset(flatten([for field in one(aws_wafv2_web_acl_logging_configuration.this).redacted_fields : field.single_header[*].name])) == toset(["authorization", "cookie"])
    error_message = "What opens an account is in no log."
  }

  assert {
    condition     = one(one(aws_wafv2_web_acl_logging_configuration.this).logging_filter).default_behavior == "DROP"
    error_message = "What passed is not logged."
  }
}

run "neither_blocks_nor_counts_and_by_the_second_and_for_an_odd_period" {
  command = plan

  variables {
    mode     = "off"
    rate     = { all = 5 }
    log_days = 10
  }

  expect_failures = [var.mode, var.rate, var.log_days]
}
