# What is watched, and who hears of it. The alarms are data (alarms.json): each says what people notice, and has its
# runbook under the same name in docs/operations.md.

locals {
  # An alarm's "of" → its members, each with the dimensions of its metrics. The member "" needs no name of its own.
  observed = {
    # Lambda's metrics without a dimension are those of all functions of the account in the region.
    account           = { "" = {} }
    environment       = { "" = { environment = var.environment } }
    api               = { "" = local.api.metrics.dimensions }
    site              = { "" = { DistributionId = module.site.distribution_id, Region = "Global" } }
    table             = { "" = { TableName = module.table.name } }
    functions         = { for name in var.observability.functions : local.hyphened[name] => { FunctionName = local.function_names[name] } }
    stream_readers    = { for name in keys(aws_lambda_event_source_mapping.table_stream) : local.hyphened[name] => { FunctionName = local.function_names[name] } }
    schedules         = { for name in local.each_minute : local.hyphened[name] => { FunctionName = local.function_names[name] } }
    rotations         = { for rotation in values(module.manifests.rotations) : "" => { FunctionName = local.function_names[rotation.function] } }
    work_queues       = { for name, queue in aws_sqs_queue.work : local.hyphened[name] => { QueueName = queue.name } }
    failure_queues    = { for name, queue in local.failure_queues : name => { QueueName = queue.name } }
    backups           = { for backups in values(module.backups) : "" => { BackupVaultName = backups.vault } }
    failures_bucket   = { "" = { BucketName = module.failures.name, StorageType = "AllStorageTypes" } }
    erasure           = { "" = { StateMachineArn = aws_sfn_state_machine.erasure.arn } }
    mail              = { for sender in var.mail_from[*] : "" => {} }
    database          = merge(local.database_instances, local.database_clusters)
    database_instance = local.database_instances
    database_cluster  = local.database_clusters
  }

  # Folder or queue → how it is written in names.
  hyphened = { for name in setunion(keys(local.functions), local.queue_names) : name => replace(name, "_", "-") }

  # Whatever failed for good ends in one of these, or in the failures bucket.
  failure_queues = merge(
    { async-failures = aws_sqs_queue.async_failures },
    { for name, queue in aws_sqs_queue.dead : "${local.hyphened[name]}-dead" => queue },
  )

  each_minute = [for name, schedule in aws_scheduler_schedule.function : name
  if schedule.schedule_expression == "rate(1 minute)" && schedule.state == "ENABLED"]

  database_name      = "${local.prefix}-database"
  database_instances = { for engine in [var.database.engine] : "" => { DBInstanceIdentifier = local.database_name } if engine == "instance" }
  database_clusters  = { for engine in [var.database.engine] : "" => { DBClusterIdentifier = local.database_name } if engine != "instance" }

  # An HTTP API and a REST API call the same by other names.
  metric_names = { "5xx" = local.api.metrics.server_errors }
}

locals {
  declared_alarms = jsondecode(file("${path.module}/alarms.json"))
  alarm_profile   = length(var.alarm_mail) == 0 ? "off" : var.observability.alarms

  chosen_alarms = [for name, alarm in local.declared_alarms : name
    if(local.alarm_profile == "full" || (local.alarm_profile == "lean" && alarm.lean) || (local.alarm_profile != "off" && name == "function-fails"))
  && !contains(var.observability.without, name)]

  # One alarm for each member of what it is of.
  alarms = merge({}, flatten([for name in local.chosen_alarms : [
    for member, dimensions in local.observed[local.declared_alarms[name].of] : {
      trimsuffix("${name}-${member}", "-") = {
        description = "${local.declared_alarms[name].notice} Runbook: docs/operations.md#${name}"
        metrics = { for id, metric in local.declared_alarms[name].metrics : id => {
          namespace  = metric.namespace
          name       = lookup(local.metric_names, metric.name, metric.name)
          statistic  = metric.statistic
          dimensions = dimensions
          period_s   = local.declared_alarms[name].period_s
        } }
        expression = try(local.declared_alarms[name].expression, null)
        comparison = local.declared_alarms[name].comparison
        threshold  = lookup(var.observability.thresholds, name, local.declared_alarms[name].threshold)
        periods    = local.declared_alarms[name].periods
        datapoints = try(local.declared_alarms[name].datapoints, null)
        missing    = local.declared_alarms[name].missing
        people     = local.declared_alarms[name].people
        region     = local.declared_alarms[name].of == "site" ? "us-east-1" : var.region
      }
    }
  ]])...)

  # CloudFront's metrics, and so its alarms and the topic that they tell, are in us-east-1.
  alarms_here    = { for name, alarm in local.alarms : name => alarm if alarm.region == var.region }
  alarms_at_edge = { for name, alarm in local.alarms : name => alarm if alarm.region != var.region }
}

module "alarms" {
  source   = "./modules/alarms"
  for_each = { for alarms in [local.alarms_here] : "main" => alarms if length(alarms) > 0 }

  name            = local.prefix
  account_id      = local.account_id
  mail            = var.alarm_mail
  alarms          = each.value
  people_affected = var.observability.people_affected
  key             = one(local.keys.queues[*].arn)
}

# customer_key's key is of the home region, so this topic has none: a message names an alarm, and no person.
module "alarms_at_edge" {
  source    = "./modules/alarms"
  providers = { aws = aws.us_east_1 }
  for_each  = { for alarms in [local.alarms_at_edge] : "main" => alarms if length(alarms) > 0 }

  name       = local.prefix
  account_id = local.account_id
  mail       = var.alarm_mail
  alarms     = each.value
}

# --- what an account has once ---

module "trail" {
  source   = "./modules/trail"
  for_each = var.account_owner ? { main = local.prefix } : {}

  name          = local.prefix
  bucket        = "${local.prefix}-trail-${local.account_id}"
  account_id    = local.account_id
  region        = var.region
  partition     = local.partition
  days          = var.observability.trail_days
  force_destroy = !var.deletion_protection
}

# AWS knows a tag only when something that has it has cost something, a day after the first apply.
resource "aws_ce_cost_allocation_tag" "this" {
  for_each = toset([for tag in keys(local.tags) : tag if var.account_owner && var.observability.cost_tags])

  tag_key = each.value
  status  = "Active"
}

# --- what it costs, and traces ---

module "budget" {
  source   = "./modules/budget"
  for_each = { for budget in var.budget[*] : "month" => budget }

  name        = local.prefix
  monthly_usd = each.value.monthly_usd
  warn_at     = each.value.warn_at
  mail        = var.alarm_mail
  tags        = { for tag, value in local.tags : tag => value if each.value.of == "environment" && tag == "Environment" }
}

# Lambda samples by itself (one request a second and 5 % of the rest, which nobody can change) unless a REST API has
# decided before; this is what decides there. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
resource "aws_xray_sampling_rule" "api" {
  for_each = { for sampling in var.observability.sampling[*] : "api" => sampling }

  rule_name      = local.prefix
  priority       = 1000
  version        = 1
  reservoir_size = each.value.a_second
  fixed_rate     = each.value.share
  service_name   = "${local.prefix}/*"
  service_type   = "AWS::ApiGateway::Stage"
  host           = "*"
  http_method    = "*"
  url_path       = "*"
  resource_arn   = "*"
}
