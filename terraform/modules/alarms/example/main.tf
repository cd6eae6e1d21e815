module "alarms" {
  source = "../"

  name            = "daybook-dev"
  account_id      = "111122223333"
  mail            = ["ops@example.com"]
  people_affected = true

  alarms = {
    api-slow = {
      description = "The app is slow. Runbook: docs/operations.md#api-slow"
      metrics     = { latency = { namespace = "AWS/ApiGateway", name = "Latency", statistic = "p95", dimensions = { ApiId = "a1b2c3d4" }, period_s = 300 } }
      comparison  = "above"
      threshold   = 2000
      periods     = 3
      missing     = "notBreaching"
      people      = true
    }

    functions-fail = {
      description = "More than one call in a hundred ends in an error."
      metrics = {
        errors = { namespace = "AWS/Lambda", name = "Errors", statistic = "Sum", period_s = 900 }
        calls  = { namespace = "AWS/Lambda", name = "Invocations", statistic = "Sum", period_s = 900 }
      }
      expression = "IF(errors > 2, 100 * errors / calls, 0)"
      comparison = "above"
      threshold  = 1
      periods    = 1
      missing    = "notBreaching"
    }
  }
}
