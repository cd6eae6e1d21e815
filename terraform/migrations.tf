# Renames (`moved` blocks) stand here until every environment has applied them.

# The pool is there with identity = "cognito" only.
moved {
  from = module.user_pool
  to   = module.user_pool[0]
}
