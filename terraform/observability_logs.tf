# Questions to the logs that are asked again and again, in the folder daybook/<environment> of Logs Insights. A question
# costs 0.005 USD a gigabyte of log that it reads, so choose the time first.

locals {
  # Logs Insights reads 50 groups at a time.
  log_groups = slice(sort([for name in values(local.function_names) : "/aws/lambda/${name}"]), 0, min(50, length(local.function_names)))

  # What each line holds: shared/http/access_log.py, shared/log.py.
  questions = {
    "slow requests" = <<-QUERY
      filter message = "request"
      | fields @timestamp, route, Latency, status, cold_start, request_id
      | sort Latency desc
      | limit 50
    QUERY

    "how fast each route is" = <<-QUERY
      filter message = "request"
      | stats count(*) as requests, pct(Latency, 50) as p50_ms, pct(Latency, 95) as p95_ms, max(Latency) as slowest_ms by route
      | sort p95_ms desc
    QUERY

    "errors by route" = <<-QUERY
      filter message = "request" and status >= 400
      | stats count(*) as requests, count_distinct(user_id) as people by route, status, problem
      | sort status desc, requests desc
    QUERY

    "what went wrong" = <<-QUERY
      filter level = "ERROR" or @message like /Task timed out|Runtime exited|Runtime.OutOfMemory/
      | fields @timestamp, service, message, request_id, exception, @message
      | sort @timestamp desc
      | limit 100
    QUERY

    "one request by its id" = <<-QUERY
      # Put X-Request-Id, or the instance of an error, in the place of REQUEST.
      filter request_id = "REQUEST" or @requestId = "REQUEST"
      | fields @timestamp, service, level, message, route, status, Latency, trace_id, exception
      | sort @timestamp asc
    QUERY

    "one person's day" = <<-QUERY
      # Put the person's id (GET /v1/users/me) in the place of PERSON. The log has no name, no address and nothing that they wrote.
      filter user_id = "PERSON"
      | fields @timestamp, service, method, route, status, problem, Latency, request_id
      | sort @timestamp asc
    QUERY

    "cold starts" = <<-QUERY
      filter @type = "REPORT" and ispresent(@initDuration)
      | parse @log /${local.prefix}-(?<function>[a-z0-9-]+)$/
      | stats count(*) as starts, pct(@initDuration, 50) as p50_ms, max(@initDuration) as slowest_ms by function
      | sort starts desc
    QUERY

    "memory and time" = <<-QUERY
      filter @type = "REPORT"
      | parse @log /${local.prefix}-(?<function>[a-z0-9-]+)$/
      | stats count(*) as calls, max(@maxMemoryUsed / 1000 / 1000) as most_mb, max(@memorySize / 1000 / 1000) as given_mb, pct(@duration, 95) as p95_ms, sum(@billedDuration / 1000 * @memorySize / 1024000000) as gb_s by function
      | sort gb_s desc
    QUERY

    "what was counted" = <<-QUERY
      filter message = "counted"
      | fields @timestamp, service, @message
      | sort @timestamp desc
      | limit 100
    QUERY
  }
}

resource "aws_cloudwatch_query_definition" "question" {
  for_each = { for name, query in local.questions : name => query if var.observability.queries }

  name            = "${var.project}/${var.environment}/${each.key}"
  query_string    = each.value
  log_group_names = local.log_groups
}
