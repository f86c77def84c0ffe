# Terraform or OpenTofu; README.md says how to deploy, invoke, watch, pause and remove it.
terraform {
  required_version = ">= 1.5"
  required_providers {
    archive = { source = "hashicorp/archive", version = "~> 2.4" }
    aws     = { source = "hashicorp/aws", version = "~> 6.0" }
  }
#if (!pipeline)

  # Without a backend, the state is a local file. A team or a pipeline needs a shared backend with a lock:
  # backend "s3" {
  #   bucket       = "<bucket>"
  #   key          = "__ResourceName__/terraform.tfstate"
  #   region       = "<region>"
  #   encrypt      = true
  #   use_lockfile = true
  # }
#endif
}

#if (region != "")
provider "aws" {
  region = "__Region__"

  default_tags {
    tags = var.tags
  }
}
#else
# The region is that of your AWS profile. The instances must be in this region.
provider "aws" {
  default_tags {
    tags = var.tags
  }
}
#endif

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
  description      = "Stops and starts the EC2 instances tagged __TagKey__=${var.tag_value}."
  filename         = data.archive_file.program.output_path
  source_code_hash = data.archive_file.program.output_base64sha256
#if (managed)
  runtime          = "dotnet10"
  handler          = "__AssemblyName__"
#else
  runtime          = "provided.al2023"
  handler          = "bootstrap"
#endif
  architectures    = ["__Architecture__"]
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
#if (targets)
      # No event can act on an instance outside the scope. The role in each account permits the same instances.
#else
      # No event can act on an instance outside the scope. The role permits the same instances.
#endif
      STOPINATOR_SCOPE = "__ScopeKeyInQuotes__=\"${var.tag_value}\""

#if (targets)
      STOPINATOR_TARGETS = var.targets

#endif
#if (selector != "")
      STOPINATOR_SELECTOR = "__SelectorInHcl__"

#endif
#if (onlyStoppedWithin > 0)
      STOPINATOR_STOPPED_WITHIN = "__Hours__h"

#endif
#if (orderTag != "")
      # The tag has the number of the wave. Starts go up the waves, and stops go down.
      STOPINATOR_ORDER_TAG = "__OrderTag__"

#endif
#if (tags)
#if (sourced)
      # The place of the schedules by name, and of the time zone for schedules without one.
      STOPINATOR_SCHEDULES = "__SchedulesFrom__"
#else
      # Schedules by name can be here, too, with the time zone for schedules without one.
      STOPINATOR_SCHEDULES = jsonencode({ timeZone = var.time_zone, schedules = {} })
#endif

      STOPINATOR_RECONCILE_INTERVAL = "${var.every_minutes}m"

#endif
      STOPINATOR_FAIL_ON = var.fail_on

#if (notifyReports)
      # The report is a summary that fits in a mail.
      STOPINATOR_MAX_REPORT_BYTES = "8192"

#endif
#if (bridged)
      # The events of other services that may stop an instance.
      STOPINATOR_EVENT_ALLOW = "__EventAllow__"

#endif
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

#if (tags)
# The next run is the retry.
#else
# Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
#endif
resource "aws_lambda_function_event_invoke_config" "retries" {
  function_name                = aws_lambda_function.function.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_event_age_in_seconds = 3600
#if (tags)
  maximum_retry_attempts       = 0
#else
  maximum_retry_attempts       = 2
#endif

  # Lambda checks that the function may send to the destination.
  depends_on = [aws_iam_role_policy.function]

  destination_config {
    on_failure {
#if (reports)
      destination = var.report_destination
#elseif (notifies)
      destination = aws_sns_topic.topic.arn
#else
      destination = aws_sqs_queue.failed_runs.arn
#endif
    }
#if (reports)
    on_success {
      destination = var.report_destination
    }
#elseif (notifyReports)
    on_success {
      destination = aws_sns_topic.topic.arn
    }
#endif
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
#if (targets)
  # In each account the role of this name only. That role has the permissions in the account.
  statement {
    actions   = ["sts:AssumeRole"]
    resources = ["arn:${data.aws_partition.current.partition}:iam::*:role/${var.spoke_role_name}"]
  }
#else
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
      variable = "aws:ResourceTag/__TagKey__"
      values   = [var.tag_value]
    }
#if (tags)

    # Only instances with a schedule.
    condition {
      test     = "Null"
      variable = "aws:ResourceTag/stopinator:schedule"
      values   = ["false"]
    }
#endif
  }
