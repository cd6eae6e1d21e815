# The address is the user name. Schema attributes can never be changed, so the pool declares none of its own:
# name and zoneinfo are standard attributes.
resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"

  # Has all that is used here, for a third of what Essentials (the default) costs a person.
  user_pool_tier = "LITE"

  username_configuration {
    case_sensitive = false
  }

  # Length is what makes a password hard; rules of composition make it hard to remember (NIST SP 800-63B, 5.1.1.2).
  password_policy {
    minimum_length                   = 12
    require_lowercase                = false
    require_uppercase                = false
    require_numbers                  = false
    require_symbols                  = false
    temporary_password_validity_days = 7
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = false
  }

  # A new address counts when its code has come back; until then people sign in with the old one.
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  # Whoever has an authenticator app is asked for its code, however they sign in (SRP included).
  mfa_configuration = "OPTIONAL"

  software_token_mfa_configuration {
    enabled = true
  }

  # One text for signing up, forgotten passwords and new addresses: Cognito has no more.
  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "{####} is your Daybook code"
    email_message        = "Your Daybook code is {####}. Type it in where Daybook asks for it, and tell it to nobody. If you did not ask for it, somebody has mistyped their address: ignore this message, and nothing happens."
  }

  # SES refuses a sender that is not proven yet, and Cognito then refuses the pool: until then it sends by itself.
  dynamic "email_configuration" {
    for_each = var.mail[*]

    content {
      email_sending_account = email_configuration.value.proven ? "DEVELOPER" : "COGNITO_DEFAULT"
      source_arn            = email_configuration.value.proven ? email_configuration.value.identity_arn : null
      from_email_address    = email_configuration.value.proven ? "Daybook <${email_configuration.value.sender}>" : null
    }
  }

  lambda_config {
    post_confirmation = var.post_confirmation_arn
  }
}

resource "aws_cognito_user_pool_client" "this" {
  name         = "daybook"
  user_pool_id = aws_cognito_user_pool.this.id

  # Browsers and scripts cannot keep a secret.
  generate_secret = false

  # How long somebody may look for the code of their authenticator app. Daybook keeps challenges as long.
  auth_session_validity = 5

  explicit_auth_flows = [
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
    "ALLOW_USER_SRP_AUTH",
  ]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  access_token_validity  = var.access_token_minutes
  id_token_validity      = var.access_token_minutes
  refresh_token_validity = var.refresh_token_days

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  read_attributes  = ["email", "email_verified", "locale", "name", "zoneinfo"]
  write_attributes = ["email", "locale", "name", "zoneinfo"]

  # Only through the providers: Cognito's own page for passwords is not offered (the API and SRP take those). And never
  # with aws.cognito.signin.user.admin: the pages ask for no second factor, which such a token could switch off.
  allowed_oauth_flows_user_pool_client = local.is_hosted
  allowed_oauth_flows                  = local.is_hosted ? ["code"] : null
  allowed_oauth_scopes                 = local.is_hosted ? ["email", "openid", "profile"] : null
  callback_urls                        = local.is_hosted ? ["${var.hosted_sign_in.app_address}/v1/auth/callback"] : null
  logout_urls                          = local.is_hosted ? [var.hosted_sign_in.app_address] : null
  supported_identity_providers         = local.is_hosted ? [for provider in aws_cognito_identity_provider.this : provider.provider_name] : null
}

resource "aws_lambda_permission" "post_confirmation" {
  statement_id  = "user-pool-post-confirmation"
  action        = "lambda:InvokeFunction"
  function_name = var.post_confirmation_function.name
  qualifier     = var.post_confirmation_function.alias
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.this.arn
}
