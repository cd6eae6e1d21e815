# The environment's page: what people feel first, then what happens by itself, where it is kept, and what it costs.

locals {
  # Shorter to write: metrics of one namespace and the same dimensions.
  api_metric     = { namespace = "AWS/ApiGateway", dimensions = local.api.metrics.dimensions }
  site_metric    = { namespace = "AWS/CloudFront", dimensions = local.observed.site[""] }
  table_metric   = { namespace = "AWS/DynamoDB", dimensions = local.observed.table[""] }
  erasure_metric = { namespace = "AWS/States", dimensions = local.observed.erasure[""] }
  counted        = { namespace = "Daybook", dimensions = local.observed.environment[""] }

  alarm_arns = flatten([for alarms in module.alarms : values(alarms.arns)])

  page_of_people = {
    title   = "What people feel"
    words   = "How many requests come, how fast they are answered, and how many fail. A request of twenty may take longer than the p95 says; one that failed is tried again by the app. Runbooks: docs/operations.md, Alarms."
    columns = 3
    widgets = concat(
      [for arns in [local.alarm_arns] : { title = "Alarms of this region", alarms = arns } if length(arns) > 0],
      [
        {
          title = "Requests, and those that were refused or failed"
          metrics = [
            merge(local.api_metric, { name = "Count", label = "requests" }),
            merge(local.api_metric, { name = local.api.metrics.client_errors, label = "refused (4xx)", right = true }),
            merge(local.api_metric, { name = local.api.metrics.server_errors, label = "failed (5xx)", right = true }),
          ]
        },
        {
          title = "How long an answer takes (ms)"
          metrics = [for statistic in ["p50", "p95", "p99"] :
          merge(local.api_metric, { name = "Latency", statistic = statistic, label = statistic })]
        },
        {
          title  = "The app itself, at CloudFront"
          region = "us-east-1"
          metrics = [
            merge(local.site_metric, { name = "Requests", label = "requests" }),
            merge(local.site_metric, { name = "5xxErrorRate", statistic = "Average", label = "failed (%)", right = true }),
          ]
        },
        {
          title = "Functions: calls that ended in an error (%)"
          metrics = [
            { namespace = "AWS/Lambda", name = "Errors", id = "errors", hidden = true },
            { namespace = "AWS/Lambda", name = "Invocations", id = "calls", hidden = true },
            { expression = "100 * errors / calls", label = "errors (%), whole account" },
          ]
        },
        {
          title = "How many run at once, and were turned away"
          metrics = [
            { namespace = "AWS/Lambda", name = "ConcurrentExecutions", statistic = "Maximum", label = "at once, whole account" },
            { namespace = "AWS/Lambda", name = "Throttles", label = "turned away", right = true },
          ]
        },
      ],
    )
  }

  page_of_background = {
    title   = "What happens by itself"
    words   = "Reminders, notices, imports, points. What fails is tried again for hours; what failed for good waits in a queue or the failures bucket until somebody looks: `invoke dlq.list`, `invoke stream.replay`."
    columns = 3
    widgets = [
      {
        title = "Failed for good, and waiting for you"
        metrics = [for name, queue in local.observed.failure_queues :
        { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", dimensions = queue, statistic = "Maximum", label = name }]
      },
      {
        title = "How long the oldest message waits (s)"
        metrics = [for name, queue in local.observed.work_queues :
        { namespace = "AWS/SQS", name = "ApproximateAgeOfOldestMessage", dimensions = queue, statistic = "Maximum", label = name }]
      },
      {
        title = "How far behind the table its readers are (ms)"
        metrics = [for name in sort(keys(module.manifests.stream_consumers)) :
        { namespace = "AWS/Lambda", name = "IteratorAge", dimensions = { FunctionName = local.function_names[name] }, statistic = "Maximum", label = name }]
      },
      {
        title = "Scheduled work: calls and errors"
        metrics = flatten([for name in sort(keys(module.manifests.schedules)) : [
          { namespace = "AWS/Lambda", name = "Invocations", dimensions = { FunctionName = local.function_names[name] }, label = name },
          { namespace = "AWS/Lambda", name = "Errors", dimensions = { FunctionName = local.function_names[name] }, label = "${name}: errors", right = true },
        ]])
      },
      {
        title = "Mail (account): sent, returned, called spam"
        metrics = [
          { namespace = "AWS/SES", name = "Send", label = "sent" },
          { namespace = "AWS/SES", name = "Bounce", label = "returned", right = true },
          { namespace = "AWS/SES", name = "Complaint", label = "called spam", right = true },
        ]
      },
      {
        title = "What was lost or set aside, and erasures"
        metrics = concat(
          [for name in ["RecordsSetAside", "MailsNotSent", "NoticesLost"] : merge(local.counted, { name = name, label = name })],
          [for name in ["ExecutionsSucceeded", "ExecutionsFailed"] : merge(local.erasure_metric, { name = name, label = "erasures: ${name}", right = true })],
        )
      },
    ]
  }

  page_of_data = {
    title   = "Where it is kept"
    words   = "The table is paid by request and grows by itself; PostgreSQL has a size (and no figures while it sleeps). Connections and free memory run out before the processor does."
    columns = 3
    widgets = [
      {
        title = "The table: units used"
        metrics = [
          merge(local.table_metric, { name = "ConsumedReadCapacityUnits", label = "read" }),
          merge(local.table_metric, { name = "ConsumedWriteCapacityUnits", label = "written" }),
        ]
      },
      {
        title = "The table: requests turned away"
        metrics = [
          merge(local.table_metric, { name = "ReadThrottleEvents", label = "read" }),
          merge(local.table_metric, { name = "WriteThrottleEvents", label = "written" }),
        ]
      },
      {
        title = "PostgreSQL"
        metrics = concat(
          [for dimensions in values(local.observed.database) : { namespace = "AWS/RDS", name = "CPUUtilization", dimensions = dimensions, statistic = "Average", label = "processor (%)" }],
          [for dimensions in values(local.observed.database) : { namespace = "AWS/RDS", name = "DatabaseConnections", dimensions = dimensions, statistic = "Maximum", label = "connections" }],
          [for dimensions in values(local.observed.database_instance) : { namespace = "AWS/RDS", name = "FreeableMemory", dimensions = dimensions, statistic = "Average", label = "free memory (bytes)", right = true }],
          [for dimensions in values(local.observed.database_instance) : { namespace = "AWS/RDS", name = "FreeStorageSpace", dimensions = dimensions, statistic = "Minimum", label = "free disk (bytes)", right = true }],
          [for dimensions in values(local.observed.database_cluster) : { namespace = "AWS/RDS", name = "ServerlessDatabaseCapacity", dimensions = dimensions, statistic = "Average", label = "capacity units", right = true }],
        )
      },
    ]
  }

  page_of_costs = {
    title   = "What it costs"
    words   = "What the bill is made of, a day at a time. The bill itself: `budget` in the tfvars mails when it grows; AWS's forecast is in Cost Explorer, by the tag Environment once `cost_tags` is on."
    columns = 3
    widgets = [
      {
        title    = "Paid by use: calls of functions, and milliseconds"
        period_s = 86400
        metrics = [
          { namespace = "AWS/Lambda", name = "Invocations", label = "calls, whole account" },
          { namespace = "AWS/Lambda", name = "Duration", label = "ms, whole account", right = true },
        ]
      },
      {
        title    = "Logs (bytes)"
        period_s = 86400
        metrics  = [{ namespace = "AWS/Logs", name = "IncomingBytes", label = "logs, whole account" }]
      },
      {
        title    = "The month so far (USD, account), and what CloudFront sent"
        region   = "us-east-1"
        period_s = 86400
        numbers  = true
        metrics = [
          { namespace = "AWS/Billing", name = "EstimatedCharges", dimensions = { Currency = "USD" }, statistic = "Maximum", label = "so far" },
          merge(local.site_metric, { name = "BytesDownloaded", label = "CloudFront sent (bytes a day)" }),
        ]
      },
    ]
  }

  page_of_logs = {
    title   = "What the logs say"
    words   = "The answers cost a little (0.005 USD a gigabyte read). The same questions and more are saved in Logs Insights under ${var.project}/${var.environment}."
    columns = 2
    widgets = [
      { title = "How fast each route is", query = local.questions["how fast each route is"], log_groups = local.log_groups },
      { title = "What went wrong", query = local.questions["what went wrong"], log_groups = local.log_groups },
    ]
  }
}

module "dashboard" {
  source   = "./modules/dashboard"
  for_each = var.observability.dashboard ? { main = local.prefix } : {}

  name     = local.prefix
  region   = var.region
  sections = [local.page_of_people, local.page_of_background, local.page_of_data, local.page_of_costs, local.page_of_logs]
}
