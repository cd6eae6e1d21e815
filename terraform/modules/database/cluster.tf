# Aurora Serverless v2. At zero capacity it is paid for its storage only, and wakes when somebody connects.

locals {
  # The first versions that pause, by major version; those after 16 always could.
  # docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
  first_to_pause = { "14" = 12, "15" = 7, "16" = 3 }
  minor          = try(tonumber(split(".", var.engine_version)[1]), -1)
  can_pause      = local.minor >= lookup(local.first_to_pause, local.major, -1)
}

resource "aws_rds_cluster_parameter_group" "this" {
  count = local.is_instance ? 0 : 1

  name        = "${var.identifier}-aurora-${local.major}"
  description = "Aurora PostgreSQL ${local.major} of ${var.identifier}: TLS or nothing."
  family      = "aurora-postgresql${local.major}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # A session that somebody forgot keeps the cluster awake, and paid for. In milliseconds.
  dynamic "parameter" {
    for_each = local.pauses ? ["60000"] : []

    content {
      name  = "idle_session_timeout"
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_rds_cluster" "this" {
  #checkov:skip=CKV_AWS_133:backup_days says how long, a week unless told otherwise; checkov does not read it out of the object.
  #checkov:skip=CKV_AWS_324:The functions log what fails; exporting PostgreSQL's log is paid by volume.
  #checkov:skip=CKV_AWS_327:Encrypted with AWS's own key for RDS.
  #checkov:skip=CKV2_AWS_8:backup_days are automatic backups; AWS Backup is recovery.backups.
  #checkov:skip=CKV2_AWS_27:Logging every statement would write what people wrote into logs.
  count = local.is_instance ? 0 : 1

  cluster_identifier = var.identifier
  engine             = "aurora-postgresql"
  engine_mode        = "provisioned" # what Serverless v2 is called
  engine_version     = var.engine_version

  serverlessv2_scaling_configuration {
    min_capacity             = var.min_capacity
    max_capacity             = var.max_capacity
    seconds_until_auto_pause = local.pauses ? var.pause_after_s : null
  }

  database_name                       = var.name
  port                                = var.port
  master_username                     = "daybook_master"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
  db_cluster_parameter_group_name     = aws_rds_cluster_parameter_group.this[0].name
  storage_encrypted                   = true

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]

  # As for an instance: at once, and what is deleted can be brought back.
  apply_immediately           = true
  allow_major_version_upgrade = true
  delete_automated_backups    = !var.deletion_protection

  backup_retention_period   = var.backup_days
  copy_tags_to_snapshot     = true
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${var.identifier}-final" : null

  lifecycle {
    precondition {
      condition     = !local.pauses || local.can_pause
      error_message = "Aurora PostgreSQL ${var.engine_version} does not pause for certain: with min_capacity = 0 version is 17, or 16.3, 15.7 or 14.12 or a later one of these, the minor version included."
    }
  }
}

# The second one, in another zone, takes over when the first fails; of tier 1 it sleeps and wakes with it.
resource "aws_rds_cluster_instance" "this" {
  #checkov:skip=CKV_AWS_118:Enhanced monitoring costs money while idle, and keeps a cluster awake.
  #checkov:skip=CKV_AWS_226:Minor versions come by themselves unless engine_version names one.
  #checkov:skip=CKV_AWS_353:CloudWatch's own metrics suffice.
  #checkov:skip=CKV_AWS_354:There are no performance insights to encrypt.
  for_each = toset(local.is_instance ? [] : var.multi_az ? ["1", "2"] : ["1"])

  identifier         = "${var.identifier}-${each.key}"
  cluster_identifier = aws_rds_cluster.this[0].id
  engine             = aws_rds_cluster.this[0].engine
  engine_version     = aws_rds_cluster.this[0].engine_version
  instance_class     = "db.serverless"
  promotion_tier     = 1

  apply_immediately          = true
  ca_cert_identifier         = "rds-ca-rsa2048-g1"
  publicly_accessible        = false
  auto_minor_version_upgrade = var.engine_version == local.major
  copy_tags_to_snapshot      = true
}
