output "id" {
  description = "The API's id."
  value       = aws_api_gateway_rest_api.this.id
}

output "domain" {
  description = "Host name of API Gateway's own address."
  value       = split("/", trimprefix(aws_api_gateway_stage.this.invoke_url, "https://"))[0]
}

output "stage" {
  description = "The stage's name."
  value       = aws_api_gateway_stage.this.stage_name
}

output "stage_path" {
  description = "What stands between the domain and a route's path."
  value       = "/${aws_api_gateway_stage.this.stage_name}"
}

output "metrics" {
  description = "The API's metrics in AWS/ApiGateway: their dimensions, and what errors of clients and of the API are called."
  value = {
    dimensions    = { ApiName = aws_api_gateway_rest_api.this.name, Stage = aws_api_gateway_stage.this.stage_name }
    client_errors = "4XXError"
    server_errors = "5XXError"
  }
}

output "route_keys" {
  description = "Route keys that the API answers."
  value = sort(flatten([
    for path, methods in local.document.paths : [for method in keys(methods) : "${upper(method)} ${path}" if method != "options"]
  ]))
}

output "api_keys" {
  description = "Keys of the usage plans, by name."
  value       = { for name, key in aws_api_gateway_api_key.this : name => key.value }
  sensitive   = true
}
