locals {
  # What exists with this provider of accounts: the functions, and of their grants those, that name none or this one.
  functions = {
    for name, m in var.manifests : name => merge(m, {
      grants = [for g in m.grants : g if g.identity == null ? true : g.identity == var.identity]
    }) if m.identity == null ? true : m.identity == var.identity
  }

  # Lambda's defaults, for what names none of its own.
  patience = { max_retries = 2, max_age_s = 21600 }

  authorizers = [for name, m in local.functions : name if m.triggers.authorizer != null]
}
