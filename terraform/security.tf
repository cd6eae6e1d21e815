# What an environment is, and the KMS key of its own.

# Which environment this state is of, written down once. With another environment's tfvars, or with another's backend file,
# Terraform would rename everything, which is to say destroy it and make it anew.
resource "terraform_data" "owner" {
  input = join(" ", [local.prefix, local.account_id, var.region])

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = self.output == join(" ", [local.prefix, local.account_id, var.region])
      error_message = "This state is of ${self.output} (name, account, region), and the tfvars and credentials are of ${join(" ", [local.prefix, local.account_id, var.region])}. Set project, environment and region back, or name a state of its own in envs/${var.environment}.s3.tfbackend (invoke bootstrap --env ${var.environment})."
    }
  }
}

# The key, for what `customer_key` names. It says which services may use it and on whose behalf;
# roles get what they need of it in functions.tf, through the service that holds the data and not by itself.

locals {
  keys_made = length(var.customer_key) > 0 ? { main = local.prefix } : {}

  # Part → the key that encrypts it, as {arn}; null: a key of AWS's. Whether there is one is known at plan, its ARN is not.
  keys = {
    for part in ["table", "buckets", "queues", "secrets", "logs"] :
    part => contains(var.customer_key, part) ? { arn = aws_kms_key.main["main"].arn } : null
  }

  # Who encrypts and decrypts without a role of ours → for what.
  key_services = [for service in [
    {
      part      = "logs"
      service   = "logs.${var.region}.amazonaws.com"
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${var.region}:${local.account_id}:log-group:*${local.prefix}*" } }
    },
    {
      # What the bus cannot hand over waits in an encrypted queue; so does what a topic cannot.
      part      = "queues"
      service   = "events.amazonaws.com"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      condition = { StringEquals = { "aws:SourceAccount" = local.account_id }, ArnLike = { "aws:SourceArn" = "arn:${local.partition}:events:${var.region}:${local.account_id}:rule/${local.prefix}/*" } }
    },
    {
      part      = "queues"
      service   = "sns.amazonaws.com"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      condition = { StringEquals = { "aws:SourceAccount" = local.account_id }, ArnLike = { "aws:SourceArn" = "arn:${local.partition}:sns:${var.region}:${local.account_id}:${local.prefix}-*" } }
    },
    {
      part      = "queues"
      service   = "ses.amazonaws.com"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      condition = { StringEquals = { "aws:SourceAccount" = local.account_id }, ArnLike = { "aws:SourceArn" = local.mail_configuration_arn } }
    },
    {
      part      = "queues"
      service   = "cloudwatch.amazonaws.com"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      condition = { StringEquals = { "aws:SourceAccount" = local.account_id }, ArnLike = { "aws:SourceArn" = "arn:${local.partition}:cloudwatch:${var.region}:${local.account_id}:alarm:${local.prefix}-*" } }
    },
    {
      # A distribution's ARN is known after its buckets only, so any of the account's is let in here; each bucket's own
      # policy names the one.
      part      = "buckets"
      service   = "cloudfront.amazonaws.com"
      actions   = ["kms:Decrypt"]
      condition = { StringEquals = { "aws:SourceAccount" = local.account_id }, ArnLike = { "aws:SourceArn" = "arn:${local.partition}:cloudfront::${local.account_id}:distribution/*" } }
    },
  ] : service if contains(var.customer_key, service.part)]
}

resource "aws_kms_key" "main" {
  for_each = local.keys_made

  description             = "Daybook's data (${var.environment}): ${join(", ", sort(var.customer_key))}."
  enable_key_rotation     = true
  deletion_window_in_days = var.deletion_protection ? 30 : 7

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.key_owner_statements, local.key_service_statements)
  })
}

resource "aws_kms_alias" "main" {
  for_each = local.keys_made

  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.main[each.key].key_id
}

locals {
  # The account's root stands for its IAM policies: who is granted nothing there gets nothing here.
  key_owner_statements = [
    {
      Sid       = "Administration"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
      Resource  = "*"
      Action = [
        "kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription", "kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias",
      ]
    },
    {
      Sid       = "UseThroughServices"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
      Resource  = "*"
      Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      Condition = { StringLike = { "kms:ViaService" = [for service in ["backup", "dynamodb", "rds", "s3", "secretsmanager", "sns", "sqs"] : "${service}.*.amazonaws.com"] } }
    },
    {
      # DynamoDB and AWS Backup keep a grant for what they do by themselves.
      Sid       = "GrantsOfServices"
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
      Resource  = "*"
      Action    = ["kms:CreateGrant"]
      Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
    },
  ]

  key_service_statements = [for service in local.key_services : {
    Sid       = "For${title(split(".", service.service)[0])}"
    Effect    = "Allow"
    Principal = { Service = service.service }
    Resource  = "*"
    Action    = service.actions
    Condition = service.condition
  }]
}

# --- who gets what of the key ---

locals {
  # Part → the service that holds the data, and the actions on it that need the key: to read, to write.
  # https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
  key_uses = {
    table   = { service = "dynamodb", reads = "^dynamodb:", writes = "^-$" }
    buckets = { service = "s3", reads = "^s3:GetObject$", writes = "^s3:PutObject$" }
    queues  = { service = "sqs", reads = "^sqs:ReceiveMessage$", writes = "^sqs:SendMessage$" }
    secrets = { service = "secretsmanager", reads = "^secretsmanager:GetSecretValue$", writes = "^secretsmanager:PutSecretValue$" }
  }

  # RDS keeps its master secret with a key of AWS's.
  granted_actions = {
    for name, function in local.functions : name => concat(
      flatten([for grant in function.grants : tolist(grant.actions) if grant.resource != "database_master_secret"]),
      function.triggers.table_stream == null ? [] : flatten(local.table_stream_grants[*].actions),
      contains(keys(module.manifests.asynchronous), name) ? flatten(local.asynchronous_grants[*].actions) : [],
      function.triggers.queue == null ? [] : flatten(local.queue_grants[function.triggers.queue.name][*].actions),
    )
  }

  key_grants = {
    for name, actions in local.granted_actions : name => [for part, use in local.key_uses : {
      # What writes also reads: a multipart upload's parts, a message's cached data key.
      actions      = anytrue([for action in actions : can(regex(use.writes, action))]) ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"]
      resources    = [local.keys[part].arn]
      leading_keys = []
      through      = "${use.service}.${var.region}.amazonaws.com"
      } if contains(var.customer_key, part) && anytrue([for action in actions : can(regex("${use.reads}|${use.writes}", action))])
    ]
  }

  # For a role that is no function's and sends to a queue.
  key_statements_of_senders = [for key in local.keys.queues[*] : {
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = [key.arn]
    Condition = { StringEquals = { "kms:ViaService" = "sqs.${var.region}.amazonaws.com" } }
  }]
}
