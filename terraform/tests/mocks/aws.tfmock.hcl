# What AWS would answer, as far as other resources read it: made-up ARNs are refused where they are used.
# Tests of the root are told it during a plan (override_during), so that every value is known and can be asserted: an
# apply to mocks takes three times as long, and is left to what is about a change from one state to the next.

mock_data "aws_caller_identity" {
  defaults = { account_id = "111122223333" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_resource "aws_s3_bucket" {
  defaults = {
    arn                         = "arn:aws:s3:::bucket"
    bucket_regional_domain_name = "bucket.s3.eu-west-2.amazonaws.com"
  }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::111122223333:role/role" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:eu-west-2:111122223333:log-group:group" }
}

mock_resource "aws_lambda_layer_version" {
  defaults = { arn = "arn:aws:lambda:eu-west-2:111122223333:layer:layer:1" }
}

mock_resource "aws_lambda_function" {
  defaults = {
    arn     = "arn:aws:lambda:eu-west-2:111122223333:function:function"
    version = "7"
  }
}

mock_resource "aws_lambda_alias" {
  defaults = {
    arn        = "arn:aws:lambda:eu-west-2:111122223333:function:function:live"
    invoke_arn = "arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-2:111122223333:function:function:live/invocations"
  }
}

mock_resource "aws_dynamodb_table" {
  defaults = {
    arn        = "arn:aws:dynamodb:eu-west-2:111122223333:table/data"
    stream_arn = "arn:aws:dynamodb:eu-west-2:111122223333:table/data/stream/2026-01-01T00:00:00.000"
  }
}

mock_resource "aws_db_instance" {
  defaults = {
    arn         = "arn:aws:rds:eu-west-2:111122223333:db:database"
    address     = "database.abc.eu-west-2.rds.amazonaws.com"
    resource_id = "db-ABCDEF"
    master_user_secret = [{
      secret_arn    = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!db-1"
      secret_status = "active"
      kms_key_id    = "arn:aws:kms:eu-west-2:111122223333:key/1"
    }]
  }
}

mock_resource "aws_rds_cluster" {
  defaults = {
    arn                 = "arn:aws:rds:eu-west-2:111122223333:cluster:database"
    endpoint            = "database.cluster-abc.eu-west-2.rds.amazonaws.com"
    cluster_resource_id = "cluster-ABCDEF"
    master_user_secret = [{
      secret_arn    = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:rds!cluster-1"
      secret_status = "active"
      kms_key_id    = "arn:aws:kms:eu-west-2:111122223333:key/1"
    }]
  }
}

mock_resource "aws_db_proxy" {
  defaults = {
    arn      = "arn:aws:rds:eu-west-2:111122223333:db-proxy:prx-ABCDEF"
    endpoint = "database.proxy-abc.eu-west-2.rds.amazonaws.com"
  }
}

mock_resource "aws_db_proxy_default_target_group" {
  defaults = { name = "default" }
}

mock_data "aws_dynamodb_table" {
  defaults = {
    arn        = "arn:aws:dynamodb:eu-west-2:111122223333:table/replica"
    stream_arn = "arn:aws:dynamodb:eu-west-2:111122223333:table/replica/stream/2026-01-01T00:00:00.000"
  }
}

mock_resource "aws_vpc_endpoint" {
  defaults = { prefix_list_id = "pl-12345678" }
}

mock_resource "aws_cognito_user_pool" {
  defaults = {
    id  = "eu-west-2_abcdefghi"
    arn = "arn:aws:cognito-idp:eu-west-2:111122223333:userpool/eu-west-2_abcdefghi"
  }
}

mock_resource "aws_cognito_identity_pool" {
  defaults = { id = "eu-west-2:11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_cloudwatch_event_bus" {
  defaults = { arn = "arn:aws:events:eu-west-2:111122223333:event-bus/bus" }
}

mock_resource "aws_apigatewayv2_api" {
  defaults = {
    id            = "a1b2c3d4"
    api_endpoint  = "https://a1b2c3d4.execute-api.eu-west-2.amazonaws.com"
    execution_arn = "arn:aws:execute-api:eu-west-2:111122223333:a1b2c3d4"
  }
}

mock_resource "aws_api_gateway_rest_api" {
  defaults = {
    id            = "r1e2s3t4"
    execution_arn = "arn:aws:execute-api:eu-west-2:111122223333:r1e2s3t4"
  }
}

mock_resource "aws_api_gateway_stage" {
  defaults = { invoke_url = "https://r1e2s3t4.execute-api.eu-west-2.amazonaws.com/live" }
}

mock_resource "aws_api_gateway_api_key" {
  defaults = { value = "key-value-of-twenty-characters" }
}

mock_resource "aws_apigatewayv2_authorizer" {
  defaults = { id = "auth12" }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn            = "arn:aws:cloudfront::111122223333:distribution/E1"
    domain_name    = "d111111abcdef8.cloudfront.net"
    hosted_zone_id = "Z2FDTNDATAQYW2"
  }
}

mock_resource "aws_cloudfront_function" {
  defaults = { arn = "arn:aws:cloudfront::111122223333:function/viewer-request" }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:eu-west-2:111122223333:queue"
    url = "https://sqs.eu-west-2.amazonaws.com/111122223333/queue"
  }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:eu-west-2:111122223333:topic" }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = { arn = "arn:aws:events:eu-west-2:111122223333:rule/bus/rule" }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = {
    id  = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:signing-AbCdEf"
    arn = "arn:aws:secretsmanager:eu-west-2:111122223333:secret:signing-AbCdEf"
  }
}

