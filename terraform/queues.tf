# Work that waits: queues with a consumer, the queues of what failed for good, and asynchronous calls.
# docs/operations.md says what an operator does with the latter (`invoke dlq.list`).

locals {
  # There however the manifests are: what sends to a queue names it, and so may land before who reads it.
  # Each consumer's idle mapping costs 0.65 million requests a month: two queues at most.
  queue_names = toset(["notify"])

  # Of a queue that nobody reads yet.
  unread_queue = { timeout_s = 30, batching_window_s = 0, max_receive_count = 5 }
  queues       = { for name in local.queue_names : name => lookup(module.manifests.queues, name, local.unread_queue) }

  failures_retention_seconds = 1209600
}

resource "aws_sqs_queue" "work" {
  for_each = local.queues

  name                      = "${local.prefix}-${replace(each.key, "_", "-")}"
  message_retention_seconds = 345600
  sqs_managed_sse_enabled   = local.keys.queues == null ? true : null
  kms_master_key_id         = one(local.keys.queues[*].arn)

  # A message is hidden while it is worked on: AWS advises six times the function's timeout, and the window beside.
  visibility_timeout_seconds = 6 * each.value.timeout_s + each.value.batching_window_s

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = each.value.max_receive_count
  })
}

resource "aws_sqs_queue" "dead" {
  for_each = local.queue_names

  name                      = "${local.prefix}-${replace(each.key, "_", "-")}-dead"
  message_retention_seconds = local.failures_retention_seconds
  sqs_managed_sse_enabled   = local.keys.queues == null ? true : null
  kms_master_key_id         = one(local.keys.queues[*].arn)

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["arn:${local.partition}:sqs:${var.region}:${local.account_id}:${local.prefix}-${replace(each.key, "_", "-")}"]
  })
}

resource "aws_lambda_event_source_mapping" "queue" {
  for_each = module.manifests.queues

  event_source_arn                   = aws_sqs_queue.work[each.key].arn
  function_name                      = module.function[each.value.function].alias_arn
  batch_size                         = each.value.batch_size
  maximum_batching_window_in_seconds = each.value.batching_window_s
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = each.value.max_concurrency
  }
}

# Asynchronous calls that failed for good: by Lambda with payload and error (destination), by EventBridge, Scheduler
# and SNS when Lambda did not take the call.
resource "aws_sqs_queue" "async_failures" {
  name                      = "${local.prefix}-async-failures"
  message_retention_seconds = local.failures_retention_seconds
  sqs_managed_sse_enabled   = local.keys.queues == null ? true : null
  kms_master_key_id         = one(local.keys.queues[*].arn)

  policy = length(local.failing_sources) == 0 ? null : jsonencode({
    Version = "2012-10-17"
    Statement = [for service, arns in local.failing_sources : {
      Sid       = service
      Effect    = "Allow"
      Principal = { Service = "${service}.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = local.async_failures_arn
      Condition = { ArnEquals = { "aws:SourceArn" = sort(arns) } }
    }]
  })
}

locals {
  # As text: the queue's own policy names it.
  async_failures_arn = "arn:${local.partition}:sqs:${var.region}:${local.account_id}:${local.prefix}-async-failures"

  # Services that send there with no role of ours → on whose behalf they may.
  failing_sources = { for service, arns in {
    events = values(aws_cloudwatch_event_rule.listener)[*].arn
    sns    = [for name in distinct(values(module.manifests.topic_listeners)) : aws_sns_topic.feedback[name].arn]
  } : service => arns if length(arns) > 0 }
}

resource "aws_lambda_function_event_invoke_config" "asynchronous" {
  for_each = module.manifests.asynchronous

  function_name                = module.function[each.key].name
  qualifier                    = module.function[each.key].alias
  maximum_retry_attempts       = each.value.max_retries
  maximum_event_age_in_seconds = each.value.max_age_s

  destination_config {
    on_failure {
      destination = aws_sqs_queue.async_failures.arn
    }
  }
}
