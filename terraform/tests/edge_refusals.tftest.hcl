# Which APIs, names, certificates, firewalls and backups stop at plan: one mistake of each variable a run (as refusals.tftest.hcl).

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment = "test"
}

run "no_such_api_and_an_address_for_a_domain" {
  command = plan

  variables {
    # A rate where a schedule of cron is meant.
    recovery          = { backups = { schedule = "rate(1 day)" } }
    api               = { flavour = "soap" }
    domain            = { name = "https://daybook.example.com" }
    cors_origins      = ["https://tools.example.com/app"]
    origin_key_hashes = ["the key itself"]
  }

  expect_failures = [var.api, var.domain, var.cors_origins, var.origin_key_hashes, var.recovery]
}

run "no_such_authorizer_and_www_for_the_app" {
  command = plan

  variables {
    # Half days.
    recovery  = { backups = { keep_days = 0.5 } }
    api       = { authorizer = "oauth" }
    domain    = { name = "www.example.com" }
    edge_logs = { days = 10 }
  }

  expect_failures = [var.api, var.domain, var.edge_logs, var.recovery]
}

run "a_rest_api_that_reads_tokens_and_a_zones_name_for_its_id" {
  command = plan

  variables {
    # Backups that a lock refuses.
    recovery = { backups = { keep_days = 3, lock = { least_days = 7, most_days = 40 } } }
    api      = { flavour = "rest", authorizer = "jwt" }
    domain   = { name = "daybook.example.com", zone = "example.com" }
  }

  expect_failures = [var.api, var.domain, var.recovery]
}

run "tokens_of_native_accounts_and_an_api_elsewhere" {
  command = plan

  variables {
    identity  = "native"
    mail_from = "daybook@example.com"
    api       = { authorizer = "jwt" }
    domain    = { name = "daybook.example.com", hosts = { api = "alb" } }
  }

  expect_failures = [var.api, var.domain]
}

run "an_http_api_with_a_cache_and_a_certificate_of_another_region" {
  command = plan

  variables {
    # A lock that cannot be taken back the day after.
    recovery = { backups = { lock = { least_days = 7, most_days = 40, settles_in_days = 1 } } }
    api      = { cache = {} }
    domain   = { name = "daybook.example.com", certificate_arn = "arn:aws:acm:eu-west-2:111122223333:certificate/1" }
  }

  expect_failures = [var.api, var.domain, var.recovery]
}

run "an_http_api_with_plans_and_the_gateways_certificate_of_another_region" {
  command = plan

  variables {
    # Versions that are kept for longer than people were promised.
    recovery = { files = { versions_days = 31 } }
    api      = { usage_plans = { partners = { keys = ["acme"] } } }
    domain   = { name = "daybook.example.com", hosts = { api = "gateway" }, gateway_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }
  }

  expect_failures = [var.api, var.domain, var.recovery]
}

run "an_http_api_that_checks_requests_and_preload_without_subdomains" {
  command = plan

  variables {
    # A promise about copies that there are not.
    recovery = { files = { timed = true } }
    api      = { validate_requests = true }
    domain   = { name = "daybook.example.com", hsts = { preload = true } }
  }

  expect_failures = [var.api, var.domain, var.recovery]
}

run "a_plan_called_app_and_a_sign_in_that_leads_elsewhere" {
  command = plan

  variables {
    # A user pool has no secret to copy.
    recovery       = { secrets_abroad = true }
    api            = { flavour = "rest", usage_plans = { partners = { keys = ["app"] } } }
    domain         = { name = "daybook.example.com" }
    hosted_sign_in = { app_address = "https://d111111abcdef8.cloudfront.net", providers = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } } }
  }

  expect_failures = [var.api, var.domain, var.recovery]
}

run "a_throttle_that_lets_nobody_in_and_a_firewall_without_a_key" {
  command = plan

  variables {
    # Somebody else's table.
    recovery = { adopted_table = "other-prod-data" }
    api      = { throttle = { rate = 0, burst = 0 } }
    firewall = {}
  }

  expect_failures = [var.api, var.firewall, var.recovery]
}

run "a_cache_of_no_size_and_a_way_past_the_firewall" {
  command = plan

  variables {
    api      = { flavour = "rest", cache = { size_gb = 3 } }
    firewall = { direct_api = true }
    domain   = { name = "daybook.example.com", hosts = { api = "gateway" } }
  }

  expect_failures = [var.api, var.firewall]
}

run "an_answer_cached_for_a_day" {
  command = plan

  variables {
    api = { flavour = "rest", cache = { document_seconds = 86400 } }
  }

  expect_failures = [var.api]
}

run "a_quota_of_a_year" {
  command = plan

  variables {
    api = { flavour = "rest", usage_plans = { partners = { keys = ["acme"], quota = { requests = 5, per = "YEAR" } } } }
  }

  expect_failures = [var.api]
}

run "compression_of_nothing" {
  command = plan

  variables {
    api = { flavour = "rest", compress_from_bytes = -2 }
  }

  expect_failures = [var.api]
}
