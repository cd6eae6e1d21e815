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
