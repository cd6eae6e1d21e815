# Who keeps the accounts: a user pool, or the table and a key of our own. Each has what it needs and nothing of the other.

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
}

variables {
  environment = "test"
}

run "cognito" {
  command = plan

  assert {
    condition     = var.identity == "cognito" && length(module.user_pool) == 1 && output.user_pool_id == module.user_pool[0].id
    error_message = "A user pool keeps the accounts unless told otherwise."
  }

  assert {
    condition     = length(aws_secretsmanager_secret.signing) + length(aws_secretsmanager_secret_rotation.signing) == 0 && output.signing_secret_arn == null
    error_message = "Cognito signs its tokens: there is no key to keep, to rotate and to pay for."
  }

  assert {
    condition     = alltrue([for name, declared in local.declared : contains(keys(module.function), name) == (try(declared.identity, "cognito") == "cognito")])
    error_message = "What is there for native accounts only is not deployed."
  }

  assert {
    condition     = alltrue([for function in values(module.function) : !contains(keys(function.environment), "SIGNING_SECRET_ARN")])
    error_message = "No function is told of a key that is not there."
  }

  assert {
    condition     = length(aws_sesv2_email_identity.mail) == 0 && !strcontains(jsonencode([for function in values(module.function) : function.policy]), "ses:")
    error_message = "Without a sender there is no mail, and nobody may send any."
  }

  assert {
    condition     = alltrue([for function in values(module.function) : try(function.environment.IDENTITY, "cognito") == "cognito"])
    error_message = "Functions are told who keeps the accounts."
  }
}

run "native" {
  command = plan

  variables {
    identity  = "native"
    mail_from = "daybook@example.com"
  }

  assert {
    condition     = length(module.user_pool) == 0 && output.user_pool_id == null && output.user_pool_client_id == null
    error_message = "There is no user pool."
  }

  assert {
    condition     = alltrue([for name, declared in local.declared : contains(keys(module.function), name) == (try(declared.identity, "native") == "native")])
    error_message = "What is there for Cognito only is not deployed."
  }

  assert {
    condition     = !strcontains(jsonencode([for function in values(module.function) : function.policy]), "cognito-idp:")
    error_message = "No function may do anything at a user pool."
  }

  assert {
    condition     = alltrue([for function in values(module.function) : !contains(keys(function.environment), "USER_POOL_ID") && !contains(keys(function.environment), "USER_POOL_CLIENT_ID")])
    error_message = "No function is told of a pool that is not there."
  }

  assert {
    condition     = output.signing_secret_arn == aws_secretsmanager_secret.signing[0].arn && aws_secretsmanager_secret.signing[0].recovery_window_in_days == 30
    error_message = "A key that is deleted by mistake can be brought back for a month."
  }

  assert {
    condition     = length(aws_secretsmanager_secret_rotation.signing) == (local.signing_rotation == null ? 0 : 1)
    error_message = "Who can rotate the key is asked to."
  }

  assert {
    condition = alltrue([for rotation in aws_secretsmanager_secret_rotation.signing :
      rotation.rotation_lambda_arn == module.function[local.signing_rotation.function].alias_arn && rotation.secret_id == aws_secretsmanager_secret.signing[0].id
    ])
    error_message = "The rotation calls the function's alias, for this secret."
  }

  assert {
    condition = alltrue([for permission in aws_lambda_permission.signing_rotation :
      permission.principal == "secretsmanager.amazonaws.com" && permission.source_arn == aws_secretsmanager_secret.signing[0].arn && permission.qualifier == "live"
    ])
    error_message = "Secrets Manager may call the function for this secret and no other."
  }

  assert {
    condition     = local.mail_sender == "daybook@example.com" && output.mail_dns_records == {}
    error_message = "An address is proven by a mail, not by records."
  }
}

run "a_domain_sends" {
  command = plan

  variables {
    mail_from = "example.com"
  }

  assert {
    condition     = local.mail_sender == "daybook@example.com" && aws_sesv2_email_identity.mail[0].email_identity == "example.com"
    error_message = "A domain is proven, and mail is from an address in it."
  }
}
