mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name        = "daybook-prod"
  monthly_usd = 12.5
  mail        = ["ops@example.com"]
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.budget.name == "daybook-prod"
    error_message = "The budget has the name that was asked for."
  }
}

run "budget" {
  assert {
    condition     = aws_budgets_budget.this.limit_amount == "12.5" && aws_budgets_budget.this.limit_unit == "USD" && aws_budgets_budget.this.time_unit == "MONTHLY"
    error_message = "A month may cost so many dollars."
  }

  assert {
    condition     = toset([for notice in aws_budgets_budget.this.notification : "${notice.notification_type} ${notice.threshold}"]) == toset(["ACTUAL 80", "ACTUAL 100", "FORECASTED 100"]) && alltrue([for notice in aws_budgets_budget.this.notification : notice.subscriber_email_addresses == toset(["ops@example.com"])])
    error_message = "There is mail before it is spent, when it is, and when it is going to be."
  }

  assert {
    condition     = length(aws_budgets_budget.this.cost_filter) == 0
    error_message = "Without a tag the whole account counts."
  }
}

run "by_tag" {
  command = plan
  variables {
    tags = { Environment = "prod" }
  }

  assert {
    condition     = flatten([for filter in aws_budgets_budget.this.cost_filter : filter.values]) == ["user:Environment$prod"]
    error_message = "Only what has the tag counts."
  }
}

run "nobody_to_tell" {
  command = plan
  variables {
    mail = []
  }
  expect_failures = [var.mail]
}
