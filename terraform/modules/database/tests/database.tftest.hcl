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

run "database" {
  assert {
    condition     = [for parameter in aws_db_parameter_group.this.parameter : parameter.value if parameter.name == "rds.force_ssl"] == ["1"] && aws_db_instance.this.parameter_group_name == aws_db_parameter_group.this.name
    error_message = "PostgreSQL refuses what does not use TLS."
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled && aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "Roles log in with IAM tokens; the master password is RDS's affair."
  }

  assert {
    condition     = aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot
    error_message = "The database is encrypted, private, and not deleted by accident."
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
    condition     = output.user_arns == { daybook_app = "arn:aws:rds-db:eu-west-2:111122223333:dbuser:db-ABCDEF/daybook_app" }
    error_message = "A role's ARN names the database by its resource id."
  }

  assert {
    condition     = output.master_secret_arn == "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!db-1"
    error_message = "The managed secret's ARN is handed out."
  }
}

run "one_subnet" {
  command = plan
  variables {
    subnet_ids = ["subnet-1"]
  }
  expect_failures = [var.subnet_ids]
}

run "minor_version" {
  command = plan
  variables {
    engine_version = "17.2"
  }
  expect_failures = [var.engine_version]
}

run "no_backups" {
  command = plan
  variables {
    backup_days = 0
  }
  expect_failures = [var.backup_days]
}
