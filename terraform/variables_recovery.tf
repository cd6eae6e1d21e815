variable "recovery" {
  description = <<-TEXT
    What outlives a mistake or a region, beside point_in_time_recovery and the database's own backups; all of it off by
    default, since it is paid for by size. docs/operations.md ("Recovery") says which of it answers which loss.
    backups: daily recovery points of table, database and files in a vault of AWS Backup, kept for keep_days; copies in
    recovery_region for abroad_days (null: none). lock: nobody deletes a recovery point sooner than after least_days, and
    settles_in_days after the first apply not even AWS lifts the lock (null: whoever may administer AWS Backup can).
    files: what people have put into the media bucket keeps its earlier versions for versions_days; abroad: copied to
    recovery_region as it comes; timed: within 15 minutes, at a price.
    secrets_abroad: the signing secret is also in recovery_region.
    database_abroad_days: PostgreSQL can be brought back to a minute in recovery_region, so many days back.
    adopted_table: name of the table when it is one that was restored (docs/operations.md, "Use what was restored").
  TEXT

  type = object({
    backups = optional(object({
      schedule    = optional(string, "cron(0 2 * * ? *)")
      keep_days   = optional(number, 35)
      abroad_days = optional(number)
      lock        = optional(object({ least_days = number, most_days = number, settles_in_days = optional(number) }))
    }))
    files = optional(object({
      versions_days = optional(number, 30)
      abroad        = optional(bool, false)
      timed         = optional(bool, false)
    }))
    secrets_abroad       = optional(bool, false)
    database_abroad_days = optional(number)
    adopted_table        = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.recovery.backups == null ? true : can(regex("^cron\\([^()]+\\)$", var.recovery.backups.schedule))
    error_message = "recovery.backups.schedule is a cron expression of AWS Backup, in UTC, such as cron(0 2 * * ? *)."
  }

  validation {
    condition = alltrue([
      for days in [try(var.recovery.backups.keep_days, null), try(var.recovery.backups.abroad_days, null)] :
      days == null ? true : days >= 1 && floor(days) == days
    ])
    error_message = "recovery.backups.keep_days and abroad_days are whole days, at least one."
  }

  validation {
    condition = try(var.recovery.backups.lock, null) == null ? true : alltrue([
      for days in compact([var.recovery.backups.keep_days, var.recovery.backups.abroad_days]) :
      tonumber(days) >= var.recovery.backups.lock.least_days && tonumber(days) <= var.recovery.backups.lock.most_days
    ])
    error_message = "A locked vault refuses backups outside its limits: recovery.backups.keep_days and abroad_days lie between lock.least_days and lock.most_days."
  }

  validation {
    condition     = try(var.recovery.backups.lock.settles_in_days >= 3, true)
    error_message = "AWS wants at least 3 days to think a lock for ever over: recovery.backups.lock.settles_in_days is 3 or more, or left out."
  }

  validation {
    condition     = var.recovery.files == null ? true : var.recovery.files.versions_days >= 1 && var.recovery.files.versions_days <= 30 && floor(var.recovery.files.versions_days) == var.recovery.files.versions_days
    error_message = "recovery.files.versions_days is a whole number from 1 to 30: what a person deletes is gone within a month (GDPR, article 12)."
  }

  validation {
    condition     = var.recovery.files == null ? true : var.recovery.files.abroad || !var.recovery.files.timed
    error_message = "recovery.files.timed is about the copies abroad: set abroad = true as well."
  }

  validation {
    condition     = var.recovery.database_abroad_days == null ? true : var.recovery.database_abroad_days >= 1 && var.recovery.database_abroad_days <= 35 && floor(var.recovery.database_abroad_days) == var.recovery.database_abroad_days
    error_message = "recovery.database_abroad_days is a whole number from 1 to 35."
  }

  validation {
    condition     = !var.recovery.secrets_abroad || var.identity == "native"
    error_message = "There is a signing secret with identity = \"native\" only: leave recovery.secrets_abroad out."
  }

  validation {
    condition     = var.recovery.adopted_table == null ? true : startswith(var.recovery.adopted_table, "${var.project}-${var.environment}-")
    error_message = "recovery.adopted_table begins with ${var.project}-${var.environment}-, like everything of this environment."
  }

  validation {
    condition     = var.recovery.adopted_table == null || var.table.replica_of == null
    error_message = "This stack works with another one's table (table.replica_of), so it has none to take a restored one's place: set recovery.adopted_table there, or take table.replica_of out."
  }
}
