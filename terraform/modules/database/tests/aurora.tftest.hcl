# Aurora Serverless v2, and when it pauses.

mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  identifier                = "daybook-dev-database"
  name                      = "daybook"
  port                      = 5433
  iam_users                 = ["daybook_app"]
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  clients_security_group_id = "sg-clients"
  engine                    = "aurora"
}

run "it_pauses" {
  assert {
    condition     = length(aws_db_instance.this) == 0 && length(aws_db_parameter_group.this) == 0 && keys(aws_rds_cluster_instance.this) == ["1"]
    error_message = "A cluster takes the instance's place, with one of its own."
  }

  assert {
    condition     = one(aws_rds_cluster.this[0].serverlessv2_scaling_configuration) == { min_capacity = 0, max_capacity = 2, seconds_until_auto_pause = 300 }
    error_message = "It goes down to zero after five minutes unless told otherwise."
  }

  assert {
    condition     = { for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.name => parameter.value } == { "rds.force_ssl" = "1", idle_session_timeout = "60000" } && aws_rds_cluster_parameter_group.this[0].family == "aurora-postgresql17" && aws_rds_cluster.this[0].db_cluster_parameter_group_name == aws_rds_cluster_parameter_group.this[0].name
    error_message = "TLS or nothing, and no idle session keeps it awake for longer than a minute."
  }

  assert {
    condition     = aws_rds_cluster.this[0].iam_database_authentication_enabled && aws_rds_cluster.this[0].manage_master_user_password && aws_rds_cluster.this[0].master_password == null
    error_message = "Roles log in with IAM tokens; the master password is RDS's affair."
  }

  assert {
    condition     = aws_rds_cluster.this[0].storage_encrypted && aws_rds_cluster.this[0].deletion_protection && !aws_rds_cluster.this[0].skip_final_snapshot && aws_rds_cluster.this[0].final_snapshot_identifier == "daybook-dev-database-final" && aws_rds_cluster.this[0].backup_retention_period == 7
    error_message = "The cluster is encrypted, backed up, and not deleted by accident; what is deleted leaves a snapshot."
  }

  assert {
    condition     = aws_rds_cluster.this[0].apply_immediately && aws_rds_cluster.this[0].allow_major_version_upgrade && !aws_rds_cluster.this[0].delete_automated_backups && aws_rds_cluster_instance.this["1"].apply_immediately
    error_message = "A change is made when it is applied, and automatic backups outlive the cluster."
  }

  assert {
    condition     = alltrue([for instance in values(aws_rds_cluster_instance.this) : instance.instance_class == "db.serverless" && !instance.publicly_accessible && instance.auto_minor_version_upgrade])
    error_message = "Its instances scale, and are private."
  }

  assert {
    condition     = output.host == "database.cluster-abc.eu-west-2.rds.amazonaws.com" && output.port == 5433 && output.name == "daybook" && output.resource_id == "cluster-ABCDEF" && output.direct == { host = output.host, port = 5433 }
    error_message = "The outputs name the cluster."
  }

  assert {
    condition     = output.master_secret_arn == "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!cluster-1" && output.user_arns == { daybook_app = "arn:aws:rds-db:eu-west-2:111122223333:dbuser:cluster-ABCDEF/daybook_app" }
    error_message = "Secret and roles are the cluster's."
  }

  assert {
    condition     = !output.always_on
    error_message = "Whoever asks is told that it pauses."
  }
}

run "it_stays_awake" {
  variables {
    min_capacity = 0.5
    max_capacity = 16
    multi_az     = true
  }

  assert {
    condition     = one(aws_rds_cluster.this[0].serverlessv2_scaling_configuration).min_capacity == 0.5 && one(aws_rds_cluster.this[0].serverlessv2_scaling_configuration).max_capacity == 16 && output.always_on
    error_message = "With a capacity above zero it never pauses."
  }

  assert {
    condition     = [for parameter in aws_rds_cluster_parameter_group.this[0].parameter : parameter.name] == ["rds.force_ssl"]
    error_message = "Sessions may idle where nothing pauses."
  }

  assert {
    condition     = keys(aws_rds_cluster_instance.this) == ["1", "2"] && alltrue([for instance in values(aws_rds_cluster_instance.this) : instance.promotion_tier == 1])
    error_message = "multi_az makes a second one that takes over."
  }
}

run "it_pauses_later" {
  variables {
    pause_after_s = 3600
  }

  assert {
    condition     = one(aws_rds_cluster.this[0].serverlessv2_scaling_configuration).seconds_until_auto_pause == 3600
    error_message = "It pauses when it is told to."
  }
}

run "the_first_versions_that_pause" {
  command = plan
  variables {
    engine_version = "16.3"
  }

  assert {
    condition     = local.can_pause && !aws_rds_cluster_instance.this["1"].auto_minor_version_upgrade
    error_message = "16.3 pauses, and stays 16.3."
  }
}

run "the_first_15_that_pauses" {
  command = plan
  variables {
    engine_version = "15.7"
  }
}

run "the_first_14_that_pauses" {
  command = plan
  variables {
    engine_version = "14.12"
  }
}

run "any_version_awake" {
  command = plan
  variables {
    engine_version = "16.1"
    min_capacity   = 0.5
  }
}

# --- what is refused ---

run "a_16_that_cannot_pause" {
  command = plan
  variables {
    engine_version = "16.2"
  }
  expect_failures = [aws_rds_cluster.this]
}

run "a_15_that_cannot_pause" {
  command = plan
  variables {
    engine_version = "15.6"
  }
  expect_failures = [aws_rds_cluster.this]
}

run "a_14_that_cannot_pause" {
  command = plan
  variables {
    engine_version = "14.11"
  }
  expect_failures = [aws_rds_cluster.this]
}

run "a_16_that_may_be_any" {
  command = plan
  variables {
    engine_version = "16"
  }
  expect_failures = [aws_rds_cluster.this]
}

run "a_proxy_that_keeps_it_awake" {
  command = plan
  variables {
    proxy = {}
  }
  expect_failures = [aws_db_proxy.this]
}

run "a_quarter_of_a_unit" {
  command = plan
  variables {
    min_capacity = 0.25
  }
  expect_failures = [var.min_capacity]
}

run "more_at_least_than_at_most" {
  command = plan
  variables {
    min_capacity = 4
  }
  expect_failures = [var.min_capacity]
}

run "too_little_at_most" {
  command = plan
  variables {
    max_capacity = 0.5
  }
  expect_failures = [var.max_capacity]
}

run "too_soon" {
  command = plan
  variables {
    pause_after_s = 60
  }
  expect_failures = [var.pause_after_s]
}
