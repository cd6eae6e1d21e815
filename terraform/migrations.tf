# Renames (`moved` blocks) stand here until every environment has applied them.

# The pool is there with identity = "cognito" only.
moved {
  from = module.user_pool
  to   = module.user_pool[0]
}

# Not only what S3 calls fails without anybody waiting.
moved {
  from = aws_lambda_function_event_invoke_config.transfers
  to   = aws_lambda_function_event_invoke_config.asynchronous
}
