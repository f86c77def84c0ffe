# Terraform or OpenTofu; README.md says how to deploy, invoke, watch, pause and remove it.
terraform {
  required_version = ">= 1.5"
  required_providers {
    archive = { source = "hashicorp/archive", version = "~> 2.4" }
    aws     = { source = "hashicorp/aws", version = "~> 6.0" }
  }

  # Without a backend, the state is a local file. A team or a pipeline needs a shared backend with a lock:
  # backend "s3" {
  #   bucket       = "<bucket>"
  #   key          = "night-stop/terraform.tfstate"
  #   region       = "<region>"
  #   encrypt      = true
  #   use_lockfile = true
  # }
}

# The region is that of your AWS profile. The instances must be in this region.
provider "aws" {
  default_tags {
    tags = var.tags
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

data "archive_file" "program" {
  type             = "zip"
  source_dir       = "../publish"
  output_path      = "../publish.zip"
  output_file_mode = "0755"
}

resource "aws_lambda_function" "function" {
  function_name    = var.name
  description      = "Stops and starts the EC2 instances tagged Env=${var.tag_value}."
  filename         = data.archive_file.program.output_path
  source_code_hash = data.archive_file.program.output_base64sha256
  runtime          = "dotnet10"
  handler          = "NightStop"
  architectures    = ["x86_64"]
  memory_size      = 512
  timeout          = 900
  role             = aws_iam_role.function.arn
  publish          = true

  reserved_concurrent_executions = var.reserved_concurrency

  # The role needs the permissions for the network before Lambda connects the function, and until Lambda disconnects it.
  depends_on = [aws_iam_role_policy.network]

  dynamic "vpc_config" {
    for_each = length(var.subnet_ids) > 0 ? ["in"] : []

    content {
      subnet_ids         = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.logs.name
  }

  environment {
    variables = {
      # No event can act on an instance outside the scope. The role permits the same instances.
      STOPINATOR_SCOPE = "tag:Env=\"${var.tag_value}\""

      STOPINATOR_FAIL_ON = var.fail_on

      STOPINATOR_DRY_RUN = tostring(var.dry_run)
    }
  }
}

# Each change is published as a version. The schedules invoke the version of the alias.
resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.function.function_name
  function_version = aws_lambda_function.function.version
}

# Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
resource "aws_lambda_function_event_invoke_config" "retries" {
  function_name                = aws_lambda_function.function.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_event_age_in_seconds = 3600
  maximum_retry_attempts       = 2

  # Lambda checks that the function may send to the destination.
  depends_on = [aws_iam_role_policy.function]

  destination_config {
    on_failure {
      destination = aws_sqs_queue.failed_runs.arn
    }
  }
}

# The name of a role is unique in the account.
resource "aws_iam_role" "function" {
  name               = "${var.name}-${data.aws_region.current.region}"
  assume_role_policy = data.aws_iam_policy_document.lambda.json

  path                 = var.role_path
  permissions_boundary = var.permissions_boundary
}

data "aws_iam_policy_document" "lambda" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

# The permissions of the function.
resource "aws_iam_role_policy" "function" {
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  # EC2 has no narrower resource for a describe.
  statement {
    actions   = ["ec2:DescribeInstances"]
    resources = ["*"]
  }

  statement {
    actions   = ["ec2:StartInstances", "ec2:StopInstances"]
    resources = ["arn:${data.aws_partition.current.partition}:ec2:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:instance/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/Env"
      values   = [var.tag_value]
    }
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.logs.arn}:*"]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed_runs.arn]
  }
}

resource "aws_iam_role_policy" "network" {
  count  = length(var.subnet_ids) > 0 ? 1 : 0
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.network.json
}

# In subnets, Lambda itself needs these permissions on all resources to connect the function. The program does not need them.
data "aws_iam_policy_document" "network" {
  statement {
    actions   = local.network_actions
    resources = ["*"]
  }

  statement {
    effect    = "Deny"
    actions   = local.network_actions
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "lambda:SourceFunctionArn"
      values   = ["arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:function:${var.name}"]
    }
  }
}

locals {
  network_actions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ]
}

resource "aws_cloudwatch_log_group" "logs" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = 30
  kms_key_id        = var.log_key_arn
}

resource "aws_scheduler_schedule" "stop" {
  name                         = "${var.name}-stop"
  schedule_expression          = var.stop_at
  schedule_expression_timezone = var.time_zone
  state                        = var.schedules

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.live.arn
    role_arn = aws_iam_role.schedule.arn
    input    = "{\"action\":\"stop\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\",\"executionId\":\"<aws.scheduler.execution-id>\"}"

    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.undelivered_events.arn
    }
  }
}

resource "aws_scheduler_schedule" "start" {
  name                         = "${var.name}-start"
  schedule_expression          = var.start_at
  schedule_expression_timezone = var.time_zone
  state                        = var.schedules

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.live.arn
    role_arn = aws_iam_role.schedule.arn
    input    = "{\"action\":\"start\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\",\"executionId\":\"<aws.scheduler.execution-id>\"}"

    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.undelivered_events.arn
    }
  }
}

resource "aws_iam_role" "schedule" {
  name               = "${var.name}-schedule-${data.aws_region.current.region}"
  assume_role_policy = data.aws_iam_policy_document.scheduler.json

  path                 = var.role_path
  permissions_boundary = var.permissions_boundary
}

data "aws_iam_policy_document" "scheduler" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

# The permissions of the schedules.
resource "aws_iam_role_policy" "schedule" {
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}

data "aws_iam_policy_document" "schedule" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [aws_lambda_alias.live.arn]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.undelivered_events.arn]
  }
}

# Events that did not reach the function, kept for two weeks.
resource "aws_sqs_queue" "undelivered_events" {
  name                      = "${var.name}-undelivered-events"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_cloudwatch_metric_alarm" "events_undelivered" {
  alarm_name          = "${var.name}-events-undelivered"
  alarm_description   = "An event did not reach the function. The queue undelivered-events has the event and the reason."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.undelivered_events.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = compact([var.alarm_topic_arn])
}

# Events whose run failed three times, with the error, kept for two weeks.
resource "aws_sqs_queue" "failed_runs" {
  name                      = "${var.name}-failed-runs"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

# Lambda drops an event after its last retry. A failed attempt before a successful retry does not count.
resource "aws_cloudwatch_metric_alarm" "run_failed" {
  alarm_name          = "${var.name}-run-failed"
  alarm_description   = "A run failed, and no retry is left."
  namespace           = "AWS/Lambda"
  metric_name         = "AsyncEventsDropped"
  dimensions          = { FunctionName = aws_lambda_function.function.function_name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = compact([var.alarm_topic_arn])
}

output "function_name" {
  value = aws_lambda_function.function.function_name
}
