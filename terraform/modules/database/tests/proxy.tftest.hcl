# RDS Proxy: who may log in to it, and what it may read.

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
  proxy                     = {}
}

run "proxy" {
  assert {
    condition     = aws_db_proxy.this["this"].require_tls && aws_db_proxy.this["this"].engine_family == "POSTGRESQL"
    error_message = "TLS or nothing, here as well."
  }

  assert {
    condition = [for auth in aws_db_proxy.this["this"].auth : { scheme = auth.auth_scheme, iam = auth.iam_auth, secret = auth.secret_arn }] == [
      { scheme = "SECRETS", iam = "REQUIRED", secret = aws_secretsmanager_secret.user["daybook_app"].arn }
    ]
    error_message = "It lets in who has a token, as the application's role and no other."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.proxy["this"].policy).Statement : statement] == [
      { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = [aws_secretsmanager_secret.user["daybook_app"].arn] }
    ]
    error_message = "Its own role reads that role's secret and nothing else."
  }

  assert {
    condition     = aws_secretsmanager_secret_version.user["daybook_app"].secret_string_wo_version == 1 && aws_secretsmanager_secret.user["daybook_app"].recovery_window_in_days == 0
    error_message = "The password is a write-only value, with a number that stands for it, and its name is free as soon as the proxy is gone."
  }

  assert {
    condition     = aws_db_proxy_target.this["this"].db_instance_identifier == "daybook-dev-database" && aws_db_proxy_target.this["this"].db_cluster_identifier == null
    error_message = "It stands before the instance."
  }

  assert {
    condition     = one(aws_db_proxy_default_target_group.this["this"].connection_pool_config).max_connections_percent == 80 && one(aws_db_proxy_default_target_group.this["this"].connection_pool_config).connection_borrow_timeout == 5
    error_message = "It leaves connections to others, and does not let people wait for one."
  }

  assert {
    condition = { for name, rule in aws_vpc_security_group_ingress_rule.proxy : name => [rule.referenced_security_group_id, rule.security_group_id, rule.from_port, rule.to_port] } == {
      functions = ["sg-clients", aws_security_group.proxy["this"].id, 5432, 5432]
      database  = [aws_security_group.proxy["this"].id, aws_security_group.this.id, 5433, 5433]
      } && { for name, rule in aws_vpc_security_group_egress_rule.proxy : name => [rule.security_group_id, rule.referenced_security_group_id, rule.from_port] } == {
      functions = ["sg-clients", aws_security_group.proxy["this"].id, 5432]
      database  = [aws_security_group.proxy["this"].id, aws_security_group.this.id, 5433]
    }
    error_message = "Functions reach the proxy and the proxy reaches the database, at both ends."
  }

  assert {
    condition     = output.host == "database.proxy-abc.eu-west-2.rds.amazonaws.com" && output.port == 5432 && output.user_arns == { daybook_app = "arn:aws:rds-db:eu-west-2:111122223333:dbuser:prx-ABCDEF/daybook_app" }
    error_message = "Functions log in to the proxy, which is what their role is allowed."
  }

  assert {
    condition     = output.direct == { host = "database.abc.eu-west-2.rds.amazonaws.com", port = 5433 } && output.resource_id == "db-ABCDEF"
    error_message = "The master user goes past it."
  }

  assert {
    condition     = output.user_secret_arns == { daybook_app = aws_secretsmanager_secret.user["daybook_app"].arn }
    error_message = "migrate is told where the role's password is."
  }
}

run "before_a_cluster" {
  variables {
    engine       = "aurora"
    min_capacity = 0.5
  }

  assert {
    condition     = aws_db_proxy_target.this["this"].db_cluster_identifier == "daybook-dev-database" && aws_db_proxy_target.this["this"].db_instance_identifier == null && output.always_on
    error_message = "It stands before a cluster that stays awake."
  }
}

run "bounded_and_with_a_key" {
  variables {
    key                  = { arn = "arn:aws:kms:eu-west-2:111122223333:key/own" }
    permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
  }

  assert {
    condition     = aws_secretsmanager_secret.user["daybook_app"].kms_key_id == "arn:aws:kms:eu-west-2:111122223333:key/own" && aws_iam_role.proxy["this"].permissions_boundary == "arn:aws:iam::111122223333:policy/boundary"
    error_message = "Secret and role are as the organisation asks."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.proxy["this"].policy).Statement : statement if contains(statement.Action, "kms:Decrypt")] == [{
      Effect    = "Allow"
      Action    = ["kms:Decrypt"]
      Resource  = ["arn:aws:kms:eu-west-2:111122223333:key/own"]
      Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.eu-west-2.amazonaws.com" } }
    }]
    error_message = "It decrypts what Secrets Manager hands it, and nothing else."
  }
}

run "all_connections" {
  command = plan
  variables {
    proxy = { max_connections_percent = 100 }
  }
  expect_failures = [var.proxy]
}
