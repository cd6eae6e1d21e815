# What outlives a mistake or a region: off unless asked for, and held to these stores when it is.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/abroad" }
  }
}

variables {
  environment = "test"
}

run "off" {
  command = plan

  assert {
    condition = alltrue([
      length(module.backups) == 0, length(module.media_copy) == 0, module.media.versioned == null, length(aws_kms_key.abroad) == 0,
      length(aws_db_instance_automated_backups_replication.abroad) == 0, output.backup_vaults == { here = null, abroad = null },
    ])
    error_message = "What is paid for is asked for."
  }

  assert {
    condition     = !contains(keys(module.function["erase_steps"].environment), "MEDIA_COPY_BUCKET") && !strcontains(jsonencode(module.function["erase_steps"].policy), "media-copy")
    error_message = "No function is told of copies, or may touch any, where there are none."
  }
}

run "everything" {
  command = plan

  variables {
    identity  = "native"
    mail_from = "example.com"
    recovery = {
      backups              = { abroad_days = 14, lock = { least_days = 7, most_days = 40 } }
      files                = { abroad = true }
      secrets_abroad       = true
      database_abroad_days = 7
    }
  }

  assert {
    condition     = module.media.versioned == local.media_name && module.media_copy["abroad"].name == local.media_copy_name && output.media_copy_bucket == "daybook-test-media-copy-111122223333"
    error_message = "People's files are kept in versions and copied."
  }

  # What expires within a week, or is built, has neither.
  assert {
    condition     = alltrue([for bucket in [module.uploads, module.transfers, module.failures, module.artifacts] : bucket.versioned == null])
    error_message = "Versions of what goes anyway would keep it."
  }

  # An erasure has to be one: S3 copies no removal of a version.
  assert {
    condition = module.function["erase_steps"].environment.MEDIA_COPY_BUCKET == local.media_copy_name && module.function["erase_steps"].environment.RECOVERY_REGION == "eu-west-1" && length([
      for statement in module.function["erase_steps"].policy.Statement : statement
      if statement.Resource == ["arn:aws:s3:::${local.media_copy_name}/media/*"] && toset(statement.Action) == toset(["s3:DeleteObject", "s3:DeleteObjectVersion"])
    ]) == 1
    error_message = "Who is erased is erased from the copies too."
  }

  assert {
    condition     = [for name, function in module.function : name if strcontains(jsonencode(function.policy), local.media_copy_name)] == ["erase_steps"]
    error_message = "Nobody else touches the copies."
  }

  assert {
    condition     = [for replica in one(aws_secretsmanager_secret.signing).replica : replica.region] == ["eu-west-1"] && one(aws_secretsmanager_secret.signing).force_overwrite_replica_secret
    error_message = "The signing secret is in the second region, and is so again after the copy there was used."
  }

  assert {
    condition     = aws_db_instance_automated_backups_replication.abroad["abroad"].kms_key_id == aws_kms_key.abroad["abroad"].arn && aws_db_instance_automated_backups_replication.abroad["abroad"].retention_period == 7
    error_message = "RDS wants a key of the second region for what it copies there."
  }

  assert {
    condition     = output.backup_vaults == { here = "daybook-test", abroad = "daybook-test-copies" } && local.observed.backups[""] == { BackupVaultName = "daybook-test" }
    error_message = "Two vaults, of which the first tells what failed."
  }
}

run "with_keys_of_ones_own" {
  command = plan

  variables {
    customer_key = ["table", "buckets"]
    recovery     = { backups = { abroad_days = 14 }, files = { abroad = true } }
  }

  assert {
    condition     = length(aws_kms_key.abroad) == 1 && endswith(jsondecode(aws_kms_key.abroad["abroad"].policy).Statement[0].Principal.AWS, ":root")
    error_message = "A key is a region's: where none of AWS's is to serve, there is another one abroad."
  }
}

run "beside_the_original" {
  command = plan
  variables {
    recovery_region = "eu-west-2"
    recovery        = { files = { abroad = true } }
  }
  expect_failures = [var.recovery_region]
}

run "a_restored_table_in_the_place_of_another_stacks" {
  command = plan
  variables {
    table    = { replica_of = "daybook-test-data" }
    recovery = { adopted_table = "daybook-test-data-20261121" }
  }
  expect_failures = [var.recovery]
}

run "a_restored_table" {
  command = plan

  variables {
    recovery = { adopted_table = "daybook-test-data-20261121" }
  }

  assert {
    condition     = output.table_name == "daybook-test-data-20261121" && module.function["get_user"].environment.TABLE_NAME == "daybook-test-data-20261121"
    error_message = "The stack works with the table that was restored."
  }
}