mock_resource "aws_sesv2_email_identity" {
  defaults = {
    arn = "arn:aws:ses:eu-west-2:111122223333:identity/example.com"
  }
}

mock_resource "aws_sfn_state_machine" {
  defaults = { arn = "arn:aws:states:eu-west-2:111122223333:stateMachine:machine" }
}

mock_data "aws_route53_zone" {
  defaults = {
    zone_id = "Z0123456789ABCDEFGHIJ"
    name    = "example.com"
  }
}

mock_resource "aws_route53_zone" {
  defaults = {
    zone_id      = "ZMADEABCDEFGHIJKLMNOP"
    name_servers = ["ns-1.awsdns-1.com", "ns-2.awsdns-2.net", "ns-3.awsdns-3.org", "ns-4.awsdns-4.co.uk"]
  }
}

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
    domain_validation_options = [
      { domain_name = "daybook.example.com", resource_record_name = "_d.daybook.example.com.", resource_record_type = "CNAME", resource_record_value = "_d.acm-validations.aws." },
      { domain_name = "www.daybook.example.com", resource_record_name = "_w.www.daybook.example.com.", resource_record_type = "CNAME", resource_record_value = "_w.acm-validations.aws." },
      { domain_name = "api.daybook.example.com", resource_record_name = "_a.api.daybook.example.com.", resource_record_type = "CNAME", resource_record_value = "_a.acm-validations.aws." },
      { domain_name = "assets.daybook.example.com", resource_record_name = "_s.assets.daybook.example.com.", resource_record_type = "CNAME", resource_record_value = "_s.acm-validations.aws." },
    ]
  }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = { arn = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_cloudfront_key_value_store" {
  defaults = { arn = "arn:aws:cloudfront::111122223333:key-value-store/11111111-2222-3333-4444-555555555555" }
}

mock_resource "aws_backup_vault" {
  defaults = { arn = "arn:aws:backup:eu-west-2:111122223333:backup-vault:daybook-test" }
}

mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:eu-west-2:111122223333:key/1" }
}

mock_resource "aws_cloudfront_public_key" {
  defaults = { id = "K1" }
}

mock_resource "aws_cloudwatch_metric_alarm" {
  defaults = { arn = "arn:aws:cloudwatch:eu-west-2:111122223333:alarm:daybook-test" }
}
