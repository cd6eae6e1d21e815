# Signing in with an account at Google, Apple or another OpenID Connect provider, on Cognito's own domain.

locals {
  is_hosted = var.hosted_sign_in != null
  providers = local.is_hosted ? var.hosted_sign_in.providers : {}

  # What Cognito fills in by itself for these two; left out, each plan would take it away again.
  well_known = {
    google = {
      attributes_url                = "https://people.googleapis.com/v1/people/me?personFields="
      attributes_url_add_attributes = "true"
      authorize_url                 = "https://accounts.google.com/o/oauth2/v2/auth"
      oidc_issuer                   = "https://accounts.google.com"
      token_request_method          = "POST"
      token_url                     = "https://www.googleapis.com/oauth2/v4/token"
    }
    apple = {
      attributes_url_add_attributes = "false"
      authorize_url                 = "https://appleid.apple.com/auth/authorize"
      oidc_issuer                   = "https://appleid.apple.com"
      token_request_method          = "POST"
      token_url                     = "https://appleid.apple.com/auth/token"
    }
    oidc = {
      attributes_request_method     = "GET"
      attributes_url_add_attributes = "false"
    }
  }

  scopes = { google = "openid email profile", apple = "email name", oidc = "openid email profile" }
  types  = { google = "Google", apple = "SignInWithApple", oidc = "OIDC" }
}

data "aws_region" "here" {}

# The secret itself: read here, given to Cognito, and so in the state (README).
data "aws_secretsmanager_secret_version" "provider" {
  for_each = local.providers

  secret_id = each.value.secret_arn
}

resource "aws_cognito_user_pool_domain" "this" {
  count = local.is_hosted ? 1 : 0

  domain       = var.hosted_sign_in.domain_prefix
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_identity_provider" "this" {
  for_each = local.providers

  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = each.value.kind == "oidc" ? each.key : local.types[each.value.kind]
  provider_type = local.types[each.value.kind]

  provider_details = merge(
    local.well_known[each.value.kind],
    { client_id = each.value.client_id, authorize_scopes = local.scopes[each.value.kind] },
    each.value.kind == "apple" ? {
      team_id     = each.value.apple_team_id
      key_id      = each.value.apple_key_id
      private_key = data.aws_secretsmanager_secret_version.provider[each.key].secret_string
      } : {
      client_secret = data.aws_secretsmanager_secret_version.provider[each.key].secret_string
    },
    each.value.kind == "oidc" ? { oidc_issuer = each.value.issuer } : {},
  )

  # Whether the address is proven decides whether it may be joined with an account (hosted_login).
  attribute_mapping = {
    username       = "sub"
    email          = "email"
    email_verified = "email_verified"
    name           = "name"
  }
}
