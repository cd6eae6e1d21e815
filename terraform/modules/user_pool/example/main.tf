module "user_pool" {
  source = "../"

  name                       = "daybook-dev"
  post_confirmation_arn      = "arn:aws:lambda:eu-west-2:111122223333:function:daybook-dev-post-confirmation:live"
  post_confirmation_function = { name = "daybook-dev-post-confirmation", alias = "live" }
}
