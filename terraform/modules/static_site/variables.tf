variable "name" {
  description = "Name of the CloudFront parts."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Name of the bucket, unique in the world."
  type        = string
  nullable    = false
}

variable "force_destroy" {
  description = "Destroys the bucket with what is in it."
  type        = bool
  default     = false
  nullable    = false
}

variable "api_origin" {
  description = "Where /v1/* goes."
  type        = object({ domain = string, port = number, path = string, protocol = string })
  nullable    = false

  validation {
    condition     = contains(["https-only", "http-only"], var.api_origin.protocol)
    error_message = "api_origin.protocol is https-only or http-only."
  }
}

variable "media" {
  description = "Where /media/* goes: host name of a bucket, and the key group whose signed cookies it takes. Null: nowhere."
  type        = object({ bucket = string, key_group = string })
  default     = null
}

variable "connect_sources" {
  description = "Where pages may send requests to, beside the site itself."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "content_security_policy" {
  description = "Content-Security-Policy of every page."
  type        = string
  default     = null
}

variable "price_class" {
  description = "CloudFront's edge locations."
  type        = string
  default     = "PriceClass_100"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "wait_for_deployment" {
  description = "Apply waits until the change is at every edge location."
  type        = bool
  default     = true
  nullable    = false
}
