# The address is the user name. Schema attributes can never be changed, so the pool declares none of its own:
# name and zoneinfo are standard attributes.
resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"

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

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "Your Daybook code"
    email_message        = "Your Daybook code is {####}. If you did not ask for it, ignore this message."
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

  read_attributes  = ["email", "email_verified", "name", "zoneinfo"]
  write_attributes = ["email", "name", "zoneinfo"]
}

resource "aws_lambda_permission" "post_confirmation" {
  statement_id  = "user-pool-post-confirmation"
  action        = "lambda:InvokeFunction"
  function_name = var.post_confirmation_function.name
  qualifier     = var.post_confirmation_function.alias
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.this.arn
}
