# The key that signs access tokens when accounts are native. Terraform makes the secret and never a value: the first
# key is the first rotation, which begins as soon as there is somebody to rotate.

locals {
  signing_rotation = lookup(module.manifests.rotations, "signing_secret", null)
}

resource "aws_secretsmanager_secret" "signing" {
  #checkov:skip=CKV_AWS_149:Secrets Manager's own key encrypts it unless customer_key names secrets; a key of our own costs more than the secret.
  count = var.identity == "native" ? 1 : 0

  name                    = "${local.prefix}-signing"
  description             = "Private keys that sign Daybook's access tokens."
  recovery_window_in_days = var.deletion_protection ? 30 : 0
  kms_key_id              = one(local.keys.secrets[*].arn)

  # A copy that was promoted while the region was gone is overwritten when the region is back and copies again.
  force_overwrite_replica_secret = var.recovery.secrets_abroad

  # Each rotation is copied as it happens. The copy is read only there, until it is promoted.
  dynamic "replica" {
    for_each = var.recovery.secrets_abroad ? [var.recovery_region] : []

    content {
      region     = replica.value
      kms_key_id = local.keys.secrets == null ? null : one(local.key_abroad[*].arn)
    }
  }
}

resource "aws_lambda_permission" "signing_rotation" {
  count = local.signing_rotation == null ? 0 : 1

  statement_id  = "secrets-manager-rotation"
  action        = "lambda:InvokeFunction"
  function_name = module.function[local.signing_rotation.function].name
  qualifier     = module.function[local.signing_rotation.function].alias
  principal     = "secretsmanager.amazonaws.com"
  source_arn    = aws_secretsmanager_secret.signing[0].arn
}

resource "aws_secretsmanager_secret_rotation" "signing" {
  #checkov:skip=CKV_AWS_304:The manifest says how often (30 days), which checkov does not read.
  count = local.signing_rotation == null ? 0 : 1

  secret_id           = aws_secretsmanager_secret.signing[0].id
  rotation_lambda_arn = module.function[local.signing_rotation.function].alias_arn

  rotation_rules {
    automatically_after_days = local.signing_rotation.days
  }

  depends_on = [aws_lambda_permission.signing_rotation]
}
