# Who the stack's mail is from: an address that SES has verified, or any address of a domain that it has.

locals {
  mail_domain = try(strcontains(var.mail_from, "@"), true) ? null : var.mail_from
  mail_sender = local.mail_domain == null ? var.mail_from : "${var.project}@${local.mail_domain}"
}

resource "aws_sesv2_email_identity" "mail" {
  count = var.mail_from == null ? 0 : 1

  email_identity         = var.mail_from
  configuration_set_name = aws_sesv2_configuration_set.mail.configuration_set_name
}
