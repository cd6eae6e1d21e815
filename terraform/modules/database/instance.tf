resource "aws_db_parameter_group" "this" {
  count = local.is_instance ? 1 : 0

  name        = "${var.identifier}-${local.major}"
  description = "PostgreSQL ${local.major} of ${var.identifier}: TLS or nothing."
  family      = "postgres${local.major}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV_AWS_118:Enhanced monitoring costs money while idle; CloudWatch's own metrics suffice for one small instance.
  #checkov:skip=CKV_AWS_129:The functions log what fails; PostgreSQL's own log stays in RDS for three days.
  #checkov:skip=CKV_AWS_133:backup_days says how long, a week unless told otherwise; checkov does not read it out of the object.
  #checkov:skip=CKV_AWS_157:multi_az says so where it is worth twice the price.
  #checkov:skip=CKV_AWS_226:Minor versions come by themselves unless engine_version names one.
  #checkov:skip=CKV_AWS_353:CloudWatch's own metrics suffice for one small instance.
  count = local.is_instance ? 1 : 0

  identifier     = var.identifier
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az

  storage_type          = "gp3"
  allocated_storage     = var.storage_gb
  max_allocated_storage = var.storage_gb * 5
  storage_encrypted     = true

  db_name                             = var.name
  port                                = var.port
  username                            = "daybook_master"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true
  parameter_group_name                = aws_db_parameter_group.this[0].name
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false

  # What was planned and applied is done then, and not in some night of the week to come: an operator who makes a full
  # disk larger waits for it, and Terraform would plan the same change until that night.
  apply_immediately           = true
  allow_major_version_upgrade = true

  auto_minor_version_upgrade = var.engine_version == local.major
  backup_retention_period    = var.backup_days
  copy_tags_to_snapshot      = true
  # Who deletes it all the same can go back to a minute of its last days, and not only to the final snapshot.
  delete_automated_backups  = !var.deletion_protection
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${var.identifier}-final" : null
}
