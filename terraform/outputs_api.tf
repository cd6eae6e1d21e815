output "api_id" {
  description = "API Gateway's id of the API."
  value       = local.api.id
}

output "api_flavour" {
  description = "What the API is: http or rest."
  value       = var.api.flavour
}

output "api_stage" {
  description = "The API's stage."
  value       = local.api.stage
}

output "api_keys" {
  description = "Keys of the usage plans, by name; the web app's is \"app\". Null without a REST API."
  value       = one(module.rest_api[*].api_keys)
  sensitive   = true
}
