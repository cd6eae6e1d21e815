# What watches the VPC beside security groups and endpoint policies, each by choice.

locals {
  # AWS's side of a connection is any address of DynamoDB and S3: an ACL takes no prefix list. It is stateless, so the
  # answers need a rule of their own; Lambda's connections begin at any port from 1024:
  # https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
  acl_ingress = [
    { number = 100, from = var.database_port, to = var.database_port, cidr = var.cidr },
    { number = 110, from = 1024, to = 65535, cidr = "0.0.0.0/0" },
  ]
  acl_egress = [
    { number = 100, from = 443, to = 443, cidr = "0.0.0.0/0" },
    { number = 110, from = 1024, to = 65535, cidr = var.cidr },
  ]
}

resource "aws_network_acl" "private" {
  #checkov:skip=CKV_AWS_231:3389 is among the ports at which answers arrive; there is no way in from the internet.
  for_each = var.acls ? { private = aws_vpc.this.id } : {}

  vpc_id     = each.value
  subnet_ids = [for zone in var.zones : aws_subnet.private[zone].id]

  dynamic "ingress" {
    for_each = local.acl_ingress

    content {
      rule_no    = ingress.value.number
      action     = "allow"
      protocol   = "tcp"
      from_port  = ingress.value.from
      to_port    = ingress.value.to
      cidr_block = ingress.value.cidr
    }
  }

  dynamic "egress" {
    for_each = local.acl_egress

    content {
      rule_no    = egress.value.number
      action     = "allow"
      protocol   = "tcp"
      from_port  = egress.value.from
      to_port    = egress.value.to
      cidr_block = egress.value.cidr
    }
  }

  tags = { Name = "${var.name}-private" }
}

locals {
  flow_logs = { for logs in var.flow_logs[*] : "all" => logs }
}

resource "aws_cloudwatch_log_group" "flow" {
  #checkov:skip=CKV_AWS_158:Encrypted with CloudWatch's own key unless customer_key names logs.
  #checkov:skip=CKV_AWS_338:They are for finding who talks to whom, and say nothing of people; the operator chooses the days.
  for_each = local.flow_logs

  name              = "/aws/vpc/${var.name}"
  retention_in_days = each.value.days
  kms_key_id        = one(each.value.key[*].arn)
}

resource "aws_flow_log" "this" {
  for_each = local.flow_logs

  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  log_destination          = aws_cloudwatch_log_group.flow[each.key].arn
  iam_role_arn             = aws_iam_role.flow[each.key].arn
  max_aggregation_interval = 600

  tags = { Name = var.name }
}

resource "aws_iam_role" "flow" {
  for_each = local.flow_logs

  name                 = "${var.name}-flow-logs"
  description          = "Flow logs of the VPC ${var.name}."
  permissions_boundary = each.value.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${each.value.partition}:ec2:${var.region}:${var.account_id}:vpc-flow-log/*" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "flow" {
  for_each = local.flow_logs

  name = "write"
  role = aws_iam_role.flow[each.key].id

  # It asks for the group before it writes: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["${aws_cloudwatch_log_group.flow[each.key].arn}:*"]
      },
      {
        Effect   = "Allow"
        Action   = ["logs:DescribeLogGroups"]
        Resource = ["arn:${each.value.partition}:logs:${var.region}:${var.account_id}:log-group:*"]
      },
    ]
  })
}
