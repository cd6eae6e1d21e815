"""Who may do what, taken from Terraform's own resources, for people to review: docs/permissions.json."""
