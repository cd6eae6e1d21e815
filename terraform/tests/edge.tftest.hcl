# Names of one's own, the firewall, and what follows from them elsewhere. AWS's answers are known at plan, which is half
# the work of an apply.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment = "test"
}

run "nothing_of_it_by_default" {
  command = plan

  assert {
    condition     = length(module.dns) + length(module.edge_certificate) + length(module.gateway_certificate) + length(module.firewall) + length(aws_cloudwatch_log_group.edge) == 0
    error_message = "Zone, certificates, firewall and logs are by choice: CloudFront's own name costs nothing."
  }

  assert {
    condition     = output.app_url == "https://d111111abcdef8.cloudfront.net" && output.api_url == "https://a1b2c3d4.execute-api.eu-west-2.amazonaws.com/v1" && length(output.dns_records) == 0 && output.name_servers == null
    error_message = "Without a domain app and API are where AWS has them."
  }

  assert {
    condition     = length(local.origin_keys) == 0 && output.origin_key.parameter == "/daybook/test/origin-key" && output.origin_key.store == null && length(output.origin_key.taken) == 0
    error_message = "Without a firewall the API asks for no key."
  }
}

# A zone that is there: everything in one apply.
run "zone_that_is_there" {
  command = plan

  variables {
    domain    = { name = "daybook.example.com", zone = "Z0123456789ABCDEFGHIJ" }
    mail_from = "daybook.example.com"
  }

  assert {
    condition     = output.app_url == "https://daybook.example.com" && jsondecode(one(aws_dynamodb_table_item.app_address).item).url.S == "https://daybook.example.com"
    error_message = "Mails, messages and the files' cookies name the domain."
  }

  assert {
    condition     = output.api_url == "https://api.daybook.example.com/v1" && output.assets_url == "https://assets.daybook.example.com"
    error_message = "Programs find the API at its own host."
  }

  assert {
    condition     = local.edge_names == tolist(["daybook.example.com", "api.daybook.example.com", "assets.daybook.example.com", "www.daybook.example.com"]) && local.gateway_names == []
    error_message = "One certificate has every name that CloudFront answers."
  }

  assert {
    condition     = jsonencode(local.site_domain) == jsonencode({ certificate_arn = one(module.edge_certificate[*].arn), app = "daybook.example.com", moved = ["www.daybook.example.com"], api = "api.daybook.example.com", assets = "assets.daybook.example.com" }) && local.site_domain.certificate_arn != null
    error_message = "CloudFront takes the names, with a certificate that is valid."
  }

  assert {
    condition     = toset([for record in output.dns_records : "${record.type} ${record.name}" if !startswith(record.name, "_") && !strcontains(record.name, "_domainkey")]) == toset(["ALIAS daybook.example.com", "CAA daybook.example.com", "CNAME api.daybook.example.com", "CNAME assets.daybook.example.com", "CNAME www.daybook.example.com"])
    error_message = "Every name has its records, and CAA says who may issue certificates."
  }

  assert {
    condition     = length([for record in output.dns_records : record if endswith(record.name, "._domainkey.daybook.example.com")]) == 3
    error_message = "The sender's domain proves itself in the same zone."
  }

  assert {
    condition     = local.app_origins == tolist(["https://daybook.example.com", "https://d111111abcdef8.cloudfront.net"])
    error_message = "Files may be sent from the app, wherever it was opened."
  }
}

# A zone that is made: nothing waits for a delegation that only its output makes possible. Beside it a firewall before its
# key is in place, and CloudFront's log.
run "zone_that_is_made" {
  command = plan

  variables {
    domain    = { name = "daybook.example.com", zone = "create" }
    firewall  = { mode = "count", log_days = 7, direct_api = true }
    edge_logs = { days = 7 }
  }

  assert {
    condition     = length(local.origin_keys) == 0 && output.origin_key.store != null && output.api_url == "https://a1b2c3d4.execute-api.eu-west-2.amazonaws.com/v1"
    error_message = "The store is there and the API open, so that the key can be put in place without a gap."
  }

  assert {
    condition     = one(aws_cloudwatch_log_group.edge).retention_in_days == 7 && one(aws_cloudwatch_log_delivery_source.edge).log_type == "ACCESS_LOGS" && one(aws_cloudwatch_log_delivery_source.edge).resource_arn == module.site.distribution_arn
    error_message = "CloudFront's access log is kept for as long as was asked for."
  }

  assert {
    condition     = length(setintersection(one(aws_cloudwatch_log_delivery.edge).record_fields, ["c-ip", "x-forwarded-for", "cs-uri-stem", "cs-uri-query", "cs(Cookie)", "cs(Referer)"])) == 0
    error_message = "Nobody's address is in it, and nothing that opens anything: a calendar feed's path does."
  }

  assert {
    condition     = length(output.name_servers) == 4 && length(module.edge_certificate) == 1 && one(module.edge_certificate[*].arn) == null
    error_message = "The first apply makes zone and certificate, says the name servers, and waits for nobody."
  }

  assert {
    condition     = local.site_domain == null && output.app_url == "https://d111111abcdef8.cloudfront.net" && output.assets_url == null
    error_message = "Until the domain is delegated the app stays where it can be reached."
  }
}

