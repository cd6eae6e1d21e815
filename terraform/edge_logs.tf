# CloudFront's access log, by choice. Its kind that goes through CloudWatch lets us choose the fields.

locals {
  edge_log_name = "/aws/cloudfront/${local.prefix}-site"

  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
  edge_log_fields = concat(
    [
      "timestamp", "x-edge-location", "x-host-header", "cs-method", "sc-status", "sc-bytes", "time-taken", "time-to-first-byte",
      "x-edge-result-type", "x-edge-detailed-result-type", "x-edge-request-id", "cs-protocol-version", "ssl-protocol",
    ],
    # Below /v1/calendar/ and /v1/unsubscribe/ whoever knows the path is let in; below /media/ it names a person's id.
    try(var.edge_logs.paths, false) ? ["cs-uri-stem"] : [],
    try(var.edge_logs.addresses, false) ? ["c-ip"] : [],
  )
}

resource "aws_cloudwatch_log_group" "edge" {
  #checkov:skip=CKV_AWS_158:Encrypted with CloudWatch's own key; a key of our own would have to be made in us-east-1 for it.
  #checkov:skip=CKV_AWS_338:It may hold addresses of people: edge_logs.days says how long.
  provider = aws.us_east_1
  count    = var.edge_logs == null ? 0 : 1

  name              = local.edge_log_name
  retention_in_days = var.edge_logs.days
}

resource "aws_cloudwatch_log_resource_policy" "edge" {
  provider = aws.us_east_1
  count    = var.edge_logs == null ? 0 : 1

  policy_name = "${local.prefix}-site-log"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.edge[0].arn}:log-stream:*"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:logs:us-east-1:${local.account_id}:*" }
      }
    }]
  })
}

resource "aws_cloudwatch_log_delivery_source" "edge" {
  provider = aws.us_east_1
  count    = var.edge_logs == null ? 0 : 1

  name         = "${local.prefix}-site"
  log_type     = "ACCESS_LOGS"
  resource_arn = module.site.distribution_arn
}

resource "aws_cloudwatch_log_delivery_destination" "edge" {
  provider = aws.us_east_1
  count    = var.edge_logs == null ? 0 : 1

  name          = "${local.prefix}-site"
  output_format = "json"

  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.edge[0].arn
  }
}

resource "aws_cloudwatch_log_delivery" "edge" {
  provider = aws.us_east_1
  count    = var.edge_logs == null ? 0 : 1

  delivery_source_name     = aws_cloudwatch_log_delivery_source.edge[0].name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.edge[0].arn
  record_fields            = local.edge_log_fields

  depends_on = [aws_cloudwatch_log_resource_policy.edge]
}
