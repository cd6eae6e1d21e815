run "example" {
  module {
    source = "./example"
  }

  assert {
    condition     = keys(module.manifests.routes) == ["GET /v1/users/me"] && module.manifests.routes["GET /v1/users/me"].function == "get_user"
    error_message = "A route's key is its method and path."
  }

  assert {
    condition     = module.manifests.authorizer == "authorizer" && module.manifests.functions.get_user.layers == toset(["common"]) && !module.manifests.functions.get_user.vpc
    error_message = "Defaults are filled in."
  }
}

variables {
  # What every valid set needs; each run below adds one that is not.
  authorizer = {
    description = "Authorizes."
    memory_mb   = 128
    timeout_s   = 5
    triggers    = { authorizer = { cache_seconds = 60 } }
  }
  plain = { description = "Does something.", memory_mb = 128, timeout_s = 30 }
  route = { name = "list_things", method = "GET", path = "/v1/things", auth = "user", scope = "things:read" }
}

run "folder_name" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, "get-user" = var.plain }
  }
  expect_failures = [var.manifests]
}

run "too_little_memory" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { memory_mb = 64 }) }
  }
  expect_failures = [var.manifests]
}

run "longer_than_lambda" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { timeout_s = 901 }) }
  }
  expect_failures = [var.manifests]
}

run "as_long_as_an_http_api_waits" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { timeout_s = 30, routes = [var.route] }) }
  }
}

run "longer_than_an_http_api_waits" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { timeout_s = 31, routes = [var.route] }) }
  }
  expect_failures = [var.manifests]
}

run "longer_than_cognito_waits" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { timeout_s = 6, triggers = { user_pool = ["post_confirmation"] } }) }
  }
  expect_failures = [var.manifests]
}

run "longer_than_an_authorizer_may_take" {
  command = plan
  variables {
    manifests = { authorizer = merge(var.authorizer, { timeout_s = 11 }) }
  }
  expect_failures = [var.manifests]
}

run "authorizer_remembers_too_long" {
  command = plan
  variables {
    manifests = { authorizer = merge(var.authorizer, { triggers = { authorizer = { cache_seconds = 61 } } }) }
  }
  expect_failures = [var.manifests]
}

run "method" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { routes = [merge(var.route, { method = "FETCH" })] }) }
  }
  expect_failures = [var.manifests]
}

run "path_without_version" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { routes = [merge(var.route, { path = "/things" })] }) }
  }
  expect_failures = [var.manifests]
}

run "user_without_scope" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { routes = [merge(var.route, { scope = null })] }) }
  }
  expect_failures = [var.manifests]
}

run "unknown_auth" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { routes = [merge(var.route, { auth = "maybe" })] }) }
  }
  expect_failures = [var.manifests]
}

run "wildcard_action" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { grants = [{ resource = "event_bus", actions = ["events:*"] }] }) }
  }
  expect_failures = [var.manifests]
}

run "table_without_keys" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { grants = [{ resource = "data_table", actions = ["dynamodb:GetItem"] }] }) }
  }
  expect_failures = [var.manifests]
}

run "out_of_reach_from_the_vpc" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { vpc = true, grants = [{ resource = "event_bus", actions = ["events:PutEvents"] }] }) }
  }
  expect_failures = [var.manifests]
}

run "public_operation_from_the_vpc" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { vpc = true, unsigned = ["cognito-idp:SignUp"] }) }
  }
  expect_failures = [var.manifests]
}

run "within_reach_from_the_vpc" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { vpc = true, grants = [{ resource = "database_user", actions = ["rds-db:connect"] }] }) }
  }
}

run "no_authorizer" {
  command = plan
  variables {
    manifests = { x = var.plain }
  }
  expect_failures = [output.authorizer]
}

run "two_authorizers" {
  command = plan
  variables {
    manifests = { a = var.authorizer, b = var.authorizer }
  }
  expect_failures = [output.authorizer]
}

run "called_for_objects" {
  command = plan
  variables {
    manifests = {
      authorizer = var.authorizer
      x          = merge(var.plain, { triggers = { bucket = { name = "transfers", prefixes = ["uploads/", "work/imports/"] } } })
      y          = merge(var.plain, { triggers = { bucket = { name = "transfers", prefixes = ["work/exports/"] } } })
    }
  }

  assert {
    condition     = output.bucket_triggers == { transfers = { "uploads/" = "x", "work/imports/" = "x", "work/exports/" = "y" } }
    error_message = "Each prefix leads to its function."
  }
}

run "prefix_without_slash" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { bucket = { name = "transfers", prefixes = ["uploads"] } } }) }
  }
  expect_failures = [var.manifests]
}

run "called_for_objects_and_by_people" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { timeout_s = 5, routes = [var.route], triggers = { bucket = { name = "transfers", prefixes = ["uploads/"] } } }) }
  }
  expect_failures = [var.manifests]
}