#if (kmsKeyArn != "")

  # EC2 needs a grant on the key of the volumes to start an instance. The conditions permit no other grant.
  statement {
    actions   = ["kms:CreateGrant"]
    resources = ["__KmsKeyArn__"]

    condition {
      test     = "Bool"
      variable = "kms:GrantIsForAWSResource"
      values   = ["true"]
    }

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["ec2.*.amazonaws.com"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "kms:GrantOperations"
      values   = ["Decrypt"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "kms:EncryptionContextKeys"
      values   = ["aws:ebs:id"]
    }

    condition {
      test     = "Null"
      variable = "kms:GrantOperations"
      values   = ["false"]
    }

    condition {
      test     = "Null"
      variable = "kms:EncryptionContextKeys"
      values   = ["false"]
    }
  }
#endif
#endif
#if (sourced)

  # The schedules by name only.
  statement {
#if (inS3)
    actions   = ["s3:GetObject"]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::__SchedulesName__"]
#elseif (underPath)
    actions = ["ssm:GetParametersByPath"]
    resources = [
      "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:parameter__SchedulesName__",
      "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:parameter__SchedulesName__/*",
    ]
#else
    actions   = ["ssm:GetParameter"]
    resources = ["arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:parameter__SchedulesName__"]
#endif
  }
#endif

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.logs.arn}:*"]
  }

  statement {
#if (reports)
    actions   = ["__ReportAction__"]
    resources = [var.report_destination]
#elseif (notifies)
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.topic.arn]
#else
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.failed_runs.arn]
#endif
  }
#if (sqs)

  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [aws_sqs_queue.commands.arn]
  }
#endif
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
#if (stops)

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
#endif
#if (starts)

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
#endif
#if (tags)

resource "aws_scheduler_schedule" "reconcile" {
  name                = "${var.name}-reconcile"
  schedule_expression = "rate(${var.every_minutes} minutes)"
  state               = var.schedules

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.live.arn
    role_arn = aws_iam_role.schedule.arn
    input    = "{\"action\":\"reconcile\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\",\"executionId\":\"<aws.scheduler.execution-id>\"}"

    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 10
    }

    dead_letter_config {
      arn = aws_sqs_queue.undelivered_events.arn
    }
  }
}
#endif
#if (scheduled)

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
#endif
#if (undelivers)

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
#if (notifies)
  alarm_actions       = compact([aws_sns_topic.topic.arn, var.alarm_topic_arn])
#else
  alarm_actions       = compact([var.alarm_topic_arn])
#endif
}
#endif
#if (sqs)

# Commands of other automation, one a message. The visibility timeout is longer than a run, and permits three attempts in an hour.
resource "aws_sqs_queue" "commands" {
  name                       = "${var.name}-commands"
  visibility_timeout_seconds = 960
  message_retention_seconds  = 86400
  sqs_managed_sse_enabled    = true

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.rejected_commands.arn
    maxReceiveCount     = 3
  })
}

resource "aws_lambda_event_source_mapping" "commands" {
  event_source_arn        = aws_sqs_queue.commands.arn
  function_name           = aws_lambda_alias.live.arn
  batch_size              = 1
  function_response_types = ["ReportBatchItemFailures"]

  # Lambda checks that the function may receive from the queue.
  depends_on = [aws_iam_role_policy.function]

  scaling_config {
    maximum_concurrency = 2
  }
}

