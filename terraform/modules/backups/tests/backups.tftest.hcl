mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "recovery"
  source = "../../tests/mocks"

  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:daybook-test-copies" }
  }
}

variables {
  name       = "daybook-test"
  account_id = "111122223333"
  tables     = ["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-test-data"]
  schedule   = "cron(0 2 * * ? *)"
  keep_days  = 35
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.backups.vault == "daybook-dev" && module.backups.vault_abroad == "daybook-dev-copies"
    error_message = "The vaults carry the environment's name."
  }
}

run "one_table" {
  assert {
    condition     = aws_backup_selection.this.resources == toset(["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-test-data"])
    error_message = "What is named is backed up, and nothing else."
  }

  assert {
    condition     = [for rule in aws_backup_plan.this.rule : [one(rule.lifecycle).delete_after, length(rule.copy_action)]] == [[35, 0]]
    error_message = "A recovery point is kept as long as was asked, and copied nowhere unless asked."
  }

  assert {
    condition     = length(aws_backup_vault.abroad) == 0 && length(aws_backup_vault_lock_configuration.here) == 0 && !aws_backup_vault.here.force_destroy
    error_message = "No second vault and no lock unless asked, and what is in the first stays."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.backup.policy).Statement == [
      { Effect = "Allow", Action = ["backup:CopyIntoBackupVault", "backup:DescribeBackupVault"], Resource = ["arn:aws:backup:eu-west-2:111122223333:backup-vault:daybook-test"] },
      { Effect = "Allow", Action = ["backup:TagResource"], Resource = ["arn:aws:backup:*:111122223333:recovery-point:*"] },
      {
        Effect   = "Allow", Action = ["dynamodb:CreateBackup", "dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"],
        Resource = ["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-test-data"]
      },
      {
        Effect   = "Allow", Action = ["dynamodb:DeleteBackup", "dynamodb:DescribeBackup"],
        Resource = ["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-test-data/backup/*"]
      },
    ]
    error_message = "The role of a plan for one table touches that table, its backups and the vault."
  }

  assert {
    condition     = flatten([for one in jsondecode(aws_iam_role_policy.restore.policy).Statement : one.Resource]) == ["arn:aws:dynamodb:*:111122223333:table/daybook-test-*"]
    error_message = "Only this environment's names are restored to."
  }

  assert {
    condition = alltrue([for role in [aws_iam_role.backup, aws_iam_role.restore] : [
      for one in jsondecode(role.assume_role_policy).Statement : [one.Principal, one.Condition]
    ] == [[{ Service = "backup.amazonaws.com" }, { StringEquals = { "aws:SourceAccount" = "111122223333" } }]]])
    error_message = "AWS Backup takes the roles, for this account and no other."
  }
}

run "everything" {
  variables {
    databases     = ["arn:aws:rds:eu-west-2:111122223333:db:daybook-test-database"]
    buckets       = ["arn:aws:s3:::daybook-test-media-111122223333"]
    abroad_days   = 14
    lock          = { least_days = 7, most_days = 365, settles_in_days = 3 }
    force_destroy = true
  }

  assert {
    condition     = length(aws_backup_selection.this.resources) == 3
    error_message = "Table, database and bucket."
  }

  assert {
    condition = [for rule in aws_backup_plan.this.rule : [for copy in rule.copy_action : [copy.destination_vault_arn, one(copy.lifecycle).delete_after]]] == [
      [["arn:aws:backup:eu-west-1:111122223333:backup-vault:daybook-test-copies", 14]]
    ]
    error_message = "Each recovery point is copied to the second region's vault."
  }

  assert {
    condition = alltrue([for lock in [aws_backup_vault_lock_configuration.here["lock"], aws_backup_vault_lock_configuration.abroad["lock"]] :
    lock.min_retention_days == 7 && lock.max_retention_days == 365 && lock.changeable_for_days == 3])
    error_message = "Both vaults are locked."
  }

  assert {
    condition     = aws_backup_vault.here.force_destroy && aws_backup_vault.abroad["abroad"].force_destroy
    error_message = "An environment that may be destroyed takes its recovery points with it."
  }

  # Only reading is ever of everything, and copying to the one vault; and only where AWS knows no less.
  assert {
    condition = [for one in jsondecode(aws_iam_role_policy.backup.policy).Statement : [one.Action, try(one.Condition, null)] if contains(one.Resource, "*")] == [
      [["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"], null],
      [["backup:CopyFromBackupVault"], { "ForAllValues:ArnEquals" = { "backup:CopyTargets" = ["arn:aws:backup:eu-west-1:111122223333:backup-vault:daybook-test-copies"] } }],
    ]
    error_message = "An action is allowed on everything that could be held to less."
  }

  assert {
    condition = alltrue(flatten([for policy in [aws_iam_role_policy.backup.policy, aws_iam_role_policy.restore.policy] :
    [for one in jsondecode(policy).Statement : [for action in one.Action : !endswith(action, "*")]]]))
    error_message = "An action is spelled out."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.restore.policy, "\"*\"") && !strcontains(aws_iam_role_policy.restore.policy, "rds:DeleteDBInstance")
    error_message = "Restoring removes no database."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role_policy.restore.policy).Statement : one.Resource if one.Effect == "Deny"] == [["arn:aws:s3:::daybook-test-state-*", "arn:aws:s3:::daybook-test-state-*/*"]]
    error_message = "Terraform's state is named like the stores, and is none of them."
  }
}

run "with_keys_of_ones_own" {
  variables {
    abroad_days = 14
    keys        = { here = "arn:aws:kms:eu-west-2:111122223333:key/1", abroad = "arn:aws:kms:eu-west-1:111122223333:key/2" }
    source_keys = ["arn:aws:kms:eu-west-2:111122223333:key/1"]
  }

  assert {
    condition     = aws_backup_vault.here.kms_key_arn == "arn:aws:kms:eu-west-2:111122223333:key/1" && aws_backup_vault.abroad["abroad"].kms_key_arn == "arn:aws:kms:eu-west-1:111122223333:key/2"
    error_message = "Each vault is encrypted with the key of its region."
  }

  assert {
    condition = alltrue([for one in jsondecode(aws_iam_role_policy.backup.policy).Statement :
      one.Resource == ["arn:aws:kms:eu-west-2:111122223333:key/1", "arn:aws:kms:eu-west-1:111122223333:key/2"] && can(one.Condition)
    if startswith(one.Action[0], "kms:")])
    error_message = "Keys are used through the services that hold the data."
  }
}

run "with_a_key_and_no_copies" {
  variables {
    keys        = { here = "arn:aws:kms:eu-west-2:111122223333:key/1", abroad = null }
    source_keys = ["arn:aws:kms:eu-west-2:111122223333:key/1"]
  }

  assert {
    condition = [for one in jsondecode(aws_iam_role_policy.backup.policy).Statement : one.Resource if startswith(one.Action[0], "kms:")] == [
      ["arn:aws:kms:eu-west-2:111122223333:key/1"], ["arn:aws:kms:eu-west-2:111122223333:key/1"],
    ]
    error_message = "IAM refuses a statement that names a key that there is not."
  }
}

run "nothing" {
  command = plan
  variables {
    tables = []
  }
  expect_failures = [aws_backup_selection.this]
}
