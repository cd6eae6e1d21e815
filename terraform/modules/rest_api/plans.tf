# Programs are told apart by their keys, and held to their plan. A key opens nothing: who calls is said by the token.

locals {
  keys = merge([for plan, terms in var.usage_plans : { for key in terms.keys : key => plan }]...)
}

resource "aws_api_gateway_usage_plan" "this" {
  for_each = var.usage_plans

  name        = "${var.name}-${each.key}"
  description = "Keys: ${join(", ", sort(each.value.keys))}."

  api_stages {
    api_id = aws_api_gateway_rest_api.this.id
    stage  = aws_api_gateway_stage.this.stage_name
  }

  dynamic "throttle_settings" {
    for_each = each.value.throttle[*]

    content {
      rate_limit  = throttle_settings.value.rate
      burst_limit = throttle_settings.value.burst
    }
  }

  dynamic "quota_settings" {
    for_each = each.value.quota[*]

    content {
      limit  = quota_settings.value.requests
      period = quota_settings.value.per
    }
  }
}

# AWS makes the value.
resource "aws_api_gateway_api_key" "this" {
  for_each = local.keys

  name        = "${var.name}-${each.key}"
  description = "Plan ${each.value}."
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = local.keys

  key_id        = aws_api_gateway_api_key.this[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.value].id
}
