module "replica" {
  source    = "../"
  providers = { aws = aws, aws.recovery = aws.recovery }

  name          = "daybook-dev-media-copy-111122223333"
  role_name     = "daybook-dev-media-copy"
  original      = { name = "daybook-dev-media-111122223333", arn = "arn:aws:s3:::daybook-dev-media-111122223333" }
  versions_days = 30
}
