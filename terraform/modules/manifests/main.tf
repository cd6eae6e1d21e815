locals {
  authorizers = [for name, m in var.manifests : name if m.triggers.authorizer != null]
}
