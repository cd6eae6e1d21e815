mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name = "daybook.example.com"
  hosts = {
    "daybook.example.com"     = { target = "d111111abcdef8.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" }
    "api.daybook.example.com" = { target = "d111111abcdef8.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" }
  }
}

run "example" {
  module {
    source = "./example"
  }

  assert {
    condition     = module.dns.zone_name == "daybook.example.com" && length(module.dns.name_servers) > 0
    error_message = "The example has a zone of its own, and says where it is answered."
  }
}

run "a_zone_is_made" {
  variables {
    zone = "create"
  }

  assert {
    condition     = one(aws_route53_zone.this).name == "daybook.example.com" && output.zone_id == one(aws_route53_zone.this).zone_id
    error_message = "The zone is the domain's."
  }

  assert {
    condition     = toset(keys(aws_route53_record.host)) == toset(["api.daybook.example.com A", "api.daybook.example.com AAAA", "daybook.example.com A", "daybook.example.com AAAA"])
    error_message = "Each host answers over IPv4 and IPv6."
  }

  assert {
    condition     = alltrue([for record in values(aws_route53_record.host) : one(record.alias).zone_id == "Z2FDTNDATAQYW2" && one(record.alias).name == "d111111abcdef8.cloudfront.net" && !one(record.alias).evaluate_target_health])
    error_message = "A host is an alias, which costs nothing and works at the top of a zone."
  }

  assert {
    condition     = aws_route53_record.this["daybook.example.com CAA"].records == toset(["0 issue \"amazon.com\""])
    error_message = "Nobody but Amazon issues certificates for the domain."
  }
}

run "a_zone_is_there" {
  variables {
    zone        = "Z0123456789ABCDEFGHIJ"
    authorities = []
    records     = { mail = { name = "a._domainkey.daybook.example.com", type = "CNAME", values = ["a.dkim.amazonses.com"] } }
  }

  assert {
    condition     = length(aws_route53_zone.this) == 0 && output.zone_name == "example.com" && length(output.name_servers[*]) == 0
    error_message = "A zone that is there is used, also where the domain lies deeper in it."
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["mail"] && aws_route53_record.this["mail"].type == "CNAME"
    error_message = "Other records are made, and CAA by choice only."
  }
}

run "no_zone" {
  assert {
    condition     = length(aws_route53_zone.this) == 0 && length(aws_route53_record.host) == 0 && length(aws_route53_record.this) == 0 && output.zone_id == null && output.zone_name == ""
    error_message = "Without a zone there is nothing at Route 53."
  }

  assert {
    condition     = contains([for record in output.records : "${record.name} ${record.type} ${one(record.values)}"], "daybook.example.com ALIAS d111111abcdef8.cloudfront.net") && contains([for record in output.records : "${record.name} ${record.type} ${one(record.values)}"], "api.daybook.example.com CNAME d111111abcdef8.cloudfront.net")
    error_message = "The records are told, so that they can be entered elsewhere."
  }
}

run "zone_of_another_domain" {
  command = plan
  variables {
    name = "daybook.example.org"
    zone = "Z0123456789ABCDEFGHIJ"
  }
  expect_failures = [data.aws_route53_zone.this[0]]
}

run "an_address_is_no_domain" {
  command = plan
  variables {
    name = "https://daybook.example.com/"
  }
  expect_failures = [var.name]
}

run "a_zones_name_is_no_id" {
  command = plan
  variables {
    zone = "example.com"
  }
  expect_failures = [var.zone]
}
