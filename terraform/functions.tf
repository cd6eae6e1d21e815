# Every function is declared by its functions/<name>/function.json; nothing here names one.

locals {
  declared = {
    for file in fileset(var.functions_dir, "*/function.json") :
    dirname(file) => jsondecode(file("${var.functions_dir}/${file}"))
  }

  # Folder → Lambda name. Underscores become hyphens here and nowhere else.
  function_names = { for name in keys(local.functions) : name => "${local.prefix}-${replace(name, "_", "-")}" }

  # ARNs as text, for what must name a function without waiting for it: the user pool's trigger, grants.
  function_arns = {
    for name, full in local.function_names : name => join("", [
      "arn:${local.partition}:lambda:${var.region}:${local.account_id}:function:${full}",
      contains(local.called_during_apply, name) ? "" : ":live",
    ])
  }

  # What Terraform itself calls, and what that calls in its turn, runs as it was just deployed and not as it was
  # released: migrations come before the code that needs them.
  called_during_apply = flatten([
    for name, m in local.functions : [
      name, [for grant in m.grants : trimprefix(grant.resource, "function:") if startswith(grant.resource, "function:")]
    ] if m.triggers.apply != null
  ])

  functions = module.manifests.functions

  # What a manifest's "grants" may name. Each function waits for all of it, so whatever
  # depends on a function (mappings, triggers, the API) must stay out. What is empty is granted to nobody.
  grantable = merge(
    {
      data_table             = [module.table.arn]
      event_bus              = [aws_cloudwatch_event_bus.main.arn]
      database_user          = [module.database.user_arns[var.database_user]]
      database_master_secret = [module.database.master_secret_arn]
      database_user_secret   = values(module.database.user_secret_arns)
      # Sending asks for both: the sender, and the configuration set that its mail goes by.
      mail_identity = concat(aws_sesv2_email_identity.mail[*].arn, var.mail_from == null ? [] : [local.mail_configuration_arn])
      notify_queue  = [aws_sqs_queue.work["notify"].arn]
      transfers     = [module.transfers.arn]
      uploads       = [local.uploads_arn]
      "uploads:raw" = ["${local.uploads_arn}/raw/*"]
      media         = [local.media_arn]
      "media:media" = ["${local.media_arn}/media/*"]
      # Of files that are copied to a second region an erasure removes the copies too: S3 does not.
      media_copy         = local.media_copied ? ["arn:${local.partition}:s3:::${local.media_copy_name}"] : []
      "media_copy:media" = local.media_copied ? ["arn:${local.partition}:s3:::${local.media_copy_name}/media/*"] : []
      media_signing_key  = [local.media_signing_key_arn]
      # A text message goes to a number, which has no ARN; see never_granted.
      sms             = var.text_messages ? ["*"] : []
      erasure_machine = [local.erasure_arn]
    },
    { for arn in [local.user_pool.arn] : "user_pool" => [arn] if var.identity == "cognito" },
    { for arn in aws_secretsmanager_secret.signing[*].arn : "signing_secret" => [arn] },
    # Objects of the transfers bucket, by what they are: `transfers:work_imports` is work/imports/*.
    { for part in ["uploads", "archives", "exports", "work/imports", "work/exports", "work/everything"] :
    "transfers:${replace(part, "/", "_")}" => ["${module.transfers.arn}/${part}/*"] },
    { for name, arn in local.function_arns : "function:${name}" => [arn] },
  )

  # Of what a manifest's "grants" may name, what is not meant by it: a text message goes to no topic.
  never_granted = {
    sms = ["arn:${local.partition}:sns:*:*:*"]
  }

  # What a manifest's "environment" may name.
  environment = {
    TABLE_NAME                 = module.table.name
    IDENTITY                   = var.identity
    ISSUER                     = "https://${var.project}/${var.environment}"
    MAIL_FROM                  = local.mail_sender
    USER_POOL_ID               = local.user_pool.id
    USER_POOL_CLIENT_ID        = local.user_pool.client_id
    HOSTED_DOMAIN              = local.hosted.domain
    HOSTED_PROVIDERS           = local.hosted.providers
    HOSTED_APP_ADDRESS         = local.hosted.app_address
    SIGNING_SECRET_ARN         = one(aws_secretsmanager_secret.signing[*].arn)
    EVENT_BUS_NAME             = aws_cloudwatch_event_bus.main.name
    DATABASE_HOST              = module.database.host
    DATABASE_PORT              = tostring(module.database.port)
    DATABASE_NAME              = module.database.name
    DATABASE_USER              = var.database_user
    DATABASE_ALWAYS_ON         = tostring(module.database.always_on)
    DATABASE_MASTER_SECRET_ARN = module.database.master_secret_arn
    DATABASE_USER_SECRET_ARN   = one(values(module.database.user_secret_arns))
    TRANSFERS_BUCKET           = module.transfers.name
    UPLOADS_BUCKET             = local.uploads_name
    MEDIA_BUCKET               = local.media_name
    MEDIA_COPY_BUCKET          = local.media_copy_name
    RECOVERY_REGION            = var.recovery_region
    MEDIA_SIGNING_KEY          = local.media_signing_key
    MEDIA_KEY_ID               = local.media_key_id
    TEXT_MESSAGES              = tostring(var.text_messages)
    TEXT_MESSAGES_A_DAY        = tostring(var.text_messages_a_day)
    NOTIFY_QUEUE_URL           = aws_sqs_queue.work["notify"].url
    CONFIGURATION_SET          = local.mail_configuration
    REMINDERS_FUNCTION         = lookup(local.function_arns, "reminders", null)
    DIGEST_FUNCTION            = lookup(local.function_arns, "digest", null)
    ERASURE_MACHINE_ARN        = local.erasure_arn
    ERASURE_GRACE_DAYS         = tostring(var.erasure.grace_days)
    MIGRATE_DB_FUNCTION        = lookup(local.function_arns, "migrate_db", null)
  }

  # The proxy knows the application's role only: a function without its grant logs in as another, and past the proxy.
  environment_past_proxy = merge(local.environment, {
    DATABASE_HOST = module.database.direct.host
    DATABASE_PORT = tostring(module.database.direct.port)
  })

  # Of these a function gets none where there is none: its code asks first who keeps the accounts.
  environment_left_out = concat(
    var.identity == "cognito" ? ["SIGNING_SECRET_ARN"] : ["USER_POOL_ID", "USER_POOL_CLIENT_ID"],
    var.mail_from == null ? ["MAIL_FROM"] : [],
    var.database.proxy == null ? ["DATABASE_USER_SECRET_ARN"] : [],
    local.media_key_id == null ? ["MEDIA_KEY_ID"] : [],
    local.media_copied ? [] : ["MEDIA_COPY_BUCKET", "RECOVERY_REGION"],
    var.hosted_sign_in == null ? ["HOSTED_DOMAIN", "HOSTED_PROVIDERS", "HOSTED_APP_ADDRESS"] : [],
  )

  # As text: the buckets' notifications wait for the functions.
  uploads_name = "${local.prefix}-uploads-${local.account_id}"
  uploads_arn  = "arn:${local.partition}:s3:::${local.uploads_name}"
  media_name   = "${local.prefix}-media-${local.account_id}"
  media_arn    = "arn:${local.partition}:s3:::${local.media_name}"
  # Where `invoke bootstrap` puts the private key that signs cookies for files.
  media_signing_key     = "/${var.project}/${var.environment}/media-signing-key"
  media_signing_key_arn = "arn:${local.partition}:ssm:${var.region}:${local.account_id}:parameter${local.media_signing_key}"

  # What a trigger needs beside the manifest's own grants.
  asynchronous_grants = [{ actions = ["sqs:SendMessage"], resources = [aws_sqs_queue.async_failures.arn] }]
  queue_grants = {
    for name, queue in aws_sqs_queue.work : name => [
      { actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources = [queue.arn] }
    ]
  }
  table_stream_grants = [
    {
      actions   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
      resources = [module.table.stream_arn]
    },
    { actions = ["s3:PutObject"], resources = ["${module.failures.arn}/*"] },
    { actions = ["s3:ListBucket"], resources = [module.failures.arn] },
  ]
}

