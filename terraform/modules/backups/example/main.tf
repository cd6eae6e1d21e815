module "backups" {
  source    = "../"
  providers = { aws = aws, aws.recovery = aws.recovery }

  name        = "daybook-dev"
  account_id  = "111122223333"
  tables      = ["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-dev-data"]
  databases   = ["arn:aws:rds:eu-west-2:111122223333:db:daybook-dev-database"]
  buckets     = ["arn:aws:s3:::daybook-dev-media-111122223333"]
  schedule    = "cron(0 2 * * ? *)"
  keep_days   = 35
  abroad_days = 35
}