# Commands that failed three times, kept for two weeks.
resource "aws_sqs_queue" "rejected_commands" {
  name                      = "${var.name}-rejected-commands"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_cloudwatch_metric_alarm" "commands_rejected" {
  alarm_name          = "${var.name}-commands-rejected"
  alarm_description   = "A command in the queue failed three times. The log has the reason."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.rejected_commands.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
#if (notifies)
  alarm_actions       = compact([aws_sns_topic.topic.arn, var.alarm_topic_arn])
#else
  alarm_actions       = compact([var.alarm_topic_arn])
#endif
}
#endif
#if (sns)

# Commands of other automation, one a notification.
resource "aws_sns_topic" "commands" {
  name = "${var.name}-commands"
}

resource "aws_sns_topic_subscription" "commands" {
  topic_arn = aws_sns_topic.commands.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_alias.live.arn
}

resource "aws_lambda_permission" "topic" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.commands.arn
}
#endif
#if (alarm)

# An alarm with such a name stops the instance of its metric.
resource "aws_cloudwatch_event_rule" "alarm" {
  name        = "${var.name}-alarm"
  description = "Alarms of idle instances"
#if (scheduled)
  state       = var.schedules
#endif

  event_pattern = jsonencode({
    source      = ["aws.cloudwatch"]
    detail-type = ["CloudWatch Alarm State Change"]
    detail = {
      alarmName = [{ prefix = "${var.name}-idle-" }]
      state     = { value = ["ALARM"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "alarm" {
  rule = aws_cloudwatch_event_rule.alarm.name
  arn  = aws_lambda_alias.live.arn

  retry_policy {
    maximum_event_age_in_seconds = 900
    maximum_retry_attempts       = 10
  }

  dead_letter_config {
    arn = aws_sqs_queue.undelivered_events.arn
  }
}
#endif
#if (stateChange)

# The function stops an instance that somebody starts against its schedule. It starts no instance.
resource "aws_cloudwatch_event_rule" "state_change" {
  name        = "${var.name}-state-change"
  description = "Instances that were started"
#if (scheduled)
  state       = var.schedules
#endif

  event_pattern = jsonencode({
    source      = ["aws.ec2"]
    detail-type = ["EC2 Instance State-change Notification"]
    detail      = { state = ["running"] }
  })
}

resource "aws_cloudwatch_event_target" "state_change" {
  rule = aws_cloudwatch_event_rule.state_change.name
  arn  = aws_lambda_alias.live.arn

  retry_policy {
    maximum_event_age_in_seconds = 900
    maximum_retry_attempts       = 10
  }

  dead_letter_config {
    arn = aws_sqs_queue.undelivered_events.arn
  }
}
#endif
#if (bridged)

resource "aws_lambda_permission" "rules" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.function.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "events.amazonaws.com"
  source_arn    = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:rule/${var.name}-*"
}

resource "aws_sqs_queue_policy" "undelivered_events" {
  queue_url = aws_sqs_queue.undelivered_events.url
  policy    = data.aws_iam_policy_document.rules.json
}

data "aws_iam_policy_document" "rules" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.undelivered_events.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:rule/${var.name}-*"]
    }
  }
}
#endif
#if (keepsFailures)

# Events whose run failed three times, with the error, kept for two weeks.
resource "aws_sqs_queue" "failed_runs" {
  name                      = "${var.name}-failed-runs"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}
#endif

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
#if (notifies)
  alarm_actions       = compact([aws_sns_topic.topic.arn, var.alarm_topic_arn])
#else
  alarm_actions       = compact([var.alarm_topic_arn])
#endif
}
#if (notifies)

# AWS first sends a mail that asks to confirm the address.
resource "aws_sns_topic" "topic" {
  name = var.name
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = aws_sns_topic.topic.arn
  protocol  = "email"
  endpoint  = "__NotifyEmail__"
}
#endif

output "function_name" {
  value = aws_lambda_function.function.function_name
}
#if (targets)

output "function_role_arn" {
  value = aws_iam_role.function.arn
}
#endif
