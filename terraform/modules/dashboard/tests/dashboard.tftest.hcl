mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name   = "daybook-dev"
  region = "eu-west-2"
  sections = [
    {
      title = "First"
      words = "Words."
      widgets = [
        { title = "One", metrics = [
          { namespace = "N", name = "A", dimensions = { D = "1" }, id = "a", hidden = true },
          { expression = "a / 2", label = "half" },
        ] },
        { title = "Two", numbers = true, region = "us-east-1", metrics = [{ namespace = "N", name = "A", dimensions = { D = "1" }, statistic = "p95", right = true }] },
        { title = "Three", alarms = ["arn:aws:cloudwatch:eu-west-2:111122223333:alarm:a"] },
        { title = "Four", query = "fields @message", log_groups = ["/a", "/b"] },
      ]
    },
    { title = "Second", words = "Words.", columns = 2, widgets = [{ title = "Five", metrics = [{ namespace = "N", name = "A", dimensions = { D = "1" } }] }] },
  ]
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.dashboard.name == "daybook-dev" && module.dashboard.metrics == 2
    error_message = "The example shows two metrics."
  }
}

run "page" {
  assert {
    condition = [for widget in output.widgets : "${widget.type} ${widget.x} ${widget.y} ${widget.width}"] == [
      "text 0 0 24", "text 0 14 24", "metric 0 2 8", "metric 8 2 8", "alarm 16 2 8", "log 0 8 8", "metric 0 16 12",
    ]
    error_message = "A section's pictures follow its words, and the next section follows them."
  }

  assert {
    condition     = jsonencode(output.widgets[2].properties.metrics) == jsonencode([["N", "A", "D", "1", { id = "a", stat = "Sum", visible = false }], [{ expression = "a / 2", label = "half" }]])
    error_message = "A metric is namespace, name, dimensions and how it is shown; an expression stands for itself."
  }

  assert {
    condition     = output.widgets[3].properties.region == "us-east-1" && output.widgets[3].properties.view == "singleValue" && output.widgets[2].properties.region == "eu-west-2"
    error_message = "A picture of another region says so."
  }

  assert {
    condition     = output.widgets[5].properties.query == "SOURCE '/a' | SOURCE '/b' | fields @message" && !can(output.widgets[4].properties.region)
    error_message = "A question names the logs that it is put to."
  }

  assert {
    condition     = output.metrics == 2
    error_message = "What is shown twice counts once; another region, or another statistic, by itself."
  }
}

run "too_many_metrics" {
  command = plan
  variables {
    sections = [{ title = "A", words = "B.", widgets = [{ title = "C", metrics = [for number in range(51) : { namespace = "N", name = "M${number}" }] }] }]
  }
  expect_failures = [aws_cloudwatch_dashboard.this]
}

run "picture_of_nothing" {
  command = plan
  variables {
    sections = [{ title = "A", words = "B.", widgets = [{ title = "C" }] }]
  }
  expect_failures = [var.sections]
}

run "no_words" {
  command = plan
  variables {
    sections = [{ title = "A", words = "", widgets = [{ title = "C", metrics = [{ namespace = "N", name = "M" }] }] }]
  }
  expect_failures = [var.sections]
}
