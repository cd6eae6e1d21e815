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
    condition     = aws_cognito_user_pool.this.user_pool_tier == "LITE"
    error_message = "A dearer plan is paid for by each person who signs in."
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

run "second_factor_and_new_addresses" {
  assert {
    condition     = aws_cognito_user_pool.this.mfa_configuration == "OPTIONAL" && one(aws_cognito_user_pool.this.software_token_mfa_configuration).enabled
    error_message = "Who has an authenticator app is asked for its code, nobody else."
  }

  assert {
    condition     = one(aws_cognito_user_pool.this.user_attribute_update_settings).attributes_require_verification_before_update == toset(["email"])
    error_message = "An address changes when its code has come back: else anybody could take another's."
  }

  assert {
    condition     = strcontains(one(aws_cognito_user_pool.this.verification_message_template).email_message, "{####}") && strcontains(one(aws_cognito_user_pool.this.verification_message_template).email_subject, "{####}")
    error_message = "The mail has the code in it."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.auth_session_validity == 5 && contains(aws_cognito_user_pool_client.this.write_attributes, "locale") && !contains(aws_cognito_user_pool_client.this.write_attributes, "email_verified")
    error_message = "A challenge lasts five minutes; people write what they say of themselves, and never that an address is proven."
  }

  assert {
    condition     = length(aws_cognito_user_pool.this.email_configuration) == 0 && length(aws_cognito_user_pool_domain.this) == 0 && length(aws_cognito_identity_provider.this) == 0 && !aws_cognito_user_pool_client.this.allowed_oauth_flows_user_pool_client && output.hosted_domain == null
    error_message = "Mail by SES and signing in elsewhere are off unless asked for."
  }
}

run "mail_by_ses" {
  variables {
    mail = { identity_arn = "arn:aws:ses:eu-west-2:111122223333:identity/example.com", sender = "daybook@example.com", proven = true }
  }

  assert {
    condition     = one(aws_cognito_user_pool.this.email_configuration).email_sending_account == "DEVELOPER" && one(aws_cognito_user_pool.this.email_configuration).source_arn == var.mail.identity_arn && one(aws_cognito_user_pool.this.email_configuration).from_email_address == "Daybook <daybook@example.com>"
    error_message = "SES sends, from the stack's own sender."
  }
}

run "mail_before_ses_has_proven_the_sender" {
  variables {
    mail = { identity_arn = "arn:aws:ses:eu-west-2:111122223333:identity/example.com", sender = "daybook@example.com", proven = false }
  }

  assert {
    condition     = one(aws_cognito_user_pool.this.email_configuration).email_sending_account == "COGNITO_DEFAULT" && one(aws_cognito_user_pool.this.email_configuration).source_arn == null
    error_message = "Cognito would refuse the pool."
  }
}

run "hosted_sign_in" {
  variables {
    hosted_sign_in = {
      app_address   = "https://daybook.example.com"
      domain_prefix = "daybook-dev-111122223333"
      providers = {
        google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" }
        apple  = { kind = "apple", client_id = "a", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:apple", apple_team_id = "TEAM", apple_key_id = "KEY" }
        work   = { kind = "oidc", client_id = "w", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:work", issuer = "https://login.example.com" }
      }
    }
  }

  assert {
    condition     = output.hosted_providers == { google = "Google", apple = "SignInWithApple", work = "work" }
    error_message = "Cognito knows Google and Apple by names of its own."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.supported_identity_providers == toset(["Google", "SignInWithApple", "work"])
    error_message = "The hosted page takes no passwords."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_flows == toset(["code"]) && aws_cognito_user_pool_client.this.callback_urls == toset(["https://daybook.example.com/v1/auth/callback"]) && !aws_cognito_user_pool_client.this.generate_secret
    error_message = "No token ever stands in an address, and codes go to the app's own callback only."
  }

  assert {
    condition     = aws_cognito_user_pool_client.this.allowed_oauth_scopes == toset(["email", "openid", "profile"])
    error_message = "With aws.cognito.signin.user.admin a token that nobody gave a second factor for could switch that off."
  }

  assert {
    condition     = aws_cognito_identity_provider.this["google"].provider_details.client_secret == data.aws_secretsmanager_secret_version.provider["google"].secret_string && aws_cognito_identity_provider.this["apple"].provider_details.private_key == data.aws_secretsmanager_secret_version.provider["apple"].secret_string
    error_message = "The secrets come from Secrets Manager."
  }

  assert {
    condition     = !contains(keys(aws_cognito_identity_provider.this["apple"].provider_details), "client_secret") && aws_cognito_identity_provider.this["work"].provider_details.oidc_issuer == "https://login.example.com"
    error_message = "Each kind has what Cognito asks of it."
  }

  assert {
    condition     = alltrue([for provider in aws_cognito_identity_provider.this : provider.attribute_mapping.email_verified == "email_verified" && provider.attribute_mapping.username == "sub"])
    error_message = "Whether an address is proven is asked of whoever proved it."
  }
}

run "a_secret_in_plain_sight" {
  command = plan
  variables {
    hosted_sign_in = {
      app_address   = "https://daybook.example.com"
      domain_prefix = "daybook-dev-111122223333"
      providers     = { google = { kind = "google", client_id = "g", secret_arn = "GOCSPX-secret" } }
    }
  }
  expect_failures = [var.hosted_sign_in]
}

run "an_address_without_tls" {
  command = plan
  variables {
    hosted_sign_in = {
      app_address   = "http://daybook.example.com"
      domain_prefix = "daybook-dev-111122223333"
      providers     = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } }
    }
  }
  expect_failures = [var.hosted_sign_in]
}

run "apple_without_its_key" {
  command = plan
  variables {
    hosted_sign_in = {
      app_address   = "https://daybook.example.com"
      domain_prefix = "daybook-dev-111122223333"
      providers     = { apple = { kind = "apple", client_id = "a", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:apple" } }
    }
  }
  expect_failures = [var.hosted_sign_in]
}

run "a_domain_that_cognito_refuses" {
  command = plan
  variables {
    hosted_sign_in = {
      app_address   = "https://daybook.example.com"
      domain_prefix = "my-cognito"
      providers     = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } }
    }
  }
  expect_failures = [var.hosted_sign_in]
}

run "token_for_a_day" {
  command = plan
  variables {
    access_token_minutes = 1440
  }
  expect_failures = [var.access_token_minutes]
}
