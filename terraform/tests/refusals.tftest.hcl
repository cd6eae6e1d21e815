# Wrong tfvars stop at plan, and the sentence says what to write instead. A run has one mistake of each variable that it
# expects to fail: a plan costs seconds, and a variable that would be let through fails the run. (Not two that depend on
# each other: the second one is not looked at.)

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

# Nor is anybody there who sends the codes.
run "production_without_a_domain_alarms_or_anybody_who_hears_them" {
  command = plan

  variables {
    production    = true
    observability = { alarms = "off" }
    identity      = "native"
  }

  expect_failures = [var.domain, var.alarm_mail, var.observability, var.mail_from]
}

# --- what there is not ---

run "names_of_nothing" {
  command = plan

  variables {
    recovery_region      = "Ireland"
    availability_zones   = ["eu-west-2a", "eu-west-2b"]
    vpc_cidr             = "10.20.0.0/28"
    allowed_account_ids  = ["prod"]
    reserved_concurrency = { habit = 5 }
    observability        = { functions = ["habit"] }
    cors_origins         = ["https://example.com/app"]
    log_retention_days   = 10
    price_class          = "PriceClass_50"
    permissions_boundary = "developers"
    customer_key         = ["database"]
    network              = { flow_log_days = 0 }
  }

  expect_failures = [
    var.recovery_region,
    var.availability_zones,
    var.vpc_cidr,
    var.allowed_account_ids,
    var.reserved_concurrency,
    var.observability,
    var.cors_origins,
    var.log_retention_days,
    var.price_class,
    var.permissions_boundary,
    var.customer_key,
    var.network,
  ]
}

# Only a user pool knows other providers, and is trusted by an identity pool.
run "empty_lists_and_what_wants_a_user_pool" {
  command = plan

  variables {
    availability_zones   = []
    allowed_account_ids  = []
    upload_origins       = []
    reserved_concurrency = { habits = 0.5 }
    identity             = "native"
    mail_from            = "somebody"
    identity_pool        = true
    hosted_sign_in = {
      app_address = "https://daybook.example.com"
      providers   = { google = { kind = "google", client_id = "g", secret_arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:google" } }
    }
  }

  expect_failures = [
    var.availability_zones,
    var.allowed_account_ids,
    var.upload_origins,
    var.reserved_concurrency,
    var.mail_from,
    var.identity_pool,
    var.hosted_sign_in,
  ]
}

# rotate_secret is there with accounts of our own only; CloudFront takes certificates of us-east-1; only a traced REST API
# asks how many requests to trace; a budget wants somebody to hear of it.
run "in_the_wrong_place" {
  command = plan

  variables {
    availability_zones   = ["a", "b", "b"]
    recovery_region      = "eu-west-2"
    recovery             = { backups = { abroad_days = 7 } }
    reserved_concurrency = { rotate_secret = 1 }
    observability        = { sampling = {} }
    budget               = { monthly_usd = 10 }
    domain = {
      name            = "daybook.example.com"
      zone            = "create"
      certificate_arn = "arn:aws:acm:eu-west-2:111122223333:certificate/11111111-2222-3333-4444-555555555555"
    }
  }

  expect_failures = [
    var.availability_zones,
    var.recovery_region,
    var.reserved_concurrency,
    var.observability,
    var.budget,
    var.domain,
  ]
}

run "no_such_region_and_no_such_keeper_of_accounts" {
  command = plan

  variables {
    region   = "eu-west-9"
    identity = "ldap"
  }

  expect_failures = [var.region, var.identity]
}

# --- two environments ---

run "the_state_is_of_this_one" {
  plan_options {
    target = [terraform_data.owner]
  }

  assert {
    condition     = terraform_data.owner.output == "daybook-test 111122223333 eu-west-2"
    error_message = "The state says whose it is."
  }
}

run "with_the_tfvars_of_another_environment" {
  command = plan

  variables {
    environment = "other"
  }

  plan_options {
    target = [terraform_data.owner]
  }

  expect_failures = [terraform_data.owner]
}

run "with_another_region" {
  command = plan

  variables {
    region = "eu-west-3"
  }

  plan_options {
    target = [terraform_data.owner]
  }

  expect_failures = [terraform_data.owner]
}
