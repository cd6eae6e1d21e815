# Domain events (source `daybook`): user.registered, habit.created, checkin.recorded, …
resource "aws_cloudwatch_event_bus" "main" {
  name        = local.prefix
  description = "Daybook's domain events (${var.environment})."
}
