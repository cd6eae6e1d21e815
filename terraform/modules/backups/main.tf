resource "aws_backup_vault" "here" {
  #checkov:skip=CKV_AWS_166:Encrypted with AWS Backup's own key unless customer_key names the data; a KMS key costs 1 USD a month while idle.

  name          = var.name
  kms_key_arn   = one(var.keys[*].here)
  force_destroy = var.force_destroy
}

resource "aws_backup_vault" "abroad" {
  #checkov:skip=CKV_AWS_166:As in the first region.
  provider = aws.recovery
  for_each = local.abroad

  name          = "${var.name}-copies"
  kms_key_arn   = one(var.keys[*].abroad)
  force_destroy = var.force_destroy
}

resource "aws_backup_vault_lock_configuration" "here" {
  for_each = local.lock

  backup_vault_name   = aws_backup_vault.here.name
  min_retention_days  = each.value.least_days
  max_retention_days  = each.value.most_days
  changeable_for_days = each.value.settles_in_days
}

resource "aws_backup_vault_lock_configuration" "abroad" {
  provider = aws.recovery
  for_each = { for name, lock in local.lock : name => lock if var.abroad_days != null }

  backup_vault_name   = aws_backup_vault.abroad["abroad"].name
  min_retention_days  = each.value.least_days
  max_retention_days  = each.value.most_days
  changeable_for_days = each.value.settles_in_days
}

locals {
  abroad = { for days in var.abroad_days[*] : "abroad" => days }
  lock   = { for lock in var.lock[*] : "lock" => lock }
}

resource "aws_backup_plan" "this" {
  name = var.name

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.here.name
    schedule          = var.schedule
    # RDS takes no second backup while it makes its own, so a job may wait.
    start_window      = 240
    completion_window = 720

    lifecycle {
      delete_after = var.keep_days
    }

    dynamic "copy_action" {
      for_each = local.abroad

      content {
        destination_vault_arn = aws_backup_vault.abroad["abroad"].arn

        lifecycle {
          delete_after = copy_action.value
        }
      }
    }
  }
}

# By ARN: a tag could be put on anything, or be forgotten.
resource "aws_backup_selection" "this" {
  name         = var.name
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = sort(concat(var.tables, var.databases, var.buckets))

  lifecycle {
    precondition {
      condition     = length(concat(var.tables, var.databases, var.buckets)) > 0
      error_message = "There is nothing to back up: name a table, a database or a bucket."
    }
  }

  depends_on = [aws_iam_role_policy.backup]
}