run "zone_that_is_made_and_delegated" {
  command = plan

  variables {
    domain    = { name = "daybook.example.com", zone = "create", ready = true }
    mail_from = "example.com"
  }

  assert {
    condition     = length(local.mail_records) == 0
    error_message = "Records of a sender's domain that is not in the zone are told, not made."
  }

  assert {
    condition     = one(module.edge_certificate[*].arn) != null && output.app_url == "https://daybook.example.com"
    error_message = "The second apply gives the app its name."
  }
}

run "records_elsewhere" {
  command = plan

  variables {
    domain = { name = "daybook.example.com", certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555", hosts = { www = false, api = "gateway", assets = false } }
  }

  assert {
    condition     = contains([for record in output.dns_records : "${record.name} ${record.type} ${one(record.values)}"], "_a.api.daybook.example.com CNAME _a.acm-validations.aws.") && one(module.gateway_certificate[*].arn) == null
    error_message = "What to enter elsewhere is told, and nobody waits for a certificate that it proves."
  }

  assert {
    condition     = length([for record in output.dns_records : record if record.type == "ALIAS"]) == 0
    error_message = "A name leads nowhere before it can be answered."
  }
}

run "records_elsewhere_entered" {
  command = plan

  variables {
    domain = { name = "daybook.example.com", ready = true, hosts = { www = false, api = "none", assets = false } }
  }

  assert {
    condition     = contains([for record in output.dns_records : "${record.name} ${record.type} ${one(record.values)}"], "_d.daybook.example.com CNAME _d.acm-validations.aws.") && local.edge_names == tolist(["daybook.example.com"])
    error_message = "What proves a name stays."
  }

  assert {
    condition     = contains([for record in output.dns_records : "${record.name} ${record.type} ${one(record.values)}"], "daybook.example.com ALIAS d111111abcdef8.cloudfront.net") && output.api_url == "https://a1b2c3d4.execute-api.eu-west-2.amazonaws.com/v1"
    error_message = "Then the name itself, and the API stays where it is without a host."
  }
}

run "certificate_that_is_there" {
  command = plan

  variables {
    domain    = { name = "daybook.example.com", certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555" }
    edge_logs = { days = 1, addresses = true, paths = true }
  }

  assert {
    condition     = length(module.edge_certificate) == 0 && local.site_domain.certificate_arn == "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
    error_message = "A certificate of one's own is taken as it is."
  }

  assert {
    condition     = length(setintersection(one(aws_cloudwatch_log_delivery.edge).record_fields, ["c-ip", "cs-uri-stem"])) == 2
    error_message = "Addresses and paths are in CloudFront's log by choice."
  }
}

run "api_at_the_gateway" {
  command = plan

  variables {
    domain = { name = "daybook.example.com", zone = "Z0123456789ABCDEFGHIJ", hosts = { api = "gateway" } }
  }

  assert {
    condition     = one(aws_apigatewayv2_domain_name.api).domain_name == "api.daybook.example.com" && [for settings in one(aws_apigatewayv2_domain_name.api).domain_name_configuration : [settings.endpoint_type, settings.security_policy, settings.certificate_arn]] == [["REGIONAL", "TLS_1_2", one(module.gateway_certificate[*].arn)]]
    error_message = "API Gateway answers the API's host, with a certificate of its region and TLS 1.2 or better."
  }

  assert {
    condition     = one(aws_apigatewayv2_api_mapping.api).api_id == local.api.id && one(aws_apigatewayv2_api_mapping.api).stage == local.api.stage && one(aws_apigatewayv2_api_mapping.api).api_mapping_key == null
    error_message = "The host leads to the API; the version is in the routes."
  }

  assert {
    condition     = !contains(local.edge_names, "api.daybook.example.com") && local.site_domain.api == null && output.api_url == "https://api.daybook.example.com/v1"
    error_message = "CloudFront does not answer for it then."
  }
}
