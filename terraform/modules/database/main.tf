# What instance and cluster have in common: where they are, and who reaches them.

locals {
  is_instance = var.engine == "instance"
  major       = split(".", var.engine_version)[0]
  pauses      = !local.is_instance && var.min_capacity == 0
}

resource "aws_db_subnet_group" "this" {
  name        = var.identifier
  description = "Private subnets of ${var.identifier}."
  subnet_ids  = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = var.identifier
  description = "PostgreSQL: from the functions, on its port, and nothing out."
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "from_clients" {
  security_group_id            = aws_security_group.this.id
  description                  = "PostgreSQL from the functions."
  referenced_security_group_id = var.clients_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_egress_rule" "of_clients" {
  security_group_id            = var.clients_security_group_id
  description                  = "PostgreSQL."
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}
