# RDS Proxy: keeps connections open and shares them among many functions. Functions log in to it with their tokens as they do
# to the database; the proxy itself logs in with a password, which is in a secret that it alone and `migrate` read.

locals {
  proxied = toset(var.proxy == null ? [] : ["this"])
  # So may one user each, whose secret the proxy has.
  proxy_users = var.proxy == null ? toset([]) : var.iam_users
}

resource "aws_secretsmanager_secret" "user" {
  #checkov:skip=CKV2_AWS_57:Raising password_version replaces the password together with the role's, which a rotation would have to reach inside the VPC.
  #checkov:skip=CKV_AWS_149:Encrypted with AWS's own key unless key says otherwise.
  for_each = local.proxy_users

  name        = "${var.identifier}-${each.key}"
  description = "Password with which the proxy of ${var.identifier} logs in as ${each.key}."
  kms_key_id  = try(var.key.arn, null)
  # Nothing is lost with it, since another is as good; and the name is free at once for a proxy that comes back.
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "user" {
  for_each = local.proxy_users

  secret_id = aws_secretsmanager_secret.user[each.key].id
  # 244 random bits that nobody has seen: a write-only value is neither in the plan nor in the state.
  secret_string_wo         = jsonencode({ username = each.key, password = "${uuid()}${uuid()}" })
  secret_string_wo_version = var.proxy.password_version
}

resource "aws_iam_role" "proxy" {
  for_each = local.proxied

  name                 = "${var.identifier}-proxy"
  description          = "RDS Proxy of ${var.identifier}: reads the password of the role that it logs in as."
  permissions_boundary = var.permissions_boundary

  # AWS documents no condition that the proxy satisfies when it takes the role.
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "rds.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "proxy" {
  for_each = local.proxied

  name = "secret"
  role = aws_iam_role.proxy[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{ Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = values(aws_secretsmanager_secret.user)[*].arn }],
      [for key in var.key[*] : {
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [key.arn]
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${local.arn[3]}.amazonaws.com" } }
      }],
    )
  })
}

resource "aws_db_proxy" "this" {
  for_each = local.proxied

  name                   = var.identifier
  engine_family          = "POSTGRESQL"
  role_arn               = aws_iam_role.proxy[each.key].arn
  require_tls            = true
  idle_client_timeout    = 300
  vpc_subnet_ids         = var.subnet_ids
  vpc_security_group_ids = [aws_security_group.proxy[each.key].id]

  dynamic "auth" {
    for_each = local.proxy_users

    content {
      description = "${auth.value}, for whoever has a token."
      auth_scheme = "SECRETS"
      iam_auth    = "REQUIRED"
      secret_arn  = aws_secretsmanager_secret.user[auth.value].arn
    }
  }

  lifecycle {
    precondition {
      condition     = !local.pauses
      error_message = "A proxy keeps connections open, and a connection keeps Aurora awake: it would never pause, and be paid for all the time. Leave proxy out, or set min_capacity to 0.5 or more."
    }
  }

  depends_on = [aws_iam_role_policy.proxy, aws_secretsmanager_secret_version.user]
}

resource "aws_db_proxy_default_target_group" "this" {
  for_each = local.proxied

  db_proxy_name = aws_db_proxy.this[each.key].name

  connection_pool_config {
    # The rest is for migrations and people.
    max_connections_percent = var.proxy.max_connections_percent
    # Somebody waits, so less than the functions wait for an answer; then they say 503.
    connection_borrow_timeout = 5
  }
}

resource "aws_db_proxy_target" "this" {
  for_each = local.proxied

  db_proxy_name          = aws_db_proxy.this[each.key].name
  target_group_name      = aws_db_proxy_default_target_group.this[each.key].name
  db_instance_identifier = one(aws_db_instance.this[*].identifier)
  db_cluster_identifier  = one(aws_rds_cluster.this[*].cluster_identifier)

  depends_on = [aws_rds_cluster_instance.this]
}

resource "aws_security_group" "proxy" {
  #checkov:skip=CKV2_AWS_5:The proxy is in it; checkov does not follow each.key.
  for_each = local.proxied

  name        = "${var.identifier}-proxy"
  description = "RDS Proxy: from the functions, and out to PostgreSQL."
  vpc_id      = var.vpc_id
}

locals {
  # A proxy for PostgreSQL listens there and nowhere else.
  proxy_port = 5432

  # Name → from whom, to whom, port. Each way is opened at both its ends.
  proxy_ways = var.proxy == null ? {} : {
    functions = { from = var.clients_security_group_id, to = aws_security_group.proxy["this"].id, port = local.proxy_port }
    database  = { from = aws_security_group.proxy["this"].id, to = aws_security_group.this.id, port = var.port }
  }
}

resource "aws_vpc_security_group_egress_rule" "proxy" {
  for_each = local.proxy_ways

  security_group_id            = each.value.from
  description                  = "PostgreSQL by way of the proxy."
  referenced_security_group_id = each.value.to
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_ingress_rule" "proxy" {
  for_each = local.proxy_ways

  security_group_id            = each.value.to
  description                  = "PostgreSQL by way of the proxy."
  referenced_security_group_id = each.value.from
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}
