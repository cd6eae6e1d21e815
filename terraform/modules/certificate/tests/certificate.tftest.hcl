mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  names = ["daybook.example.com", "www.daybook.example.com"]
  zone  = { id = "Z0123456789ABCDEFGHIJ" }
}

run "example" {
  module {
    source = "./example"
  }

  assert {
    condition     = module.certificate.arn != null
    error_message = "The example waits until its certificate is valid."
  }
}

run "proven_in_a_zone" {
  assert {
    condition     = aws_acm_certificate.this.domain_name == "daybook.example.com" && aws_acm_certificate.this.subject_alternative_names == toset(["www.daybook.example.com"]) && aws_acm_certificate.this.validation_method == "DNS"
    error_message = "The certificate has each name, and DNS proves them."
  }

  assert {
    condition     = { for name, record in aws_route53_record.validation : name => "${record.zone_id} ${record.name} ${record.type} ${one(record.records)}" }["www.daybook.example.com"] == "Z0123456789ABCDEFGHIJ _w.www.daybook.example.com CNAME _w.acm-validations.aws."
    error_message = "Each name has the record in the zone that ACM asks for."
  }

  assert {
    condition     = length(aws_acm_certificate_validation.this) == 1 && length(one(aws_acm_certificate_validation.this).validation_record_fqdns) == 2
    error_message = "Whoever takes the certificate waits until it is valid."
  }
}

run "proven_elsewhere" {
  variables {
    zone = null
    wait = false
  }

  assert {
    condition     = length(aws_route53_record.validation) == 0 && length(aws_acm_certificate_validation.this) == 0 && output.arn == null
    error_message = "Without a zone there is nothing to wait for, and no certificate to take yet."
  }

  assert {
    condition     = output.validation_records["daybook.example.com"] == { name = "_d.daybook.example.com", type = "CNAME", value = "_d.acm-validations.aws." }
    error_message = "What has to be entered elsewhere is an output."
  }
}

run "entered_elsewhere" {
  variables {
    zone = null
  }

  assert {
    condition     = one(aws_acm_certificate_validation.this).validation_record_fqdns == null && output.arn != null
    error_message = "Records that stand elsewhere are waited for all the same."
  }
}

run "no_name" {
  command = plan
  variables {
    names = []
  }
  expect_failures = [var.names]
}

run "an_address_is_no_name" {
  command = plan
  variables {
    names = ["https://daybook.example.com"]
  }
  expect_failures = [var.names]
}

run "the_same_name_twice" {
  command = plan
  variables {
    names = ["daybook.example.com", "daybook.example.com"]
  }
  expect_failures = [var.names]
}
