mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "recovery"
  source = "../../tests/mocks"

  override_resource {
    target = module.bucket.aws_s3_bucket.this
    values = { arn = "arn:aws:s3:::copy", bucket_regional_domain_name = "copy.s3.eu-west-1.amazonaws.com" }
  }
}

variables {
  name          = "daybook-dev-media-copy-111122223333"
  role_name     = "daybook-dev-media-copy"
  original      = { name = "daybook-dev-media-111122223333", arn = "arn:aws:s3:::original" }
  versions_days = 30
}

run "example" {
  command = plan

  module {
    source = "./example"
  }

  assert {
    condition     = module.replica.name == "daybook-dev-media-copy-111122223333"
    error_message = "The copy has the name that was asked for."
  }
}

run "copies" {
  assert {
    condition = [for rule in aws_s3_bucket_replication_configuration.this.rule :
      [rule.status, one(rule.filter).prefix, one(rule.delete_marker_replication).status, one(rule.destination).bucket]
    ] == [["Enabled", "", "Enabled", "arn:aws:s3:::copy"]]
    error_message = "Everything is copied, and so is its deletion."
  }

  assert {
    condition     = aws_s3_bucket_replication_configuration.this.bucket == "daybook-dev-media-111122223333" && module.bucket.versioned == "daybook-dev-media-copy-111122223333"
    error_message = "From the original into a bucket that keeps versions."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this.policy).Statement == [
      { Effect = "Allow", Action = ["s3:GetReplicationConfiguration", "s3:ListBucket"], Resource = ["arn:aws:s3:::original"] },
      { Effect = "Allow", Action = ["s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging"], Resource = ["arn:aws:s3:::original/*"] },
      { Effect = "Allow", Action = ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"], Resource = ["arn:aws:s3:::copy/*"] },
    ]
    error_message = "The role reads the original and writes the copy, and may do nothing else."
  }

  assert {
    condition     = [for one in jsondecode(aws_iam_role.this.assume_role_policy).Statement : one.Principal] == [{ Service = "s3.amazonaws.com" }]
    error_message = "Only S3 takes the role."
  }

  assert {
    condition     = alltrue([for destination in aws_s3_bucket_replication_configuration.this.rule[0].destination : length(destination.metrics) == 0 && length(destination.replication_time) == 0 && length(destination.encryption_configuration) == 0])
    error_message = "What is paid for is asked for."
  }
}

run "timed" {
  variables {
    timed = true
  }

  assert {
    condition = [for destination in aws_s3_bucket_replication_configuration.this.rule[0].destination :
      [one(one(destination.replication_time).time).minutes, one(one(destination.metrics).event_threshold).minutes]
    ] == [[15, 15]]
    error_message = "S3 knows 15 minutes and no other promise, and counts what it does not keep."
  }
}

run "with_keys_of_ones_own" {
  variables {
    keys = {
      original = "arn:aws:kms:eu-west-2:111122223333:key/1", original_region = "eu-west-2"
      copy     = "arn:aws:kms:eu-west-1:111122223333:key/2", copy_region = "eu-west-1"
    }
  }

  assert {
    condition = [for rule in aws_s3_bucket_replication_configuration.this.rule :
      [one(one(rule.source_selection_criteria).sse_kms_encrypted_objects).status, one(one(rule.destination).encryption_configuration).replica_kms_key_id]
    ] == [["Enabled", "arn:aws:kms:eu-west-1:111122223333:key/2"]]
    error_message = "S3 leaves out what a key of one's own encrypts, unless it is told a key for the copy."
  }

  assert {
    condition = [for one in jsondecode(aws_iam_role_policy.this.policy).Statement : [one.Action, one.Resource, one.Condition] if can(one.Condition)] == [
      [["kms:Decrypt"], ["arn:aws:kms:eu-west-2:111122223333:key/1"], { StringEquals = { "kms:ViaService" = "s3.eu-west-2.amazonaws.com" } }],
      [["kms:Encrypt", "kms:GenerateDataKey"], ["arn:aws:kms:eu-west-1:111122223333:key/2"], { StringEquals = { "kms:ViaService" = "s3.eu-west-1.amazonaws.com" } }],
    ]
    error_message = "The role decrypts the original and encrypts the copy, both through S3."
  }
}
