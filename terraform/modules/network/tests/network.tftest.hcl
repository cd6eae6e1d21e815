mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name       = "daybook-dev"
  region     = "eu-west-2"
  account_id = "111122223333"
  cidr       = "10.20.0.0/20"
  zones      = ["eu-west-2b", "eu-west-2a"]
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = length(module.network.private_subnet_ids) == 2
    error_message = "There is a private subnet in each zone."
  }
}

run "network" {
  assert {
    condition     = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block } == { "eu-west-2b" = "10.20.0.0/22", "eu-west-2a" = "10.20.4.0/22" }
    error_message = "Subnets are numbered in the order of the zones."
  }

  assert {
    condition     = alltrue([for subnet in values(aws_subnet.private) : !subnet.map_public_ip_on_launch])
    error_message = "Nothing in a private subnet has a public address."
  }

  assert {
    condition     = { for key, endpoint in aws_vpc_endpoint.gateway : endpoint.service_name => endpoint.vpc_endpoint_type } == { "com.amazonaws.eu-west-2.dynamodb" = "Gateway", "com.amazonaws.eu-west-2.s3" = "Gateway" }
    error_message = "There are gateway endpoints for DynamoDB and S3 and no interface endpoint: those cost money while idle."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.gateway) : endpoint.route_table_ids == toset([aws_route_table.private.id])])
    error_message = "The private subnets' route table leads to the endpoints."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.gateway) : one(jsondecode(endpoint.policy).Statement).Condition.StringEquals == { "aws:PrincipalAccount" = "111122223333", "aws:ResourceAccount" = "111122223333" }])
    error_message = "An endpoint carries nothing out to another account."
  }

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_egress_rule.to_gateway) : rule.prefix_list_id == "pl-12345678" && rule.from_port == 443 && rule.to_port == 443 && rule.cidr_ipv4 == null])
    error_message = "Functions get out to the endpoints and nowhere else."
  }

  assert {
    condition     = length(aws_default_security_group.closed.ingress) == 0 && length(aws_default_security_group.closed.egress) == 0
    error_message = "The default security group lets nothing through."
  }
}

run "one_zone" {
  command = plan
  variables {
    zones = ["eu-west-2a"]
  }
  expect_failures = [var.zones]
}

run "no_addresses" {
  command = plan
  variables {
    cidr = "10.20.0.0/28"
  }
  expect_failures = [var.cidr]
}

run "nothing_watches_unless_asked" {
  command = plan

  assert {
    condition     = length(aws_network_acl.private) + length(aws_flow_log.this) + length(aws_iam_role.flow) + length(aws_cloudwatch_log_group.flow) == 0
    error_message = "Flow logs cost money; what is not asked for is not there."
  }
}

run "access_lists" {
  variables {
    acls          = true
    database_port = 5433
  }

  assert {
    condition     = aws_network_acl.private["private"].subnet_ids == toset([for subnet in values(aws_subnet.private) : subnet.id])
    error_message = "Each private subnet has the list."
  }

  assert {
    condition = toset([for rule in aws_network_acl.private["private"].ingress : "${rule.action} ${rule.protocol} ${rule.cidr_block} ${rule.from_port}-${rule.to_port}"]) == toset([
      "allow tcp 10.20.0.0/20 5433-5433", "allow tcp 0.0.0.0/0 1024-65535",
    ])
    error_message = "In come the functions at PostgreSQL's port, and answers."
  }

  assert {
    condition = toset([for rule in aws_network_acl.private["private"].egress : "${rule.action} ${rule.protocol} ${rule.cidr_block} ${rule.from_port}-${rule.to_port}"]) == toset([
      "allow tcp 0.0.0.0/0 443-443", "allow tcp 10.20.0.0/20 1024-65535",
    ])
    error_message = "Out go HTTPS to DynamoDB and S3, PostgreSQL, and answers within the VPC."
  }
}

run "flow_logs" {
  variables {
    flow_logs = { days = 14, key = { arn = "arn:aws:kms:eu-west-2:111122223333:key/1" }, permissions_boundary = "arn:aws:iam::111122223333:policy/boundary" }
  }

  assert {
    condition     = aws_flow_log.this["all"].traffic_type == "ALL" && aws_cloudwatch_log_group.flow["all"].retention_in_days == 14 && aws_cloudwatch_log_group.flow["all"].kms_key_id == "arn:aws:kms:eu-west-2:111122223333:key/1"
    error_message = "All traffic is logged, for as long as was asked, with the key."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.flow["all"].policy).Statement == [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-west-2:111122223333:log-group:group:*"]
      },
      {
        Effect   = "Allow"
        Action   = ["logs:DescribeLogGroups"]
        Resource = ["arn:aws:logs:eu-west-2:111122223333:log-group:*"]
      },
    ]
    error_message = "The role writes to its own group and nothing else."
  }

  assert {
    condition = (
      aws_iam_role.flow["all"].permissions_boundary == "arn:aws:iam::111122223333:policy/boundary" &&
      one(jsondecode(aws_iam_role.flow["all"].assume_role_policy).Statement).Condition.StringEquals == { "aws:SourceAccount" = "111122223333" }
    )
    error_message = "Only flow logs of this account take the role, within the boundary."
  }
}
