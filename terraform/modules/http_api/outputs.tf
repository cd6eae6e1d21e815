output "id" {
  description = "The API's id."
  value       = aws_apigatewayv2_api.this.id
}

output "domain" {
  description = "Host name of API Gateway's own address."
  value       = trimprefix(aws_apigatewayv2_api.this.api_endpoint, "https://")
}

output "route_keys" {
  description = "Route keys that the API answers."
  value       = keys(aws_apigatewayv2_route.this)
}
