module "table" {
  source = "./modules/table"

  name                   = coalesce(var.recovery.adopted_table, "${local.prefix}-data")
  key                    = local.keys.table
  point_in_time_recovery = var.point_in_time_recovery
  deletion_protection    = var.deletion_protection
  capacity               = var.table.capacity
  replica_region         = var.table.replica_region
  replica_of             = var.table.replica_of
}

locals {
  # What nobody asks for is done in one region: a table's replicas each have a stream, with all changes of all regions.
  acts = var.table.acting_region == null ? var.table.replica_of == null : var.table.acting_region == var.region
}

# What functions are told that Terraform learns last: the app's address depends on the distribution, which depends on
# the API and so on every function, so it cannot be in their environment.
# A replica has it from the region that made the table.
resource "aws_dynamodb_table_item" "app_address" {
  count = var.table.replica_of == null ? 1 : 0

  table_name = module.table.name
  hash_key   = "pk"
  range_key  = "sk"

  item = jsonencode({
    pk  = { S = "CONFIG#APP" }
    sk  = { S = "ADDRESS" }
    url = { S = local.app_address }
  })
}

locals {
  app_address = var.app_address == null ? "https://${local.app_host}" : replace(
    var.app_address, "{distribution}", split(".", module.site.domain)[0]
  )
}

# Batches of the stream that were given up. They hold whole items, so they expire.
module "failures" {
  source = "./modules/bucket"

  key           = local.keys.buckets
  name          = "${local.prefix}-failures-${local.account_id}"
  force_destroy = !var.deletion_protection
  expire_days   = { "" = var.failure_retention_days }
}

resource "aws_lambda_event_source_mapping" "table_stream" {
  for_each = local.acts ? module.manifests.stream_consumers : {}

  event_source_arn                   = module.table.stream_arn
  function_name                      = module.function[each.key].alias_arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = each.value.batch_size
  maximum_retry_attempts             = each.value.max_retries
  maximum_record_age_in_seconds      = each.value.max_age_s
  bisect_batch_on_function_error     = true
  function_response_types            = ["ReportBatchItemFailures"]
  maximum_batching_window_in_seconds = 0

  filter_criteria {
    dynamic "filter" {
      for_each = local.declared[each.key].triggers.table_stream.patterns

      content {
        pattern = jsonencode(filter.value)
      }
    }
  }

  destination_config {
    on_failure {
      destination_arn = module.failures.arn
    }
  }

  lifecycle {
    precondition {
      condition     = length(module.manifests.stream_consumers) == 2
      error_message = "The table's stream has exactly two consumers (AWS allows two readers a shard), not ${length(module.manifests.stream_consumers)}: ${join(", ", keys(module.manifests.stream_consumers))}. Give the work to relay or activity."
    }
  }
}
