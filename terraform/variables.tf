variable "project" {
  description = "First part of every name."
  type        = string
  default     = "daybook"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,15}$", var.project))
    error_message = "project is 2 to 16 lower-case letters and digits, a letter first: bucket names are made of it."
  }
}

variable "environment" {
  description = "Second part of every name: local, dev, staging, prod."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "environment is 2 to 12 lower-case letters and digits, a letter first: bucket names are made of it."
  }
}

variable "region" {
  description = "AWS region of everything but CloudFront, which has none."
  type        = string
  default     = "eu-west-2"
  nullable    = false

  validation {
    condition     = contains(local.regions, var.region)
    error_message = "There is no AWS region ${var.region}. Set region to one of ${join(", ", local.regions)}."
  }
}

variable "recovery_region" {
  description = "Second AWS region, for copies of backups and data. Nothing is there until something asks for it."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = contains(local.regions, var.recovery_region)
    error_message = "There is no AWS region ${var.recovery_region}. Set recovery_region to one of ${join(", ", local.regions)}."
  }

  validation {
    condition     = length(local.copied_abroad) == 0 || var.recovery_region != var.region
    error_message = "A copy beside the original is lost with it. Set recovery_region to another region than ${var.region}: ${join(", ", local.copied_abroad)} copies there."
  }
}

variable "availability_zones" {
  description = "Letters of the region's zones that get a private subnet. Fixed here, not looked up, so that a new zone at AWS never moves a subnet."
  type        = list(string)
  default     = ["a", "b"]
  nullable    = false

  validation {
    condition     = length(distinct(var.availability_zones)) >= 2 && length(distinct(var.availability_zones)) == length(var.availability_zones) && length(var.availability_zones) <= 4
    error_message = "RDS wants subnets in at least two zones. Set availability_zones to two, three or four different letters, such as [\"a\", \"b\"]."
  }

  validation {
    condition     = alltrue([for letter in var.availability_zones : can(regex("^[a-f]$", letter))])
    error_message = "A zone is named by its letter alone: availability_zones = [\"a\", \"b\"], not ${jsonencode(var.availability_zones)}."
  }
}

variable "allowed_account_ids" {
  description = "Accounts that this environment may be applied to. Null: any."
  type        = list(string)
  default     = null

  validation {
    condition     = var.allowed_account_ids == null ? true : length(var.allowed_account_ids) > 0 && alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids is a list of 12-digit account numbers, such as [\"111122223333\"]; leave it out to allow any account."
  }
}

variable "emulator" {
  description = "True when AWS_ENDPOINT_URL names an emulator. Sets provider flags, nothing else."
  type        = bool
  default     = false
  nullable    = false
}

variable "deletion_protection" {
  description = "Holds data back from deletion: table, database, user pool, buckets with something in them."
  type        = bool
  default     = true
  nullable    = false
}

# --- functions ---

variable "functions_dir" {
  description = "Folder with one folder a function, each with a function.json."
  type        = string
  default     = "../functions"
  nullable    = false
}

variable "dist_dir" {
  description = "Folder with the built zips."
  type        = string
  default     = "../dist"
  nullable    = false

  validation {
    condition     = fileexists("${var.dist_dir}/manifest.json")
    error_message = "There is no build in ${var.dist_dir}. Run `invoke build` first."
  }
}

variable "lambda_runtime" {
  description = "Lambda runtime. The build compiles for the same version."
  type        = string
  default     = "python3.13"
  nullable    = false
}

variable "lambda_architecture" {
  description = "arm64 or x86_64. The build picks wheels for the same."
  type        = string
  default     = "arm64"
  nullable    = false

  validation {
    condition     = contains(["arm64", "x86_64"], var.lambda_architecture)
    error_message = "lambda_architecture is arm64 or x86_64."
  }
}

variable "reserved_concurrency" {
  description = "Reserved concurrency by function (folder name). None by default: a new account runs about ten at once, and reserving takes from the rest."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.reserved_concurrency), keys(local.functions))) == 0
    error_message = "reserved_concurrency names no function of ours: ${join(", ", setsubtract(keys(var.reserved_concurrency), keys(local.functions)))}. Write folder names of functions/ that exist with identity = \"${var.identity}\", such as habits."
  }

  validation {
    condition     = alltrue([for calls in values(var.reserved_concurrency) : calls >= 0 && floor(calls) == calls])
    error_message = "reserved_concurrency is a whole number of concurrent calls by function, 0 or more (0 stops it)."
  }
}

variable "log_level" {
  description = "Level of the functions' logs."
  type        = string
  default     = "INFO"
  nullable    = false

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level is DEBUG, INFO, WARNING or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.log_retention_days)
    error_message = "log_retention_days is one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545 or 731."
  }
}

variable "tracing" {
  description = "X-Ray tracing of the functions."
  type        = bool
  default     = false
  nullable    = false
}

variable "failure_retention_days" {
  description = "Days that batches of the stream which could not be worked off are kept. They hold personal data."
  type        = number
  default     = 30
  nullable    = false
}

# --- accounts ---

variable "identity" {
  description = "Who keeps the accounts: cognito (a user pool) or native (the table, and a signing key in Secrets Manager). Accounts do not move from one to the other."
  type        = string
  default     = "cognito"
  nullable    = false

  validation {
    condition     = contains(["cognito", "native"], var.identity)
    error_message = "identity is cognito or native."
  }
}

