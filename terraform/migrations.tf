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

# A stack can work with another region's table.
moved {
  from = module.table.aws_dynamodb_table.this
  to   = module.table.aws_dynamodb_table.this[0]
}

moved {
  from = aws_dynamodb_table_item.app_address
  to   = aws_dynamodb_table_item.app_address[0]
}

# There is an instance with engine = "instance" only.
moved {
  from = module.database.aws_db_instance.this
  to   = module.database.aws_db_instance.this[0]
}

moved {
  from = module.database.aws_db_parameter_group.this
  to   = module.database.aws_db_parameter_group.this[0]
}

# An API may be a REST API instead.
moved {
  from = module.http_api
  to   = module.http_api[0]
}
