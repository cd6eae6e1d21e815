locals {
  built = fileexists(var.artifact.file)
  # Lambda's limit counts names and values.
  environment_bytes = sum(concat([0], [for name, value in var.environment : length(name) + length(value)]))
}

resource "aws_cloudwatch_log_group" "this" {
  #checkov:skip=CKV_AWS_158:Encrypted with CloudWatch's own key unless customer_key names logs; a KMS key costs 1 USD a month while idle.
  #checkov:skip=CKV_AWS_338:Logs are for finding faults; log_retention_days says how long, and personal data is not kept for a year.

  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = one(var.log_key[*].arn)
}

# The key holds the hash, so a changed zip is a new object and an unchanged one is left alone.
resource "aws_s3_object" "zip" {
  bucket      = var.artifact.bucket
  key         = "${var.artifact.prefix}/${local.built ? filesha256(var.artifact.file) : "missing"}.zip"
  source      = var.artifact.file
  source_hash = local.built ? filesha256(var.artifact.file) : "missing"

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = local.built
      error_message = "${var.name} is not built: ${var.artifact.file} is missing. Run `invoke build`."
    }
  }
}

resource "aws_lambda_function" "this" {
  #checkov:skip=CKV_AWS_116:What calls it asynchronously has its own way out: the stream's mappings write to the failures bucket.
  #checkov:skip=CKV_AWS_117:What needs PostgreSQL is in the VPC, which has no way out: whoever needs another service of AWS's stays outside.
  #checkov:skip=CKV_AWS_173:Nothing in the environment is secret; Lambda encrypts it with its own key.
  #checkov:skip=CKV_AWS_272:The artefacts bucket is written by the operator alone, and the hash of each zip is in the plan.

  function_name = var.name
  description   = var.description
  role          = aws_iam_role.this.arn

  handler       = var.handler
  runtime       = var.runtime
  architectures = [var.architecture]
  memory_size   = var.memory_mb
  timeout       = var.timeout_s
  layers        = var.layers

  s3_bucket        = aws_s3_object.zip.bucket
  s3_key           = aws_s3_object.zip.key
  source_code_hash = local.built ? filebase64sha256(var.artifact.file) : null
  publish          = true

  reserved_concurrent_executions = var.reserved_concurrency

  environment {
    variables = var.environment
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  dynamic "vpc_config" {
    for_each = var.vpc[*]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  # In the VPC Lambda checks at once whether the role may make network interfaces.
  depends_on = [aws_iam_role_policy.this]

  lifecycle {
    precondition {
      condition     = local.environment_bytes < 4096
      error_message = "${var.name}: the environment is ${local.environment_bytes} bytes; Lambda takes less than 4096."
    }
  }
}

# What calls the function names this alias. A new function starts on its first version; from then on
# `invoke release` and `invoke rollback` say which version is called, so that publishing one calls nothing new.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that is called; `invoke release` moves it."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version

  lifecycle {
    ignore_changes = [function_version, routing_config]
  }
}