run "unknown_identity" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer }
    identity  = "ldap"
  }
  expect_failures = [var.identity]
}

run "function_of_an_unknown_identity" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { identity = "ldap" }) }
  }
  expect_failures = [var.manifests]
}

run "without_the_other_provider" {
  command = plan
  variables {
    identity = "native"
    manifests = {
      authorizer = var.authorizer
      both = merge(var.plain, { grants = [
        { resource = "user_pool", actions = ["cognito-idp:AdminGetUser"], identity = "cognito" },
        { resource = "signing_secret", actions = ["secretsmanager:GetSecretValue"], identity = "native" },
        { resource = "event_bus", actions = ["events:PutEvents"] },
      ] })
      pool   = merge(var.plain, { identity = "cognito", timeout_s = 5, triggers = { user_pool = ["post_confirmation"] } })
      rotate = merge(var.plain, { identity = "native", triggers = { rotation = { secret = "signing_secret", days = 30 } } })
    }
  }

  assert {
    condition     = keys(output.functions) == ["authorizer", "both", "rotate"] && length(output.user_pool_triggers) == 0
    error_message = "A function of the other provider is left out, and so are its triggers."
  }

  assert {
    condition     = [for grant in output.functions.both.grants : grant.resource] == ["signing_secret", "event_bus"]
    error_message = "A grant of the other provider is left out."
  }

  assert {
    condition     = output.rotations == { signing_secret = { function = "rotate", days = 30 } }
    error_message = "Who rotates a secret is told."
  }
}

run "rotated_too_seldom" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { rotation = { secret = "signing_secret", days = 91 } } }) }
  }
  expect_failures = [var.manifests]
}

run "without_a_request" {
  command = plan
  variables {
    manifests = {
      authorizer = var.authorizer
      tick       = merge(var.plain, { triggers = { schedule = { expression = "rate(1 minute)" }, invoked = { max_retries = 1 } } })
      nightly    = merge(var.plain, { triggers = { schedule = { expression = "cron(0 4 * * ? *)", timezone = "Europe/London", where = "database_always_on", max_age_s = 60 } } })
      reader     = merge(var.plain, { triggers = { queue = { name = "notify", batch_size = 10, max_concurrency = 5, max_receive_count = 4 } } })
      listener   = merge(var.plain, { triggers = { bus = { detail_types = ["order.placed"] } } })
      bounces    = merge(var.plain, { triggers = { topic = { name = "mail_feedback" } } })
      files      = merge(var.plain, { triggers = { bucket = { name = "uploads", prefixes = ["raw/"] } } })
    }
  }

  assert {
    condition = jsonencode(output.schedules) == jsonencode({
      nightly = { expression = "cron(0 4 * * ? *)", timezone = "Europe/London", where = "database_always_on", max_retries = 2, max_age_s = 60 }
      tick    = { expression = "rate(1 minute)", timezone = "UTC", where = null, max_retries = 2, max_age_s = 21600 }
    })
    error_message = "Each schedule is told, with its defaults."
  }

  assert {
    condition = output.queues == { notify = {
      name = "notify", batch_size = 10, batching_window_s = 0, max_concurrency = 5, max_receive_count = 4, function = "reader", timeout_s = 30
    } }
    error_message = "Each queue has its reader."
  }

  assert {
    condition     = jsonencode(output.bus_listeners) == jsonencode({ listener = ["order.placed"] }) && output.topic_listeners.bounces == "mail_feedback"
    error_message = "Each listener has what it is called for."
  }

  assert {
    condition = { for name, config in output.asynchronous : name => config.max_retries } == {
      tick = 1, nightly = 2, listener = 2, bounces = 2, files = 2
    }
    error_message = "Whatever is called without anybody waiting is tried again by Lambda; a queue's reader is not called so."
  }
}

run "called_on_time_and_by_people" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { routes = [var.route], triggers = { schedule = { expression = "rate(1 day)" } } }) }
  }
  expect_failures = [var.manifests]
}

run "no_schedule" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { schedule = { expression = "each minute" } } }) }
  }
  expect_failures = [var.manifests]
}

run "a_schedule_nobody_waits_for_so_long" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { schedule = { expression = "rate(1 day)", max_age_s = 86401 } } }) }
  }
  expect_failures = [var.manifests]
}

run "big_batches_at_once" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { queue = { name = "notify", batch_size = 11, max_concurrency = 2, max_receive_count = 3 } } }) }
  }
  expect_failures = [var.manifests]
}

run "a_message_that_is_tried_once" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { queue = { name = "notify", batch_size = 10, max_concurrency = 2, max_receive_count = 1 } } }) }
  }
  expect_failures = [var.manifests]
}

run "more_retries_than_lambda_has" {
  command = plan
  variables {
    manifests = { authorizer = var.authorizer, x = merge(var.plain, { triggers = { invoked = { max_retries = 3 } } }) }
  }
  expect_failures = [var.manifests]
}
