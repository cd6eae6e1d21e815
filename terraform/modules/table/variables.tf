variable "name" {
  description = "The table's name."
  type        = string
  nullable    = false
}

variable "point_in_time_recovery" {
  description = "Continuous backups, 35 days back."
  type        = bool
  default     = true
  nullable    = false
}

variable "deletion_protection" {
  description = "Refuses to delete the table."
  type        = bool
  default     = true
  nullable    = false
}

variable "key" {
  description = "KMS key that encrypts the items. Null: DynamoDB's own."
  type        = object({ arn = string })
  default     = null
}

variable "capacity" {
  description = "Provisioned read and write units a second: at least min, at most max, and between them so many that target percent are used. Null: paid by request."
  type = object({
    read  = object({ min = number, max = number, target = optional(number, 70) })
    write = object({ min = number, max = number, target = optional(number, 70) })
  })
  default = null

  validation {
    condition = var.capacity == null ? true : alltrue([
      for part in [var.capacity.read, var.capacity.write] : part.min >= 1 && part.min <= part.max && floor(part.min) == part.min && floor(part.max) == part.max
    ])
    error_message = "capacity.read and capacity.write have whole units: min is 1 or more, and max is not less than min."
  }

  validation {
    condition = var.capacity == null ? true : alltrue([
      for part in [var.capacity.read, var.capacity.write] : part.target >= 20 && part.target <= 90
    ])
    error_message = "capacity.read.target and capacity.write.target are the percentage that is to be in use, 20 to 90."
  }
}

variable "replica_region" {
  description = "Region of a replica of the table. Null: none."
  type        = string
  default     = null
}

variable "replica_of" {
  description = "Name of a table of which another region's stack has put a replica here: no table is made, the replica is used. Null: the table is this stack's own."
  type        = string
  default     = null

  validation {
    condition     = var.replica_of == null || (var.replica_region == null && var.capacity == null)
    error_message = "With replica_of the table is another stack's, which says how it is paid for and where its replicas are: leave replica_region and capacity out here."
  }
}
