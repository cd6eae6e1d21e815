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
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.database.port == 5432 && module.database.name == "daybook"
    error_message = "PostgreSQL listens on its usual port."
  }
}

run "instance" {
  assert {
    condition     = length(aws_rds_cluster.this) == 0 && length(aws_rds_cluster_instance.this) == 0 && length(aws_db_proxy.this) == 0 && length(aws_secretsmanager_secret.user) == 0
    error_message = "An instance is the default, and there is nothing beside it."
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this[0].parameter : parameter.name => parameter.value } == { "rds.force_ssl" = "1" } && aws_db_instance.this[0].parameter_group_name == aws_db_parameter_group.this[0].name
    error_message = "PostgreSQL refuses what does not use TLS."
  }

  assert {
    condition     = aws_db_instance.this[0].iam_database_authentication_enabled && aws_db_instance.this[0].manage_master_user_password && aws_db_instance.this[0].password == null
    error_message = "Roles log in with IAM tokens; the master password is RDS's affair."
  }

  assert {
    condition     = aws_db_instance.this[0].storage_encrypted && !aws_db_instance.this[0].publicly_accessible && aws_db_instance.this[0].deletion_protection && !aws_db_instance.this[0].skip_final_snapshot && aws_db_instance.this[0].final_snapshot_identifier == "daybook-dev-database-final"
    error_message = "The database is encrypted, private, and not deleted by accident; what is deleted leaves a snapshot."
  }

  assert {
    condition     = aws_db_instance.this[0].apply_immediately && aws_db_instance.this[0].allow_major_version_upgrade && !aws_db_instance.this[0].delete_automated_backups
    error_message = "A change is made when it is applied, and automatic backups outlive the instance."
  }

  assert {
    condition     = aws_db_instance.this[0].engine_version == "17" && aws_db_instance.this[0].auto_minor_version_upgrade && !aws_db_instance.this[0].multi_az && aws_db_instance.this[0].backup_retention_period == 7
    error_message = "Minor versions come by themselves; a standby has to be asked for."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.from_clients.referenced_security_group_id == "sg-clients" && aws_vpc_security_group_ingress_rule.from_clients.from_port == 5433 && aws_vpc_security_group_ingress_rule.from_clients.to_port == 5433 && aws_vpc_security_group_ingress_rule.from_clients.cidr_ipv4 == null
    error_message = "Only the functions reach the database, on its port."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.of_clients.referenced_security_group_id == aws_security_group.this.id && aws_vpc_security_group_egress_rule.of_clients.from_port == 5433 && aws_vpc_security_group_egress_rule.of_clients.security_group_id == "sg-clients"
    error_message = "The functions get out to the database, on its port."
  }

  assert {
    condition = { for name in ["host", "port", "direct", "name", "resource_id", "master_secret_arn", "user_arns", "user_secret_arns", "passwords", "always_on"] : name => {
      host              = output.host
      port              = output.port
      direct            = output.direct
      name              = output.name
      resource_id       = output.resource_id
      master_secret_arn = output.master_secret_arn
      user_arns         = output.user_arns
      user_secret_arns  = output.user_secret_arns
      passwords         = output.passwords
      always_on         = output.always_on
      }[name] } == {
      host              = "database.abc.eu-west-2.rds.amazonaws.com"
      port              = 5433
      direct            = { host = "database.abc.eu-west-2.rds.amazonaws.com", port = 5433 }
      name              = "daybook"
      resource_id       = "db-ABCDEF"
      master_secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!db-1"
      user_arns         = { daybook_app = "arn:aws:rds-db:eu-west-2:111122223333:dbuser:db-ABCDEF/daybook_app" }
      user_secret_arns  = {}
      passwords         = ""
      always_on         = true
    }
    error_message = "The outputs name the instance, which never pauses."
  }
}

run "a_larger_instance_with_a_standby" {
  variables {
    instance_class = "db.m7g.large"
    storage_gb     = 100
    multi_az       = true
    backup_days    = 35
    engine_version = "16.6"
  }

  assert {
    condition     = aws_db_instance.this[0].instance_class == "db.m7g.large" && aws_db_instance.this[0].multi_az && aws_db_instance.this[0].backup_retention_period == 35 && aws_db_instance.this[0].max_allocated_storage == 500
    error_message = "Size, standby and backups are as asked."
  }

  assert {
    condition     = aws_db_instance.this[0].engine_version == "16.6" && !aws_db_instance.this[0].auto_minor_version_upgrade && aws_db_parameter_group.this[0].family == "postgres16" && aws_db_parameter_group.this[0].name == "daybook-dev-database-16"
    error_message = "A minor version that is named stays; parameters go by the major one."
  }
}

run "given_up" {
  command = plan
  variables {
    deletion_protection = false
  }

  assert {
    condition     = !aws_db_instance.this[0].deletion_protection && aws_db_instance.this[0].skip_final_snapshot && aws_db_instance.this[0].delete_automated_backups
    error_message = "A development database goes without a trace."
  }
}

# --- what is refused ---

run "one_subnet" {
  command = plan
  variables {
    subnet_ids = ["subnet-1"]
  }
  expect_failures = [var.subnet_ids]
}

run "another_engine" {
  command = plan
  variables {
    engine = "mysql"
  }
  expect_failures = [var.engine]
}

run "no_version" {
  command = plan
  variables {
    engine_version = "latest"
  }
  expect_failures = [var.engine_version]
}

run "an_old_version" {
  command = plan
  variables {
    engine_version = "13.15"
  }
  expect_failures = [var.engine_version]
}

run "no_class" {
  command = plan
  variables {
    instance_class = "t4g.micro"
  }
  expect_failures = [var.instance_class]
}

run "too_small_a_disk" {
  command = plan
  variables {
    storage_gb = 5
  }
  expect_failures = [var.storage_gb]
}

run "no_backups" {
  command = plan
  variables {
    backup_days = 0
  }
  expect_failures = [var.backup_days]
}
