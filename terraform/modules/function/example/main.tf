module "function" {
  source = "../"

  name         = "daybook-dev-get-user"
  description  = "Answers who is signed in."
  handler      = "functions.get_user.handler.lambda_handler"
  runtime      = "python3.13"
  architecture = "arm64"
  memory_mb    = 512
  timeout_s    = 5

  artifact = {
    bucket = "daybook-dev-artifacts-111122223333"
    prefix = "functions/get_user"
    file   = "${path.module}/get_user.zip"
  }

  environment = { TABLE_NAME = "daybook-dev-data" }

  grants = [{
    actions      = ["dynamodb:GetItem"]
    resources    = ["arn:aws:dynamodb:eu-west-2:111122223333:table/daybook-dev-data"]
    leading_keys = ["USER#*"]
  }]
}
