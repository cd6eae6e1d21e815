terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # Where the state lies is told at init: -backend-config=envs/<environment>.s3.tfbackend
  backend "s3" {}
}

provider "aws" {
  region              = var.region
  allowed_account_ids = var.allowed_account_ids

  # An emulator has one address for every bucket and no account behind its credentials.
  s3_use_path_style           = var.emulator
  skip_credentials_validation = var.emulator
  skip_metadata_api_check     = var.emulator
  skip_region_validation      = var.emulator

  default_tags {
    tags = local.tags
  }
}

# CloudFront takes its certificates, web ACLs and alarms from there and from nowhere else.
provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = var.allowed_account_ids

  s3_use_path_style           = var.emulator
  skip_credentials_validation = var.emulator
  skip_metadata_api_check     = var.emulator
  skip_region_validation      = var.emulator

  default_tags {
    tags = local.tags
  }
}

# Copies that outlive a region: backups, replicas.
provider "aws" {
  alias               = "recovery"
  region              = var.recovery_region
  allowed_account_ids = var.allowed_account_ids

  s3_use_path_style           = var.emulator
  skip_credentials_validation = var.emulator
  skip_metadata_api_check     = var.emulator
  skip_region_validation      = var.emulator

  default_tags {
    tags = local.tags
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  # What copies to the second region, by the input that asks for it: each concern adds its line, and none of them may
  # be asked for while that region is the first one.
  copied_abroad = compact([
    join(", ", [for input, abroad in local.recovery_abroad : input if abroad]),
  ])

  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  prefix     = "${var.project}-${var.environment}"

  tags = {
    Project     = var.project
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
