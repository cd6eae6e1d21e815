output "id" {
  description = "The API's id."
  value       = aws_apigatewayv2_api.this.id
}

output "domain" {
  description = "Host name of API Gateway's own address."
  value       = trimprefix(aws_apigatewayv2_api.this.api_endpoint, "https://")
}

output "stage" {
  description = "The stage's name."
  value       = aws_apigatewayv2_stage.default.name
}

output "stage_path" {
  description = "What stands between the domain and a route's path: nothing."
  value       = ""
}

output "metrics" {
  description = "The API's metrics in AWS/ApiGateway: their dimensions, and what errors of clients and of the API are called."
  value = {
    dimensions    = { ApiId = aws_apigatewayv2_api.this.id, Stage = aws_apigatewayv2_stage.default.name }
    client_errors = "4xx"
    server_errors = "5xx"
  }
}

output "route_keys" {
  description = "Route keys that the API answers."
  value       = keys(aws_apigatewayv2_route.this)
}
