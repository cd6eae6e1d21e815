resource "aws_vpc" "this" {
  #checkov:skip=CKV2_AWS_11:By choice (flow_logs): there is no way out of this VPC to watch but the two endpoints, which have policies.

  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = { Name = var.name }
}

# AWS makes it open; without rules nobody gets anything from being put into it by mistake.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.this.id
}

resource "aws_subnet" "private" {
  for_each = toset(var.zones)

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(var.cidr, 2, index(var.zones, each.key))
  map_public_ip_on_launch = false

  tags = { Name = "${var.name}-private-${each.key}" }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id

  tags = { Name = "${var.name}-private" }
}

resource "aws_route_table_association" "private" {
  for_each = aws_subnet.private

  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}

# Gateway endpoints cost nothing.
resource "aws_vpc_endpoint" "gateway" {
  for_each = toset(["dynamodb", "s3"])

  vpc_id            = aws_vpc.this.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.${var.region}.${each.key}"
  route_table_ids   = [aws_route_table.private.id]

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OwnAccount"
      Effect    = "Allow"
      Principal = "*"
      Action    = "${each.key}:*"
      Resource  = "*"
      Condition = {
        StringEquals = {
          "aws:PrincipalAccount" = var.account_id
          "aws:ResourceAccount"  = var.account_id
        }
      }
    }]
  })

  tags = { Name = "${var.name}-${each.key}" }
}

resource "aws_security_group" "functions" {
  #checkov:skip=CKV2_AWS_5:It is handed out: the functions in the VPC are attached to it.

  name        = "${var.name}-functions"
  description = "Functions: out to PostgreSQL, DynamoDB and S3, nothing in."
  vpc_id      = aws_vpc.this.id
}

# The way to PostgreSQL is opened by the database module, which knows its group.
resource "aws_vpc_security_group_egress_rule" "to_gateway" {
  for_each = aws_vpc_endpoint.gateway

  security_group_id = aws_security_group.functions.id
  description       = "The gateway endpoint of ${each.key}."
  prefix_list_id    = each.value.prefix_list_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
