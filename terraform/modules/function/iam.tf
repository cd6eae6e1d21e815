resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "Lambda function ${var.name}."
  permissions_boundary = var.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name   = "function"
  role   = aws_iam_role.this.id
  policy = local.policy
}

locals {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.log_statements, local.grant_statements, local.never_statements, local.vpc_statements, local.tracing_statements)
  })

  log_statements = [{
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }]

  # ForAllValues alone is also true when a call names no key; Null asks for one.
  grant_statements = [for grant in var.grants : merge(
    {
      Effect   = "Allow"
      Action   = sort(grant.actions)
      Resource = grant.resources
    },
    length(grant.leading_keys) == 0 ? {} : {
      Condition = {
        "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = grant.leading_keys }
        Null                      = { "dynamodb:LeadingKeys" = "false" }
      }
    },
    grant.through == null ? {} : {
      Condition = { StringEquals = { "kms:ViaService" = grant.through } }
    },
  )]

  never_statements = [for grant in var.grants : {
    Effect   = "Deny"
    Action   = sort(grant.actions)
    Resource = grant.never_on
  } if length(grant.never_on) > 0]

  # For Lambda itself, which calls with the function's role; the function's own code is denied the same.
  # EC2 knows no narrower resource for these: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
  network_actions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ]

  vpc_statements = [for statement in [
    { Effect = "Allow", Action = local.network_actions, Resource = ["*"] },
    {
      Effect   = "Deny"
      Action   = local.network_actions
      Resource = ["*"]
      Condition = {
        ArnEquals = { "lambda:SourceFunctionArn" = "arn:aws:lambda:*:*:function:${var.name}" }
      }
    },
  ] : statement if var.vpc != null]

  tracing_statements = [for statement in [{
    Effect   = "Allow"
    Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    Resource = ["*"]
  }] : statement if var.tracing]
}
