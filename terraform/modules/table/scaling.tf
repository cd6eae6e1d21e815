# Provisioned capacity follows what is consumed: up within minutes, down after a quarter of an hour. Bursts sooner than that
# are throttled, which paying by request does not do.

locals {
  scaled = var.capacity == null ? {} : {
    read  = merge(var.capacity.read, { dimension = "ReadCapacityUnits", metric = "DynamoDBReadCapacityUtilization" })
    write = merge(var.capacity.write, { dimension = "WriteCapacityUnits", metric = "DynamoDBWriteCapacityUtilization" })
  }
}

# Without a role of ours: Application Auto Scaling acts by its service-linked role, which it makes at first use.
resource "aws_appautoscaling_target" "this" {
  for_each = local.scaled

  service_namespace  = "dynamodb"
  resource_id        = "table/${local.table.name}"
  scalable_dimension = "dynamodb:table:${each.value.dimension}"
  min_capacity       = each.value.min
  max_capacity       = each.value.max
}

resource "aws_appautoscaling_policy" "this" {
  for_each = local.scaled

  name               = "${local.table.name}-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[each.key].service_namespace
  resource_id        = aws_appautoscaling_target.this[each.key].resource_id
  scalable_dimension = aws_appautoscaling_target.this[each.key].scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value = each.value.target

    predefined_metric_specification {
      predefined_metric_type = each.value.metric
    }
  }
}
