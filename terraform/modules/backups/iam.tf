# What AWS's own policies for this (AWSBackupServiceRolePolicyFor…) allow on everything, on these stores alone.

locals {
  partition = split(":", try(concat(var.tables, var.databases, var.buckets)[0], "arn:aws"))[1]
  arn       = "arn:${local.partition}"
  in_rds    = "${local.arn}:rds:*:${var.account_id}"

  # Named by AWS Backup.
  recovery_points = "${local.arn}:backup:*:${var.account_id}:recovery-point:*"
  snapshots       = ["${local.in_rds}:snapshot:awsbackup:*", "${local.in_rds}:cluster-snapshot:awsbackup:*"]

  # Who may take the roles: AWS Backup, for this account.
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })

  # What is asked for by no statement's resource list would be allowed on nothing, which IAM refuses.
  backup_statements = concat(
    [for one in local.backup_grants : { Effect = "Allow", Action = one.actions, Resource = one.resources } if length(one.resources) > 0],
    local.copy_statements,
  )
  restore_statements = concat(
    [for one in local.restore_grants : { Effect = "Allow", Action = one.actions, Resource = one.resources } if length(one.resources) > 0],
    local.never_restored,
  )

  # A key is used through the service that holds the data; grants are for AWS's services, not for people.
  # Without copies there is none abroad, and IAM refuses a null.
  key_statements = [for keys in [distinct(concat(var.source_keys, flatten([for own in var.keys[*] : [own.here, own.abroad[*]]])))] : [
    {
      Effect    = "Allow"
      Action    = ["kms:CreateGrant"]
      Resource  = keys
      Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
    },
    {
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
      Resource  = keys
      Condition = { StringLike = { "kms:ViaService" = ["backup.*.amazonaws.com", "dynamodb.*.amazonaws.com", "rds.*.amazonaws.com", "s3.*.amazonaws.com"] } }
    },
  ] if length(var.source_keys) > 0 || var.keys != null]

  backup_grants = concat(
    [
      {
        actions   = ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"]
        resources = concat([aws_backup_vault.here.arn], values(aws_backup_vault.abroad)[*].arn)
      },
      { actions = ["backup:TagResource"], resources = [local.recovery_points] },
    ],
    local.table_backup_grants, local.database_backup_grants, local.bucket_backup_grants,
  )

  # AWS grants this on everything or not at all, but asks where to.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html
  copy_statements = [for vault in values(aws_backup_vault.abroad) : {
    Effect    = "Allow"
    Action    = ["backup:CopyFromBackupVault"]
    Resource  = ["*"]
    Condition = { "ForAllValues:ArnEquals" = { "backup:CopyTargets" = [vault.arn] } }
  }]

  table_backup_grants = [
    { actions = ["dynamodb:CreateBackup", "dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"], resources = var.tables },
    { actions = ["dynamodb:DeleteBackup", "dynamodb:DescribeBackup"], resources = [for table in var.tables : "${table}/backup/*"] },
  ]

  database_backup_grants = length(var.databases) == 0 ? [] : [
    # Snapshots are looked for, so that reading is not of one alone.
    {
      actions   = ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:ListTagsForResource"]
      resources = ["${local.in_rds}:*"]
    },
    {
      actions   = ["rds:AddTagsToResource", "rds:CopyDBClusterSnapshot", "rds:CopyDBSnapshot", "rds:CreateDBClusterSnapshot", "rds:CreateDBSnapshot"]
      resources = concat(var.databases, local.snapshots)
    },
    { actions = ["rds:DeleteDBClusterSnapshot", "rds:DeleteDBSnapshot", "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute"], resources = local.snapshots },
  ]

  bucket_backup_grants = length(var.buckets) == 0 ? [] : [
    {
      actions = [
        "s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketNotification", "s3:GetBucketTagging", "s3:GetBucketVersioning", "s3:GetInventoryConfiguration",
        "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketNotification", "s3:PutInventoryConfiguration",
      ]
      resources = var.buckets
    },
    {
      actions   = ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"]
      resources = [for bucket in var.buckets : "${bucket}/*"]
    },
    # It is told of changes by rules of its own.
    {
      actions = [
        "events:DeleteRule", "events:DescribeRule", "events:DisableRule", "events:EnableRule", "events:ListTargetsByRule", "events:PutRule", "events:PutTargets",
        "events:RemoveTargets",
      ]
      resources = ["${local.arn}:events:*:${var.account_id}:rule/AwsBackupManagedRule*"]
    },
    # These AWS grants on everything or not at all.
    { actions = ["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"], resources = ["*"] },
  ]
}

locals {
  restore_grants = concat(
    length(var.tables) == 0 ? [] : [
      {
        actions = [
          "dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query",
          "dynamodb:RestoreTableFromAwsBackup", "dynamodb:RestoreTableFromBackup", "dynamodb:Scan", "dynamodb:UpdateItem",
        ]
        resources = ["${local.arn}:dynamodb:*:${var.account_id}:table/${var.name}-*"]
      },
    ],
    length(var.databases) == 0 ? [] : [
      {
        actions   = ["rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters", "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:ListTagsForResource"]
        resources = ["${local.in_rds}:*"]
      },
      {
        actions = ["rds:AddTagsToResource", "rds:CreateDBInstance", "rds:RestoreDBClusterFromSnapshot", "rds:RestoreDBInstanceFromDBSnapshot"]
        resources = concat(local.snapshots, [
          for kind in ["db", "cluster", "subgrp", "pg", "cluster-pg"] : "${local.in_rds}:${kind}:${var.name}-*"
        ], [for kind in ["pg", "cluster-pg", "og"] : "${local.in_rds}:${kind}:default*"])
      },
    ],
    length(var.buckets) == 0 ? [] : [
      {
        actions = [
          "s3:GetBucketLocation", "s3:GetBucketOwnershipControls", "s3:GetBucketVersioning", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketVersioning",
        ]
        resources = ["${local.arn}:s3:::${var.name}-*"]
      },
      {
        actions = [
          "s3:DeleteObject", "s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionAcl",
          "s3:ListMultipartUploadParts", "s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectTagging", "s3:PutObjectVersionAcl",
        ]
        resources = ["${local.arn}:s3:::${var.name}-*/*"]
      },
    ],
  )
}

locals {
  # A bucket that is restored into gets a name when it is needed, so that any of ours is allowed: not the one of
  # Terraform's state, which is named alike (`invoke bootstrap`).
  never_restored = [for statement in [{
    Effect   = "Deny"
    Action   = sort([for action in flatten(local.restore_grants[*].actions) : action if startswith(action, "s3:")])
    Resource = flatten([for bucket in ["${local.arn}:s3:::${var.name}-state-*"] : [bucket, "${bucket}/*"]])
  }] : statement if length(var.buckets) > 0]
}

resource "aws_iam_role" "backup" {
  name                 = "${var.name}-backups"
  description          = "AWS Backup makes recovery points of ${var.name}."
  assume_role_policy   = local.trust
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "backup" {
  name   = "backups"
  role   = aws_iam_role.backup.id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.backup_statements, flatten(local.key_statements)) })
}

resource "aws_iam_role" "restore" {
  name                 = "${var.name}-restores"
  description          = "AWS Backup restores what ${var.name} had, into new stores."
  assume_role_policy   = local.trust
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "restore" {
  name   = "restores"
  role   = aws_iam_role.restore.id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.restore_statements, flatten(local.key_statements)) })
}
