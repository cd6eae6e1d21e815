variable "name" {
  description = "Name of the budget, unique in the account."
  type        = string
  nullable    = false
}

variable "monthly_usd" {
  description = "What a month may cost."
  type        = number
  nullable    = false
}

variable "warn_at" {
  description = "Percent of it at which there is a first mail."
  type        = number
  default     = 80
  nullable    = false
}

variable "mail" {
  description = "Addresses that hear of it, ten at most."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.mail) >= 1 && length(var.mail) <= 10
    error_message = "A budget mails one to ten addresses."
  }
}

variable "tags" {
  description = "Tag → value of what is counted; the tag has to be a cost allocation tag. One at most; none: the whole account."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 1
    error_message = "A budget counts what has any of several tags, not all of them: name one at most."
  }
}
