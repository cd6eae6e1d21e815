# Who keeps the accounts. With `cognito` it is a user pool; with `native` it is the table, and this key signs tokens.

locals {
  post_confirmation = lookup(module.manifests.user_pool_triggers, "post_confirmation", null)

  # Each null without a pool. `module.user_pool[*]` would wait for the functions, which wait for these.
  user_pool = {
    id        = var.identity == "cognito" ? module.user_pool[0].id : null
    arn       = var.identity == "cognito" ? module.user_pool[0].arn : null
    client_id = var.identity == "cognito" ? module.user_pool[0].client_id : null
  }
}

module "user_pool" {
  source = "./modules/user_pool"
  count  = var.identity == "cognito" ? 1 : 0

  name                = local.prefix
  deletion_protection = var.deletion_protection

  # The functions need the pool's id, so the pool knows its trigger by text only;
  # the permission waits for the function itself.
  post_confirmation_arn = local.function_arns[local.post_confirmation]
  post_confirmation_function = {
    name  = module.function[local.post_confirmation].name
    alias = module.function[local.post_confirmation].alias
  }
}
