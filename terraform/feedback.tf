# What becomes of the stack's mail: bounces and complaints come back through a topic. A manifest's "topic" says who
# is called for them.

locals {
  # There however the manifests are, like the queues.
  topic_names = toset(["mail_feedback"])

  # As text: the topic's policy names it, and it names the topic.
  mail_configuration     = "${local.prefix}-mail"
  mail_configuration_arn = "arn:${local.partition}:ses:${var.region}:${local.account_id}:configuration-set/${local.mail_configuration}"
}

resource "aws_sns_topic" "feedback" {
  #checkov:skip=CKV_AWS_26:SES can publish to an encrypted topic only with a KMS key of our own (customer_key: queues), 1 USD a month; a notice holds an address and why it bounced.
  for_each = local.topic_names

  name              = "${local.prefix}-${replace(each.key, "_", "-")}"
  kms_master_key_id = one(local.keys.queues[*].arn)

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ses"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:${local.partition}:sns:${var.region}:${local.account_id}:${local.prefix}-${replace(each.key, "_", "-")}"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnEquals    = { "aws:SourceArn" = local.mail_configuration_arn }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "function" {
  for_each = module.manifests.topic_listeners

  topic_arn = aws_sns_topic.feedback[each.value].arn
  protocol  = "lambda"
  endpoint  = module.function[each.key].alias_arn

  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.async_failures.arn })

  depends_on = [aws_lambda_permission.topic]
}

resource "aws_lambda_permission" "topic" {
  for_each = module.manifests.topic_listeners

  statement_id  = "topic"
  action        = "lambda:InvokeFunction"
  function_name = module.function[each.key].name
  qualifier     = module.function[each.key].alias
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.feedback[each.value].arn
}

# The identity's default, so that whatever is sent from it is listened to.
resource "aws_sesv2_configuration_set" "mail" {
  configuration_set_name = local.mail_configuration

  # Codes and links do not travel in the clear: a server without TLS does not get them, and the mail bounces.
  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }
}

resource "aws_sesv2_configuration_set_event_destination" "feedback" {
  configuration_set_name = aws_sesv2_configuration_set.mail.configuration_set_name
  event_destination_name = "feedback"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT"]

    sns_destination {
      topic_arn = aws_sns_topic.feedback["mail_feedback"].arn
    }
  }
}
