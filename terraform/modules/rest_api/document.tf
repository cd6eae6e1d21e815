# The API as API Gateway imports it: OpenAPI 3.0 with its extensions.
# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html

locals {
  document = merge(
    {
      openapi = "3.0.1"
      info    = { title = var.name, version = "1" }
      paths   = { for path, keys in local.paths : path => merge(local.methods[path], local.preflights[path]) }
      components = {
        schemas         = local.models
        securitySchemes = merge({ token = local.token_scheme }, local.key_schemes)
      }
      x-amazon-apigateway-gateway-responses = local.gateway_responses
    },
    { for validators in [local.validators] : "x-amazon-apigateway-request-validators" => validators if var.validate_requests },
  )

  # Path → its route keys.
  paths = { for key in keys(var.routes) : split(" ", key)[1] => key... }

  methods = {
    for path, keys in local.paths : path => { for key in keys : lower(split(" ", key)[0]) => local.operations[key] }
  }

  operations = {
    for key, route in var.routes : key => merge(
      {
        responses  = { "200" = { description = "What the function answers." } }
        parameters = concat(local.path_parameters[key], local.query_parameters[key], local.cache_headers[key])
        x-amazon-apigateway-integration = merge(
          { type = "aws_proxy", httpMethod = "POST", uri = var.functions[route.function].invoke_arn, timeoutInMillis = 29000 },
          { for named in [[for header in local.cache_headers[key] : "method.request.header.${header.name}"]] : "cacheKeyParameters" => named if length(named) > 0 },
        )
      },
      { for requirement in [local.requirement] : "security" => [requirement] if route.authorized },
      { for model in [local.model_names[key]] : "requestBody" => {
        required = true
        content  = { "application/json" = { schema = { "$ref" = "#/components/schemas/${model}" } } }
      } if model != null },
      { for validator in ["everything"] : "x-amazon-apigateway-request-validator" => validator if var.validate_requests },
    )
  }

  path_parameters = {
    for key in keys(var.routes) : key => [
      for name in flatten(regexall("{(\\w+)}", key)) : { name = name, in = "path", required = true, schema = { type = "string" } }
    ]
  }

  # --- who may call ---

  # One requirement with both of them: the token, and the key if there are plans.
  requirement = merge({ token = [] }, { for name in keys(local.key_schemes) : name => [] })

  token_scheme = {
    type                         = "apiKey"
    name                         = "Authorization"
    in                           = "header"
    x-amazon-apigateway-authtype = "custom"
    x-amazon-apigateway-authorizer = {
      type                         = "request"
      authorizerUri                = var.authorizer.invoke_arn
      authorizerResultTtlInSeconds = var.authorizer.cache_seconds
      identitySource               = "method.request.header.Authorization"
    }
  }

  key_schemes = length(var.usage_plans) == 0 ? {} : { key = { type = "apiKey", name = "x-api-key", in = "header" } }

  # --- what is asked of a request before a function is called ---

  validators = { everything = { validateRequestParameters = true, validateRequestBody = true } }

  checked = { for key, route in var.routes : key => var.validate_requests ? route.request : null }

  query_parameters = {
    for key in keys(var.routes) : key => [
      for name in try(local.checked[key].query, []) : { name = name, in = "query", required = true, schema = { type = "string" } }
    ]
  }

  # A name of letters and digits for each body: PATCH /v1/habits/{habit_id} → PatchV1HabitsHabitId.
  model_names = {
    for key in keys(var.routes) : key => try(local.checked[key].body, null) == null ? null : replace(title(lower(replace(key, "/[^A-Za-z0-9]+/", " "))), " ", "")
  }

  # Which fields there are, and which there have to be. What a field holds is the function's to say: it trims text before
  # it measures it, and names the place of each mistake.
  models = {
    for key, name in local.model_names : name => {
      type                 = "object"
      required             = sort(local.checked[key].body.required)
      properties           = { for field in local.checked[key].body.fields : field => {} }
      additionalProperties = false
    } if name != null
  }

  # --- what the cache tells answers apart by ---

  # Functions say to each origin whether its pages may read the answer (shared/http/rest_api.py).

  cache_headers = {
    for key in keys(var.routes) : key => [
      for name in local.cached[key] == null ? [] : setunion(local.cached[key].headers, length(var.cors_origins) == 0 ? [] : ["Origin"]) : { name = name, in = "header", required = false, schema = { type = "string" } }
    ]
  }
}