variable "mail_from" {
  description = "Sender of the stack's mail: an address (daybook@example.com), which is sent a link to confirm, or a domain (example.com), which is proven by the DNS records of the output mail_dns_records. Null: no mail of its own."
  type        = string
  default     = null

  validation {
    condition     = var.mail_from == null ? true : can(regex("^([^@\\s]+@)?[a-z0-9-]+(\\.[a-z0-9-]+)+$", var.mail_from))
    error_message = "mail_from is an address such as daybook@example.com, or a domain such as example.com."
  }

  validation {
    condition     = var.identity == "cognito" || var.mail_from != null
    error_message = "With identity = \"native\" nobody else sends the codes: set mail_from."
  }
}

variable "text_messages" {
  description = "Text messages through SNS, each paid for. A new account sends to verified numbers only, until AWS lets it out of the sandbox."
  type        = bool
  default     = false
  nullable    = false
}

variable "text_messages_a_day" {
  description = "How many text messages are sent in a day at most, to all people together; codes that prove a number are half of them at most."
  type        = number
  default     = 200
  nullable    = false

  validation {
    condition     = var.text_messages_a_day >= 0 && floor(var.text_messages_a_day) == var.text_messages_a_day
    error_message = "text_messages_a_day is a whole number, 0 or more."
  }
}

variable "hosted_sign_in" {
  description = "Signing in with accounts at Google, Apple or other OpenID Connect providers: where the web app is, and the providers by name (see modules/user_pool). Client secrets stand in Secrets Manager. Null: off."
  default     = null

  type = object({
    app_address = string
    providers = map(object({
      kind          = string
      client_id     = string
      secret_arn    = string
      issuer        = optional(string)
      apple_team_id = optional(string)
      apple_key_id  = optional(string)
    }))
  })

  validation {
    condition     = var.hosted_sign_in == null || var.identity == "cognito"
    error_message = "Only a user pool knows other providers: hosted_sign_in wants identity = \"cognito\"."
  }
}

variable "identity_pool" {
  description = "AWS credentials for who is signed in to the user pool, good for putting files under their own prefix of the transfers bucket and for nothing else."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.identity_pool || var.identity == "cognito"
    error_message = "An identity pool trusts a user pool: it wants identity = \"cognito\"."
  }
}

# --- data ---

variable "point_in_time_recovery" {
  description = "Continuous backups of the table, 35 days back."
  type        = bool
  default     = true
  nullable    = false
}

variable "database_name" {
  description = "PostgreSQL database."
  type        = string
  default     = "daybook"
  nullable    = false
}

variable "database_user" {
  description = "PostgreSQL role of the functions; it logs in with IAM tokens. migrate_db makes it."
  type        = string
  default     = "daybook_app"
  nullable    = false
}

variable "database_port" {
  description = "Port of PostgreSQL."
  type        = number
  default     = 5432
  nullable    = false
}

# --- network ---

variable "vpc_cidr" {
  description = "Addresses of the VPC."
  type        = string
  default     = "10.20.0.0/20"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && try(tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 24, false)
    error_message = "vpc_cidr is an IPv4 block of /16 to /24, such as 10.20.0.0/20, not ${var.vpc_cidr}."
  }
}

# --- erasure ---

variable "erasure" {
  description = "Closing an account: for how many days it can be kept after all; how many seconds lie between the end of access and the removal (cached authorizations, requests and stream records under way); and after how many nothing can come late any more (the stream keeps a day)."
  type = object({
    grace_days     = optional(number, 7)
    settle_seconds = optional(number, 180)
    late_seconds   = optional(number, 90000)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.erasure.grace_days >= 0 && var.erasure.grace_days <= 30 && floor(var.erasure.grace_days) == var.erasure.grace_days
    error_message = "erasure.grace_days is a whole number from 0 to 30: people are owed an erasure within a month (GDPR, article 12)."
  }

  validation {
    condition     = var.emulator || (var.erasure.settle_seconds >= 180 && var.erasure.late_seconds >= 90000)
    error_message = "erasure.settle_seconds is 180 or more and erasure.late_seconds 90000 or more: less would let late records of the stream bring something back."
  }
}

# --- site ---

variable "app_address" {
  description = "Address of the web app in mail and messages (https://daybook.example.com). `{distribution}` in it stands for the first part of CloudFront's own domain. Null: domain.name, or else that domain."
  type        = string
  default     = null

  validation {
    condition     = var.app_address == null ? true : can(regex("^https?://[^/?#\\s]+$", var.app_address))
    error_message = "app_address is scheme and host, with no path and no slash at the end."
  }
}

variable "media_public_key" {
  description = "Public key (PEM) of the pair that signs cookies for files. Null: the file envs/<environment>.media-key.pem, which `invoke bootstrap` writes."
  type        = string
  default     = null
}

variable "price_class" {
  description = "CloudFront's edge locations: PriceClass_100, PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "wait_for_distribution" {
  description = "Apply waits until CloudFront has the change everywhere (minutes)."
  type        = bool
  default     = true
  nullable    = false
}

variable "api_origin" {
  description = "Where CloudFront finds the API when not at API Gateway's own address. `{api_id}` and `{stage}` in path stand for the API's id and its stage."
  type = object({
    domain   = string
    port     = number
    path     = string
    protocol = string
  })
  default = null
}

variable "upload_address" {
  description = "Where the browser sends files to when not to S3's own address of the bucket (scheme, host and port)."
  type        = string
  default     = null
}

variable "upload_origins" {
  description = "Origins of the pages that may send files. Null: the web app's own."
  type        = list(string)
  default     = null

  validation {
    condition     = var.upload_origins == null ? true : length(var.upload_origins) > 0
    error_message = "With upload_origins = [] no page could send a file. Name the pages' origins, or leave it out for the web app's own."
  }
}
