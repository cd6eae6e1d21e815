module "database" {
  source = "./modules/database"

  identifier          = "${local.prefix}-database"
  name                = var.database_name
  port                = var.database_port
  iam_users           = [var.database_user]
  engine              = var.database.engine
  engine_version      = var.database.version
  instance_class      = var.database.class
  storage_gb          = var.database.storage_gb
  min_capacity        = var.database.min_capacity
  max_capacity        = var.database.max_capacity
  pause_after_s       = var.database.pause_after_s
  multi_az            = var.database.multi_az
  backup_days         = var.database.backup_days
  proxy               = var.database.proxy
  deletion_protection = var.deletion_protection

  key                  = local.keys.secrets
  permissions_boundary = var.permissions_boundary

  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  clients_security_group_id = module.network.functions_security_group_id
}

# Schema migrations: functions that a manifest's "apply" trigger wants called during apply,
# again whenever a watched file or the database itself changes.
resource "aws_lambda_invocation" "apply" {
  for_each = module.manifests.apply_hooks

  # As just deployed ($LATEST), not as released (local.called_during_apply).
  function_name = module.function[each.key].name
  input         = jsonencode({})

  triggers = merge(
    { database = module.database.resource_id, files = local.watched_files[each.key] },
    var.database.proxy == null ? {} : { passwords = module.database.passwords },
  )

  # What is called calls others and the database in its turn: all of it has to stand.
  depends_on = [module.function, module.database, module.network]
}

locals {
  watched_files = {
    for name, hook in module.manifests.apply_hooks : name => sha256(join("\n", [
      for file in sort(fileset("${var.functions_dir}/..", hook.watch)) :
      "${file} ${filesha256("${var.functions_dir}/../${file}")}"
    ]))
  }
}