module "manifests" {
  source = "./modules/manifests"

  manifests = local.declared
  identity  = var.identity
}

module "artifacts" {
  source = "./modules/bucket"

  key           = local.keys.buckets
  name          = "${local.prefix}-artifacts-${local.account_id}"
  force_destroy = !var.deletion_protection
}

resource "aws_s3_object" "layer" {
  for_each = module.manifests.layers

  bucket      = module.artifacts.name
  key         = "layers/${each.key}/${local.layer_hashes[each.key]}.zip"
  source      = local.layer_files[each.key]
  source_hash = local.layer_hashes[each.key]

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = local.layer_hashes[each.key] != "missing"
      error_message = "The layer ${each.key} is not built: ${local.layer_files[each.key]} is missing. Run `invoke build`."
    }
  }
}

resource "aws_lambda_layer_version" "this" {
  for_each = module.manifests.layers

  layer_name               = "${local.prefix}-${replace(each.key, "_", "-")}"
  description              = "Dependency group layer-${each.key} of pyproject.toml."
  s3_bucket                = aws_s3_object.layer[each.key].bucket
  s3_key                   = aws_s3_object.layer[each.key].key
  source_code_hash         = fileexists(local.layer_files[each.key]) ? filebase64sha256(local.layer_files[each.key]) : null
  compatible_runtimes      = [var.lambda_runtime]
  compatible_architectures = [var.lambda_architecture]

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  layer_files  = { for name in module.manifests.layers : name => "${var.dist_dir}/layer-${name}.zip" }
  layer_hashes = { for name, file in local.layer_files : name => fileexists(file) ? filesha256(file) : "missing" }
}

