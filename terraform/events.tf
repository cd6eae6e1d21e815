# Domain events (source `daybook`): user.registered, habit.created, checkin.recorded, … A manifest's "bus" says for
# which of them its function is called.

resource "aws_cloudwatch_event_bus" "main" {
  name        = local.prefix
  description = "Daybook's domain events (${var.environment})."
}

resource "aws_cloudwatch_event_rule" "listener" {
  for_each = module.manifests.bus_listeners

  name           = local.function_names[each.key]
  description    = "Events that ${local.function_names[each.key]} is called for."
  event_bus_name = aws_cloudwatch_event_bus.main.name

  event_pattern = jsonencode({ source = ["daybook"], detail-type = each.value })
}

# A call that Lambda does not take goes to the queue of failures, with the event; what the function then fails to do
# goes there by Lambda itself (queues.tf).
resource "aws_cloudwatch_event_target" "listener" {
  for_each = module.manifests.bus_listeners

  rule           = aws_cloudwatch_event_rule.listener[each.key].name
  event_bus_name = aws_cloudwatch_event_bus.main.name
  target_id      = "function"
  arn            = module.function[each.key].alias_arn

  retry_policy {
    maximum_retry_attempts       = 185
    maximum_event_age_in_seconds = 21600
  }

  dead_letter_config {
    arn = aws_sqs_queue.async_failures.arn
  }

  depends_on = [aws_lambda_permission.bus]
}

resource "aws_lambda_permission" "bus" {
  for_each = module.manifests.bus_listeners

  statement_id  = "event-bus"
  action        = "lambda:InvokeFunction"
  function_name = module.function[each.key].name
  qualifier     = module.function[each.key].alias
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.listener[each.key].arn
}
