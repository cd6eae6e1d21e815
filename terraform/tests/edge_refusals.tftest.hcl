# Which names, certificates and firewalls stop at plan.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "recovery"
  source = "./tests/mocks"
}

variables {
  environment = "test"
}

run "an_address_is_no_domain" {
  command = plan
  variables {
    domain = { name = "https://daybook.example.com" }
  }
  expect_failures = [var.domain]
}

run "www_is_not_the_app" {
  command = plan
  variables {
    domain = { name = "www.example.com" }
  }
  expect_failures = [var.domain]
}

run "a_zones_name_is_no_id" {
  command = plan
  variables {
    domain = { name = "daybook.example.com", zone = "example.com" }
  }
  expect_failures = [var.domain]
}

run "the_api_is_nowhere_else" {
  command = plan
  variables {
    domain = { name = "daybook.example.com", hosts = { api = "alb" } }
  }
  expect_failures = [var.domain]
}

run "certificate_of_another_region" {
  command = plan
  variables {
    domain = { name = "daybook.example.com", certificate_arn = "arn:aws:acm:eu-west-2:111122223333:certificate/1" }
  }
  expect_failures = [var.domain]
}

run "gateways_certificate_of_another_region" {
  command = plan
  variables {
    domain = { name = "daybook.example.com", hosts = { api = "gateway" }, gateway_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }
  }
  expect_failures = [var.domain]
}

run "preload_without_subdomains" {
  command = plan
  variables {
    domain = { name = "daybook.example.com", hsts = { preload = true } }
  }
  expect_failures = [var.domain]
}

run "sign_in_that_leads_elsewhere" {
  command = plan
  variables {
    domain         = { name = "daybook.example.com" }
    hosted_sign_in = { app_address = "https://d111111abcdef8.cloudfront.net", providers = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } } }
  }
  expect_failures = [var.domain]
}

run "firewall_without_a_key" {
  command = plan
  variables {
    firewall = {}
  }
  expect_failures = [var.firewall]
}

run "past_the_firewall" {
  command = plan
  variables {
    firewall = { direct_api = true }
    domain   = { name = "daybook.example.com", hosts = { api = "gateway" } }
  }
  expect_failures = [var.firewall]
}

run "a_sum_that_is_none" {
  command = plan
  variables {
    origin_key_hashes = ["the key itself"]
  }
  expect_failures = [var.origin_key_hashes]
}

run "an_odd_period" {
  command = plan
  variables {
    edge_logs = { days = 10 }
  }
  expect_failures = [var.edge_logs]
}
