# Wrong tfvars stop at plan. Each run is one mistake; the sentences say what to write instead.

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

# --- production ---

run "production_with_all_that_it_wants" {
  command = plan

  variables {
    production = true
    alarm_mail = ["operator@example.com"]
    domain     = { name = "daybook.example.com", zone = "create" }
  }

  assert {
    condition     = var.deletion_protection && var.point_in_time_recovery && var.database.backup_days >= 7
    error_message = "What production wants of protection and backups is there by itself."
  }
}

run "production_without_protection" {
  command = plan

  variables {
    production          = true
    alarm_mail          = ["operator@example.com"]
    domain              = { name = "daybook.example.com", zone = "create" }
    deletion_protection = false
  }

  expect_failures = [var.production]
}

run "production_without_continuous_backups" {
  command = plan

  variables {
    production             = true
    alarm_mail             = ["operator@example.com"]
    domain                 = { name = "daybook.example.com", zone = "create" }
    point_in_time_recovery = false
  }

  expect_failures = [var.production]
}

run "production_without_backups_of_the_database" {
  command = plan

  variables {
    production = true
    alarm_mail = ["operator@example.com"]
    domain     = { name = "daybook.example.com", zone = "create" }
    database   = { backup_days = 1 }
  }

  expect_failures = [var.production]
}

run "production_without_alarms" {
  command = plan

  variables {
    production    = true
    alarm_mail    = ["operator@example.com"]
    domain        = { name = "daybook.example.com", zone = "create" }
    observability = { alarms = "off" }
  }

  expect_failures = [var.observability]
}

run "production_without_anybody_who_hears_the_alarms" {
  command = plan

  variables {
    production = true
    domain     = { name = "daybook.example.com", zone = "create" }
  }

  expect_failures = [var.alarm_mail]
}

run "production_without_a_domain" {
  command = plan

  variables {
    production = true
    alarm_mail = ["operator@example.com"]
  }

  expect_failures = [var.domain]
}

# --- places ---

run "no_such_region" {
  command = plan

  variables {
    region = "eu-west-9"
  }

  expect_failures = [var.region]
}

run "no_such_second_region" {
  command = plan

  variables {
    recovery_region = "Ireland"
  }

  expect_failures = [var.recovery_region]
}

run "copies_beside_their_originals" {
  command = plan

  variables {
    recovery_region = "eu-west-2"
    recovery        = { backups = { abroad_days = 7 } }
  }

  expect_failures = [var.recovery_region]
}

run "certificate_of_another_region_than_cloudfronts" {
  command = plan

  variables {
    domain = {
      name            = "daybook.example.com"
      zone            = "create"
      certificate_arn = "arn:aws:acm:eu-west-2:111122223333:certificate/11111111-2222-3333-4444-555555555555"
    }
  }

  expect_failures = [var.domain]
}

run "zones_by_their_full_names" {
  command = plan

  variables {
    availability_zones = ["eu-west-2a", "eu-west-2b"]
  }

  expect_failures = [var.availability_zones]
}

run "one_zone_twice" {
  command = plan

  variables {
    availability_zones = ["a", "b", "b"]
  }

  expect_failures = [var.availability_zones]
}

run "no_zones" {
  command = plan

  variables {
    availability_zones = []
  }

  expect_failures = [var.availability_zones]
}

run "no_addresses" {
  command = plan

  variables {
    vpc_cidr = "10.20.0.0/28"
  }

  expect_failures = [var.vpc_cidr]
}

# --- names ---

run "no_account" {
  command = plan

  variables {
    allowed_account_ids = []
  }

  expect_failures = [var.allowed_account_ids]
}

run "an_account_that_is_none" {
  command = plan

  variables {
    allowed_account_ids = ["prod"]
  }

  expect_failures = [var.allowed_account_ids]
}

run "reserved_for_a_function_that_is_not_there" {
  command = plan

  variables {
    reserved_concurrency = { habit = 5 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "reserved_for_a_function_of_other_accounts" {
  command = plan

  variables {
    reserved_concurrency = { rotate_secret = 1 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "half_a_call" {
  command = plan

  variables {
    reserved_concurrency = { habits = 0.5 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "an_alarm_for_a_function_that_is_not_there" {
  command = plan

  variables {
    observability = { functions = ["habit"] }
  }

  expect_failures = [var.observability]
}

run "nobody_may_send" {
  command = plan

  variables {
    upload_origins = []
  }

  expect_failures = [var.upload_origins]
}

run "an_origin_with_a_path" {
  command = plan

  variables {
    cors_origins = ["https://example.com/app"]
  }

  expect_failures = [var.cors_origins]
}

run "days_that_cloudwatch_does_not_know" {
  command = plan

  variables {
    log_retention_days = 10
  }

  expect_failures = [var.log_retention_days]
}

run "edge_locations_that_there_are_not" {
  command = plan

  variables {
    price_class = "PriceClass_50"
  }

  expect_failures = [var.price_class]
}

run "a_boundary_by_its_name" {
  command = plan

  variables {
    permissions_boundary = "developers"
  }

  expect_failures = [var.permissions_boundary]
}

run "a_key_for_what_there_is_not" {
  command = plan

  variables {
    customer_key = ["database"]
  }

  expect_failures = [var.customer_key]
}

run "flow_logs_for_ever" {
  command = plan

  variables {
    network = { flow_log_days = 0 }
  }

  expect_failures = [var.network]
}

# --- two environments ---

run "applied_once" {
  variables {
    region = "eu-west-2"
  }
}

run "this_state_with_the_tfvars_of_another_environment" {
  command = plan

  variables {
    environment = "other"
  }

  expect_failures = [terraform_data.owner]
}

run "this_state_in_another_region" {
  command = plan

  variables {
    region = "eu-west-3"
  }

  expect_failures = [terraform_data.owner]
}
