module "manifests" {
  source = "../"

  manifests = {
    authorizer = {
      description = "Turns a bearer token into user, session and scopes."
      memory_mb   = 512
      timeout_s   = 5
      triggers    = { authorizer = { cache_seconds = 60 } }
    }

    get_user = {
      description = "Answers who is signed in."
      memory_mb   = 512
      timeout_s   = 5
      routes      = [{ name = "get_current_user", method = "GET", path = "/v1/users/me", auth = "user", scope = "profile:read" }]
      grants      = [{ resource = "data_table", actions = ["dynamodb:GetItem"], leading_keys = ["USER#*"] }]
      environment = ["TABLE_NAME"]
    }
  }
}
