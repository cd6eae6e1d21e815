module "dashboard" {
  source = "../"

  name   = "daybook-dev"
  region = "eu-west-2"

  sections = [{
    title   = "What people feel"
    words   = "How many requests there are, and how many of them fail."
    columns = 2
    widgets = [
      {
        title = "Requests"
        metrics = [
          { namespace = "AWS/ApiGateway", name = "Count", dimensions = { ApiId = "a1b2c3d4" }, label = "requests" },
          { namespace = "AWS/ApiGateway", name = "5xx", dimensions = { ApiId = "a1b2c3d4" }, label = "failed", right = true },
        ]
      },
      {
        title      = "What went wrong"
        query      = "filter level = 'ERROR' | fields @timestamp, message"
        log_groups = ["/aws/lambda/daybook-dev-habits"]
      },
    ]
  }]
}
