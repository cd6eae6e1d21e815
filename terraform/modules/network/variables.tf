variable "name" {
  description = "First part of the names."
  type        = string
  nullable    = false
}

variable "region" {
  description = "AWS region, for the endpoints' service names."
  type        = string
  nullable    = false
}

variable "account_id" {
  description = "Account whose principals and resources the endpoints let through."
  type        = string
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the VPC, /16 to /24."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "cidr is an IPv4 block of /16 to /24, not ${var.cidr}."
  }
}

variable "zones" {
  description = "Availability zones, one private subnet in each."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) >= 2 && length(var.zones) <= 4
    error_message = "RDS wants subnets in two zones or more (here up to four)."
  }
}

variable "database_port" {
  description = "Port of PostgreSQL, for the network ACL."
  type        = number
  default     = 5432
  nullable    = false
}

variable "acls" {
  description = "Network ACL of the private subnets: in from the VPC to PostgreSQL, out to HTTPS, and the answers."
  type        = bool
  default     = false
  nullable    = false
}

variable "flow_logs" {
  description = "Flow logs in CloudWatch: days that they are kept, KMS key, and the boundary of the role that writes them. Null: none."
  type = object({
    days                 = number
    key                  = optional(object({ arn = string }))
    permissions_boundary = optional(string)
    partition            = optional(string, "aws")
  })
  default = null
}
