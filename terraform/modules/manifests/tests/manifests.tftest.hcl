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
