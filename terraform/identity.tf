locals {
  post_confirmation = module.manifests.user_pool_triggers["post_confirmation"]
}

module "user_pool" {
  source = "./modules/user_pool"

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
