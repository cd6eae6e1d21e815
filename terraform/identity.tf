# Who keeps the accounts. With `cognito` it is a user pool; with `native` it is the table, and a key signs tokens
# (signing.tf).

locals {
  post_confirmation = lookup(module.manifests.user_pool_triggers, "post_confirmation", null)

  # Each null without a pool. `module.user_pool[*]` would wait for the functions, which wait for these.
  user_pool = {
    id        = var.identity == "cognito" ? module.user_pool[0].id : null
    arn       = var.identity == "cognito" ? module.user_pool[0].arn : null
    client_id = var.identity == "cognito" ? module.user_pool[0].client_id : null
  }

  hosted = {
    domain      = var.hosted_sign_in == null ? null : module.user_pool[0].hosted_domain
    providers   = var.hosted_sign_in == null ? null : join(",", [for name, at_cognito in module.user_pool[0].hosted_providers : "${name}=${at_cognito}"])
    app_address = var.hosted_sign_in == null ? null : var.hosted_sign_in.app_address
  }
}

module "user_pool" {
  source = "./modules/user_pool"
  count  = var.identity == "cognito" ? 1 : 0

  name                = local.prefix
  deletion_protection = var.deletion_protection

  mail = var.mail_from == null ? null : {
    identity_arn = aws_sesv2_email_identity.mail[0].arn
    sender       = local.mail_sender
    proven       = aws_sesv2_email_identity.mail[0].verified_for_sending_status
  }

  # Names of Cognito's domains are unique in the region, so they carry the account's id.
  hosted_sign_in = var.hosted_sign_in == null ? null : {
    app_address   = var.hosted_sign_in.app_address
    domain_prefix = "${local.prefix}-${local.account_id}"
    providers     = var.hosted_sign_in.providers
  }

  # The functions need the pool's id, so the pool knows its trigger by text only;
  # the permission waits for the function itself.
  post_confirmation_arn = local.function_arns[local.post_confirmation]
  post_confirmation_function = {
    name  = module.function[local.post_confirmation].name
    alias = module.function[local.post_confirmation].alias
  }
}

# --- AWS credentials for people, to put files into the transfers bucket themselves (off by default) ---

locals {
  identity_pools = var.identity_pool ? { main = "cognito-idp.${var.region}.amazonaws.com/${local.user_pool.id}" } : {}
}

resource "aws_cognito_identity_pool" "main" {
  for_each = local.identity_pools

  identity_pool_name               = local.prefix
  allow_unauthenticated_identities = false
  allow_classic_flow               = false

  cognito_identity_providers {
    client_id     = local.user_pool.client_id
    provider_name = each.value
    # Without it a token would be taken until it expires, whatever has become of its session.
    server_side_token_check = true
  }
}

# The token's `sub`, which Cognito has signed, is the session's tag: nobody can choose another.
resource "aws_cognito_identity_pool_provider_principal_tag" "main" {
  for_each = local.identity_pools

  identity_pool_id       = aws_cognito_identity_pool.main[each.key].id
  identity_provider_name = each.value
  use_defaults           = false
  principal_tags         = { user = "sub" }
}

resource "aws_iam_role" "uploads" {
  for_each = local.identity_pools

  name                 = "${local.prefix}-own-uploads"
  description          = "People who are signed in, for files of their own."
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "cognito-identity.amazonaws.com" }
      Action    = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]
      Condition = {
        StringEquals             = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.main[each.key].id }
        "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "uploads" {
  for_each = local.identity_pools

  name = "own-uploads"
  role = aws_iam_role.uploads[each.key].id

  # A session without the tag would be let into "uploads//": Null keeps it out.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Effect    = "Allow"
        Action    = ["s3:PutObject"]
        Resource  = ["${module.transfers.arn}/uploads/$${aws:PrincipalTag/user}/*"]
        Condition = { Null = { "aws:PrincipalTag/user" = "false" } }
      }],
      # Parts of a multipart upload are put together by who may also decrypt them.
      [for key in local.keys.buckets[*] : {
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [key.arn]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${var.region}.amazonaws.com" } }
      }],
    )
  })
}

resource "aws_cognito_identity_pool_roles_attachment" "main" {
  for_each = local.identity_pools

  identity_pool_id = aws_cognito_identity_pool.main[each.key].id
  roles            = { authenticated = aws_iam_role.uploads[each.key].arn }
}