module "function" {
  source   = "./modules/function"
  for_each = local.functions

  name         = local.function_names[each.key]
  description  = each.value.description
  handler      = "functions.${each.key}.handler.lambda_handler"
  runtime      = var.lambda_runtime
  architecture = var.lambda_architecture
  memory_mb    = each.value.memory_mb
  timeout_s    = each.value.timeout_s
  layers       = [for layer in sort(each.value.layers) : aws_lambda_layer_version.this[layer].arn]

  artifact = {
    bucket = module.artifacts.name
    prefix = "functions/${each.key}"
    file   = "${var.dist_dir}/${each.key}.zip"
  }

  environment = merge(
    { for name in each.value.environment : name => lookup(contains(each.value.grants[*].resource, "database_user") ? local.environment : local.environment_past_proxy, name, null) if !contains(local.environment_left_out, name) },
    { ENVIRONMENT = var.environment, SERVICE_NAME = each.key, LOG_LEVEL = var.log_level, METRICS_DETAIL = var.observability.metrics },
    local.told_of_origin[each.key],
  )

  grants = concat(
    [for grant in each.value.grants : {
      actions      = grant.actions
      resources    = lookup(local.grantable, grant.resource, null)
      leading_keys = grant.leading_keys
      never_on     = lookup(local.never_granted, grant.resource, [])
    } if try(length(local.grantable[grant.resource]) > 0, true)],
    each.value.triggers.table_stream == null ? [] : local.table_stream_grants,
    contains(keys(module.manifests.asynchronous), each.key) ? local.asynchronous_grants : [],
    each.value.triggers.queue == null ? [] : local.queue_grants[each.value.triggers.queue.name],
    local.key_grants[each.key],
  )

  permissions_boundary = var.permissions_boundary
  log_key              = local.keys.logs

  vpc = each.value.vpc ? {
    subnet_ids         = module.network.private_subnet_ids
    security_group_ids = [module.network.functions_security_group_id]
  } : null

  tracing              = var.tracing
  reserved_concurrency = lookup(var.reserved_concurrency, each.key, -1)
  log_retention_days   = var.log_retention_days
}
