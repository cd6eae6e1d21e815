variable "database" {
  description = <<-TEXT
    PostgreSQL. What may be left out has its default in modules/database.
    engine: instance (RDS, runs and is paid for all the time) or aurora (Serverless v2, which pauses at zero).
    version: a major one such as 17, kept new by AWS, or one such as 16.6, which stays.
    class, storage_gb: size of an instance, and its disk at the start.
    min_capacity, max_capacity: Aurora's capacity units; with min_capacity = 0 it pauses after pause_after_s without a connection.
    multi_az: a second one in another zone that takes over. backup_days: of automatic backups.
    proxy: RDS Proxy in front, paid for by the hour; not with a database that pauses.
  TEXT
  type = object({
    engine        = optional(string, "instance")
    version       = optional(string)
    class         = optional(string)
    storage_gb    = optional(number)
    min_capacity  = optional(number)
    max_capacity  = optional(number)
    pause_after_s = optional(number)
    multi_az      = optional(bool, false)
    backup_days   = optional(number, 7)
    proxy = optional(object({
      max_connections_percent = optional(number, 80)
      password_version        = optional(number, 1)
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.database.engine != "aurora" || (var.database.class == null && var.database.storage_gb == null)
    error_message = "database.class and database.storage_gb are an instance's: with engine = \"aurora\" the size is min_capacity to max_capacity, and the disk grows by itself."
  }

  validation {
    condition     = var.database.engine != "instance" || (var.database.min_capacity == null && var.database.max_capacity == null && var.database.pause_after_s == null)
    error_message = "An instance neither pauses nor scales: database.min_capacity, max_capacity and pause_after_s go with engine = \"aurora\"; the size of an instance is class."
  }
}

variable "table" {
  description = <<-TEXT
    How the table is paid for and where else it is.
    capacity: provisioned units a second that scale between min and max by what is used; null: paid by request, idle for nothing.
    replica_region: a replica there, always alike within about a second (a global table); paid like a second table.
    replica_of: the name of the table (daybook-prod-data) whose replica in this region this stack works with, instead of a table of its own.
    acting_region: the one region that reads the stream and runs schedules. The same in the tfvars of both regions; null: the region that made the table.
  TEXT
  type = object({
    capacity = optional(object({
      read  = object({ min = number, max = number, target = optional(number, 70) })
      write = object({ min = number, max = number, target = optional(number, 70) })
    }))
    replica_region = optional(string)
    replica_of     = optional(string)
    acting_region  = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.table.replica_region == null ? true : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.table.replica_region)) && var.table.replica_region != var.region
    error_message = "table.replica_region is another region than ${var.region}, such as eu-west-1."
  }

  validation {
    condition     = var.table.replica_of == null || var.table.replica_region == null
    error_message = "table.replica_of says that the table is another region's, which is where table.replica_region belongs: set one of them."
  }

  validation {
    condition     = var.table.acting_region == null || var.table.replica_of != null || contains(compact([var.region, var.table.replica_region]), coalesce(var.table.acting_region, "-"))
    error_message = "table.acting_region is where the stream is read, once and in one region only: ${join(" or ", compact([var.region, var.table.replica_region]))}, not ${coalesce(var.table.acting_region, "-")}, where this table is not."
  }
}
