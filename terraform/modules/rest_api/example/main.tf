module "rest_api" {
  source = "../"

  name     = "daybook-dev"
  throttle = { rate = 50, burst = 100 }

  functions = {
    login = {
      name       = "daybook-dev-login"
      alias      = "live"
      invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:111122223333:function:daybook-dev-login:live/invocations"
      timeout_s  = 10
    }
    habits = {
      name       = "daybook-dev-habits"
      alias      = "live"
      invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:111122223333:function:daybook-dev-habits:live/invocations"
      timeout_s  = 10
    }
  }

  routes = {
    "POST /v1/auth/login" = { function = "login", authorized = false, throttle = { rate = 10, burst = 20 } }
    "GET /v1/habits"      = { function = "habits", authorized = true }
    "GET /v1/today"       = { function = "habits", authorized = true }
  }

  authorizer = {
    name          = "daybook-dev-authorizer"
    alias         = "live"
    invoke_arn    = "arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:111122223333:function:daybook-dev-authorizer:live/invocations"
    cache_seconds = 60
  }

  cors_origins = ["https://tools.example.com"]
}
