# What goes with a user pool when asked for: mail by SES, other providers, credentials for own uploads.

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

run "off_unless_asked_for" {
  command = plan

  assert {
    condition     = length(aws_cognito_identity_pool.main) + length(aws_iam_role.uploads) == 0 && output.identity_pool_id == null && output.hosted_domain == null
    error_message = "Nobody has AWS credentials, and nobody signs in elsewhere."
  }

  assert {
    condition     = length([for name in keys(module.function["hosted_login"].environment) : name if startswith(name, "HOSTED_")]) == 0
    error_message = "The function is told of no provider."
  }
}

run "own_uploads" {
  command = plan

  variables {
    identity_pool = true
    customer_key  = ["buckets"]
  }

  assert {
    condition     = !aws_cognito_identity_pool.main["main"].allow_unauthenticated_identities && !aws_cognito_identity_pool.main["main"].allow_classic_flow && one(aws_cognito_identity_pool.main["main"].cognito_identity_providers).server_side_token_check
    error_message = "Only who is signed in, and still is, gets credentials, and only through the flow that tags them."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.uploads["main"].policy).Statement : { on = statement.Resource, may = statement.Action }] == [
      { on = ["${module.transfers.arn}/uploads/$${aws:PrincipalTag/user}/*"], may = ["s3:PutObject"] },
      { on = [aws_kms_key.main["main"].arn], may = ["kms:Decrypt", "kms:GenerateDataKey"] },
    ]
    error_message = "They put files under their own prefix, and do nothing else; where a key of ours encrypts the bucket they may use it."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.uploads["main"].policy).Statement[1].Condition == { StringEquals = { "kms:ViaService" = "s3.eu-west-2.amazonaws.com" } }
    error_message = "The key is used through S3 only."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.uploads["main"].policy).Statement[0].Condition.Null["aws:PrincipalTag/user"] == "false"
    error_message = "A session without a tag has no prefix."
  }

  assert {
    condition     = aws_cognito_identity_pool_provider_principal_tag.main["main"].principal_tags == tomap({ user = "sub" }) && !aws_cognito_identity_pool_provider_principal_tag.main["main"].use_defaults
    error_message = "The tag is the person's id, from the token."
  }

  assert {
    condition     = jsondecode(aws_iam_role.uploads["main"].assume_role_policy).Statement[0].Condition.StringEquals["cognito-identity.amazonaws.com:aud"] == output.identity_pool_id && jsondecode(aws_iam_role.uploads["main"].assume_role_policy).Statement[0].Condition["ForAnyValue:StringLike"]["cognito-identity.amazonaws.com:amr"] == "authenticated"
    error_message = "Other identity pools, and people who are not signed in, do not get the role."
  }
}

run "signing_in_elsewhere" {
  command = plan

  variables {
    hosted_sign_in = {
      app_address = "https://daybook.example.com"
      providers   = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } }
    }
  }

  assert {
    condition     = startswith(output.hosted_domain, "daybook-test-111122223333.auth.")
    error_message = "A domain that is unique in the region carries the account's id."
  }

  assert {
    condition     = module.function["hosted_login"].environment.HOSTED_PROVIDERS == "google=Google" && module.function["hosted_login"].environment.HOSTED_DOMAIN == output.hosted_domain && module.function["hosted_login"].environment.HOSTED_APP_ADDRESS == "https://daybook.example.com"
    error_message = "The function knows where to send people, and where they come back to."
  }
}

run "mail" {
  command = plan

  variables {
    mail_from = "daybook@example.com"
  }

  assert {
    condition     = length(module.user_pool) == 1 && output.identity == "cognito"
    error_message = "A sender serves the user pool, too."
  }
}
