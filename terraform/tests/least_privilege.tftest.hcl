# Every function may do what its manifest grants, and nothing else. Policies are compared as decoded documents.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  alias           = "recovery"
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  environment   = "test"
  mail_from     = "example.com"
  text_messages = true
}

run "grants" {
  command = plan

  # grants and nothing else: actions, resources and conditions. What each resource is called: docs/permissions.json.
  assert {
    condition = alltrue([
      for name, declared in local.declared : !contains(keys(module.function), name) ? true : toset([
        for statement in module.function[name].policy.Statement : jsonencode(statement)
        ]) == toset(concat(
        [jsonencode({ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:eu-west-2:111122223333:log-group:group:*"] })],
        [
          for grant in try(declared.grants, []) : jsonencode(merge(
            { Effect = "Allow", Action = sort(grant.actions), Resource = local.grantable[grant.resource] },
            try({
              Condition = {
                "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = grant.leading_keys }
                Null                      = { "dynamodb:LeadingKeys" = "false" }
              }
            }, {}),
          )) if try(grant.identity, var.identity) == var.identity && try(length(local.grantable[grant.resource]), 0) > 0
        ],
        # A text message goes to a number: to no topic.
        [
          for grant in try(declared.grants, []) : jsonencode({ Effect = "Deny", Action = ["sns:Publish"], Resource = ["arn:aws:sns:*:*:*"] })
          if grant.resource == "sms"
        ],
        can(declared.triggers.table_stream) ? [
          jsonencode({
            Effect   = "Allow"
            Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
            Resource = [module.table.stream_arn]
          }),
          jsonencode({ Effect = "Allow", Action = ["s3:PutObject"], Resource = ["${module.failures.arn}/*"] }),
          jsonencode({ Effect = "Allow", Action = ["s3:ListBucket"], Resource = [module.failures.arn] }),
        ] : [],
        contains(keys(module.manifests.asynchronous), name) ? [
          jsonencode({ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [aws_sqs_queue.async_failures.arn] }),
        ] : [],
        [
          for queue in try([declared.triggers.queue.name], []) : jsonencode({
            Effect   = "Allow"
            Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
            Resource = [aws_sqs_queue.work[queue].arn]
          })
        ],
        [
          for effect, condition in {
            Allow = {}
            Deny  = { Condition = { ArnEquals = { "lambda:SourceFunctionArn" = "arn:aws:lambda:*:*:function:${local.function_names[name]}" } } }
            } : jsonencode(merge({
              Effect = effect
              Action = [
                "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
              ]
              Resource = ["*"]
          }, condition)) if try(declared.vpc, false)
        ],
      ))
    ])
    error_message = "A role's statements are not those of its manifest, its triggers and its log group."
  }

  assert {
    condition = alltrue(flatten([
      for function in values(module.function) : [
        for statement in function.policy.Statement : [for action in statement.Action : !endswith(action, "*")]
      ]
    ]))
    error_message = "No action ends in *."
  }

  assert {
    condition = alltrue(flatten([
      for function in values(module.function) : [
        for statement in function.policy.Statement : [
          for resource in statement.Resource : resource != "*" || alltrue([for action in statement.Action : startswith(action, "ec2:") || action == "sns:Publish"])
        ]
      ]
    ]))
    error_message = "Only network interfaces and text messages, for which AWS has no narrower name, are granted on *."
  }

  assert {
    condition = alltrue(flatten([
      for name, function in module.function : [
        for statement in function.policy.Statement : statement.Resource == ["arn:aws:logs:eu-west-2:111122223333:log-group:group:*"]
        if contains(statement.Action, "logs:PutLogEvents")
      ]
    ]))
    error_message = "A function writes to its own log group only."
  }

  # keys of the table
  assert {
    condition = alltrue(flatten([
      for name, function in module.function : [
        for statement in function.policy.Statement :
        can(statement.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]) && statement.Condition.Null["dynamodb:LeadingKeys"] == "false"
        if contains(statement.Resource, module.table.arn)
      ]
    ]))
    error_message = "Every grant of the table is held to partition keys, and asks for one to be named."
  }

  assert {
    condition = alltrue(flatten([
      for name, function in module.function : [
        for statement in function.policy.Statement : [
          for key in statement.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] :
          !contains(["AUTH", "EMAIL", "THROTTLE"], split("#", key)[0]) && key != "*"
        ] if contains(statement.Resource, module.table.arn)
      ] if !contains(["authorizer", "erase_steps", "erasure", "everything", "hosted_login", "login", "rotate_secret", "security", "signup"], name)
    ]))
    error_message = "Credentials (AUTH#), their addresses and what was tried are for the identity functions only."
  }

  assert {
    condition = [
      for statement in module.function["get_user"].policy.Statement : statement
      if contains(statement.Resource, module.table.arn)
      ] == [{
        Action   = ["dynamodb:GetItem"]
        Effect   = "Allow"
        Resource = ["arn:aws:dynamodb:eu-west-2:111122223333:table/data"]
        Condition = {
          "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = ["USER#*"] }
          Null                      = { "dynamodb:LeadingKeys" = "false" }
        }
    }]
    error_message = "get_user reads users and writes nothing."
  }

  # one by one
  assert {
    condition = alltrue([for action in flatten([for s in module.function["post_confirmation"].policy.Statement : s.Action]) :
    !startswith(action, "dynamodb:") || action == "dynamodb:PutItem"])
    error_message = "post_confirmation puts the profile and reads nothing."
  }

  assert {
    condition = flatten([for s in module.function["migrate"].policy.Statement : s.Resource if contains(s.Action, "lambda:InvokeFunction")]) == [
      "arn:aws:lambda:eu-west-2:111122223333:function:daybook-test-migrate-db"
    ]
    error_message = "migrate calls migrate_db as it was just deployed, and no other function."
  }

  assert {
    condition = alltrue([for name, function in module.function :
    !strcontains(jsonencode(function.policy), "secret:rds!db-1") if name != "migrate"])
    error_message = "Only migrate reads the master secret."
  }

  assert {
    condition = flatten([for s in module.function["activity"].policy.Statement : s.Resource if contains(s.Action, "rds-db:connect")]) == [
      "arn:aws:rds-db:eu-west-2:111122223333:dbuser:db-ABCDEF/daybook_app"
    ]
    error_message = "activity logs in to PostgreSQL as the application's role and no other."
  }
}

run "tracing_is_paid_for_when_on" {
  command = plan

  variables {
    tracing = true
  }

  assert {
    condition = alltrue([
      for function in values(module.function) : strcontains(jsonencode(function.policy), "xray:PutTraceSegments")
    ])
    error_message = "With tracing on, every function may send traces."
  }
}
