module "database" {
  source = "./modules/database"

  identifier          = "${local.prefix}-database"
  name                = var.database_name
  port                = var.database_port
  iam_users           = [var.database_user]
  instance_class      = var.database_instance_class
  multi_az            = var.database_multi_az
  backup_days         = var.database_backup_days
  deletion_protection = var.deletion_protection

  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  clients_security_group_id = module.network.functions_security_group_id
}

# Schema migrations: functions that a manifest's "apply" trigger wants called during apply,
# again whenever a watched file or the database itself changes.
resource "aws_lambda_invocation" "apply" {
  for_each = module.manifests.apply_hooks

  function_name = module.function[each.key].name
  qualifier     = module.function[each.key].alias
  input         = jsonencode({})

  triggers = {
    database = module.database.resource_id
    files    = local.watched_files[each.key]
  }

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
