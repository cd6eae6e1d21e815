mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name                       = "daybook-dev"
  post_confirmation_arn      = "arn:aws:lambda:eu-west-2:111122223333:function:daybook-dev-post-confirmation:live"
  post_confirmation_function = { name = "daybook-dev-post-confirmation", alias = "live" }
}

run "example" {
  module {
    source = "./example"
  }

  assert {
    condition     = module.user_pool.id == "eu-west-2_abcdefghi"
    error_message = "The pool's id is handed out."
  }
}

run "pool" {
  assert {
    condition     = aws_cognito_user_pool.this.username_attributes == toset(["email"]) && aws_cognito_user_pool.this.auto_verified_attributes == toset(["email"]) && !one(aws_cognito_user_pool.this.username_configuration).case_sensitive
    error_message = "The address is the user name, in whatever case."
  }

  assert {
    condition = one(aws_cognito_user_pool.this.password_policy).minimum_length == 12 && !anytrue([
      one(aws_cognito_user_pool.this.password_policy).require_lowercase, one(aws_cognito_user_pool.this.password_policy).require_uppercase,
      one(aws_cognito_user_pool.this.password_policy).require_numbers, one(aws_cognito_user_pool.this.password_policy).require_symbols,
    ])
    error_message = "A password is long and otherwise as its owner likes."
  }

  assert {
    condition     = one(aws_cognito_user_pool.this.lambda_config).post_confirmation == var.post_confirmation_arn && aws_lambda_permission.post_confirmation.source_arn == aws_cognito_user_pool.this.arn && aws_lambda_permission.post_confirmation.principal == "cognito-idp.amazonaws.com" && aws_lambda_permission.post_confirmation.qualifier == "live"
    error_message = "This pool, and no other, may call the trigger by its alias."
  }

  assert {
    condition     = length(aws_cognito_user_pool.this.schema) == 0
    error_message = "Schema attributes could never be changed."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.prevent_user_existence_errors == "ENABLED" && aws_cognito_user_pool_client.this.enable_token_revocation && !aws_cognito_user_pool_client.this.generate_secret
    error_message = "Answers do not tell who has an account, and tokens can be revoked."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.explicit_auth_flows == toset(["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"])
    error_message = "Passwords come through the login function or SRP, never in the open flow."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.access_token_validity <= 60 && one(aws_cognito_user_pool_client.this.token_validity_units).access_token == "minutes" && aws_cognito_user_pool_client.this.refresh_token_validity == 30
    error_message = "An access token ends within the hour; somebody stays signed in for 30 days."
  }

  assert {
    condition     = aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    error_message = "Accounts are not deleted by accident."
  }
}

run "token_for_a_day" {
  command = plan
  variables {
    access_token_minutes = 1440
  }
  expect_failures = [var.access_token_minutes]
}
