#!/usr/bin/env bash
# Creates or updates all resources, and can run again. README.md says how to invoke, watch, pause and remove it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."

# The values that differ between environments, and those for company policies. README.md lists the variables.
if [[ -n ${ENVIRONMENT-} ]]; then
  # shellcheck disable=SC1090
  source "$here/$ENVIRONMENT.env"
fi
name=${NAME:-__ResourceName__}
tag_value=${TAG_VALUE:-__TagValue__}
#if (targets)
targets=${TARGETS:-targets.json}
spoke_role_name=${SPOKE_ROLE_NAME:-__ResourceName__-spoke}
[[ $spoke_role_name != *[!A-Za-z0-9_+=,.@/-]* ]] || { printf 'SPOKE_ROLE_NAME is the name of a role, without wildcards.\n' >&2; exit 2; }
#endif
role_path=${ROLE_PATH:-/}
#if (tags)
every_minutes=${EVERY_MINUTES:-__Every__}
# An instance that cannot be started or stopped fails no run. The log and the metrics of every run have the instance.
fail_on=${FAIL_ON:-none}
#else
fail_on=${FAIL_ON:-any}
#endif
#if (hasZones)
time_zone=${TIME_ZONE:-__TimeZone__}
#endif
#if (reports)
report_destination=${REPORT_DESTINATION:-__ReportDestination__}
[[ $report_destination == arn:*:__ReportArnService__:* ]] \
  || { printf 'REPORT_DESTINATION is an ARN of __ReportArnService__, for which the role has the permission.\n' >&2; exit 2; }
#endif
[[ $tag_value != *[\"\\]* ]] || { printf 'TAG_VALUE has neither quotation marks nor backslashes.\n' >&2; exit 2; }
#if (region != "")
region=__Region__
#else
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[[ -n $region ]] || { printf 'There is no region: set AWS_REGION.\n' >&2; exit 2; }
#endif
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=""
identity=$(aws sts get-caller-identity --query Arn --output text)
partition=$(cut -d: -f2 <<< "$identity")
account=$(cut -d: -f5 <<< "$identity")

[[ -d publish ]] || { printf 'There is no folder publish: publish the program first, as README.md says.\n' >&2; exit 2; }

say() { printf '%s\n' "$*"; }

# A value that exists does not change unless the variable is set. A new one begins with the given default.
setting() {
  local now
  if ! now=$(aws "${@:3}" --output text 2>&1); then
    [[ $now == *ResourceNotFoundException* ]] || { say "$now" >&2; exit 1; }
    now=None
  fi
  [[ $now != None ]] || now=$2
  say "${1:-$now}"
}
#if (planOnly)
dry_run=$(setting "${DRY_RUN-}" true lambda get-function-configuration --function-name "$name" --query Environment.Variables.STOPINATOR_DRY_RUN)
#else
dry_run=$(setting "${DRY_RUN-}" false lambda get-function-configuration --function-name "$name" --query Environment.Variables.STOPINATOR_DRY_RUN)
#endif

# Runs a command that creates a resource; fails without a message when the resource exists. Other services know a new role or policy
# only some seconds after the call of IAM.
create() {
  local answer
  for _ in {1..15}; do
    if answer=$(aws "$@" 2>&1 > /dev/null); then
      return 0
    fi

    case $answer in
      *"cannot be assumed"* | *"must allow AWS EventBridge Scheduler"*) sleep 2 ;;
      *"does not have permissions"* | *"destination ARN"* | *"invalid for CreateGrant"*) sleep 2 ;;
      *AlreadyExists* | *ResourceConflictException* | *ConflictException*) return 1 ;;
      *) break ;;
    esac
  done
  say "$answer" >&2
  exit 1
}

busy() { say "Somebody else is changing $name; run this again." >&2; exit 1; }

# The tags of new resources, in the two forms of the AWS CLI: TAGS=Owner=platform,CostCenter=42
tags=() tag_pairs=()
if [[ -n ${TAGS-} ]]; then
  tags=(--tags "$TAGS")
  tag_pairs=(--tags)
  IFS=, read -r -a pairs <<< "$TAGS"
  for pair in "${pairs[@]}"; do
    tag_pairs+=("Key=${pair%%=*},Value=${pair#*=}")
  done
fi

# Creates a role that a service may assume, with its policy.
role() {
  local trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"'$2'"},"Action":"sts:AssumeRole"'$3'}]}'
  local bounds=()
  [[ -z ${PERMISSIONS_BOUNDARY-} ]] || bounds=(--permissions-boundary "$PERMISSIONS_BOUNDARY")
  if ! create iam create-role --role-name "$1" --path "$role_path" --assume-role-policy-document "$trust" \
    ${bounds[@]+"${bounds[@]}"} ${tag_pairs[@]+"${tag_pairs[@]}"}; then
    aws iam update-assume-role-policy --role-name "$1" --policy-document "$trust"
    if [[ -n ${PERMISSIONS_BOUNDARY-} ]]; then
      aws iam put-role-permissions-boundary --role-name "$1" "${bounds[@]}"
    elif [[ $(aws iam get-role --role-name "$1" --query Role.PermissionsBoundary --output text) != None ]]; then
      aws iam delete-role-permissions-boundary --role-name "$1"
    fi
  fi
}

say "Log group /aws/lambda/$name"
logs=arn:$partition:logs:$region:$account:log-group:/aws/lambda/$name
key=()
[[ -z ${LOG_KEY_ARN-} ]] || key=(--kms-key-id "$LOG_KEY_ARN")
if ! create logs create-log-group --log-group-name "/aws/lambda/$name" ${key[@]+"${key[@]}"} ${tags[@]+"${tags[@]}"}; then
  if [[ -n ${LOG_KEY_ARN-} ]]; then
    aws logs associate-kms-key --log-group-name "/aws/lambda/$name" "${key[@]}"
  elif [[ $(aws logs describe-log-groups --log-group-name-prefix "/aws/lambda/$name" --query 'logGroups[0].kmsKeyId' --output text) != None ]]; then
    aws logs disassociate-kms-key --log-group-name "/aws/lambda/$name"
  fi
fi
aws logs put-retention-policy --log-group-name "/aws/lambda/$name" --retention-in-days 30

# Creates a queue that keeps messages for two weeks.
queue() {
  say "Queue $1"
  aws sqs create-queue --queue-name "$1" --attributes MessageRetentionPeriod=1209600,SqsManagedSseEnabled=true \
    ${tags[@]+"${tags[@]}"} > /dev/null
}

#if (notifies)
# AWS first sends a mail that asks to confirm the address.
say "Topic $name"
failures=$(aws sns create-topic --name "$name" ${tag_pairs[@]+"${tag_pairs[@]}"} --query TopicArn --output text)
aws sns subscribe --topic-arn "$failures" --protocol email --notification-endpoint '__NotifyEmail__' > /dev/null
send=sns:Publish
alarm_actions=(--alarm-actions "$failures")
#endif
#if (keepsFailures)
# Events whose run failed three times, with the error.
queue "$name-failed-runs"
failures=arn:$partition:sqs:$region:$account:$name-failed-runs
send=sqs:SendMessage
#endif
#if (!notifies)
alarm_actions=()
#endif
#if (reports)

# The record of each asynchronous run.
failures=$report_destination
send=__ReportAction__
#endif
if [[ -n ${ALARM_TOPIC_ARN-} ]]; then
#if (notifies)
  alarm_actions+=("$ALARM_TOPIC_ARN")
#else
  alarm_actions=(--alarm-actions "$ALARM_TOPIC_ARN")
#endif
fi
#if (undelivers)

# Events that did not reach the function.
queue "$name-undelivered-events"
undelivered=arn:$partition:sqs:$region:$account:$name-undelivered-events
#endif

#if (targets)
# The permissions of the function: in each account it takes the role of one name, which has the permissions there.
#else
# The permissions of the function. EC2 has no narrower resource for a describe. The name of a role is unique in the account.
#endif
function_role=$name-$region
say "Role $function_role"
role "$function_role" lambda.amazonaws.com ""
aws iam put-role-policy --role-name "$function_role" --policy-name power --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
#if (targets)
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Resource": "arn:'"$partition"':iam::*:role/'"$spoke_role_name"'"
#else
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" },
    {
      "Effect": "Allow",
      "Action": ["ec2:StartInstances", "ec2:StopInstances"],
      "Resource": "arn:'"$partition:ec2:$region:$account"':instance/*",
#if (tags)
      "Condition": {
        "StringEquals": { "aws:ResourceTag/__TagKey__": "'"$tag_value"'" },
        "Null": { "aws:ResourceTag/stopinator:schedule": "false" }
      }
#else
      "Condition": { "StringEquals": { "aws:ResourceTag/__TagKey__": "'"$tag_value"'" } }
#endif
#if (kmsKeyArn != "")
    },
    {
      "Effect": "Allow",
      "Action": "kms:CreateGrant",
      "Resource": "__KmsKeyArn__",
      "Condition": {
        "Bool": { "kms:GrantIsForAWSResource": "true" },
        "StringLike": { "kms:ViaService": "ec2.*.amazonaws.com" },
        "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt", "kms:EncryptionContextKeys": "aws:ebs:id" },
        "Null": { "kms:GrantOperations": "false", "kms:EncryptionContextKeys": "false" }
      }
#endif
#endif
#if (sourced)
    },
    {
      "Effect": "Allow",
#if (inS3)
      "Action": "s3:GetObject",
      "Resource": "arn:'"$partition"':s3:::__SchedulesName__"
#elseif (underPath)
      "Action": "ssm:GetParametersByPath",
      "Resource": [
        "arn:'"$partition:ssm:$region:$account"':parameter__SchedulesName__",
        "arn:'"$partition:ssm:$region:$account"':parameter__SchedulesName__/*"
      ]
#else
      "Action": "ssm:GetParameter",
      "Resource": "arn:'"$partition:ssm:$region:$account"':parameter__SchedulesName__"
#endif
#endif
    }
  ]
}'
aws iam put-role-policy --role-name "$function_role" --policy-name records --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "'"$logs"':*" },
    { "Effect": "Allow", "Action": "'$send'", "Resource": "'"$failures"'" }
  ]
}'
vpc=(--vpc-config SubnetIds=[],SecurityGroupIds=[])
if [[ -n ${SUBNET_IDS-} ]]; then
  vpc=(--vpc-config "SubnetIds=$SUBNET_IDS,SecurityGroupIds=${SECURITY_GROUP_IDS:?has to be set with SUBNET_IDS}")

  # Lambda itself connects the function to the subnets with these, and asks for them on everything. The program needs none of them. They
  # stay when the subnets are taken back: Lambda lets go of these some time later.
  network_actions='"ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"'
  aws iam put-role-policy --role-name "$function_role" --policy-name network --policy-document '{
    "Version": "2012-10-17",
    "Statement": [
      { "Effect": "Allow", "Action": ['"$network_actions"'], "Resource": "*" },
      {
        "Effect": "Deny",
        "Action": ['"$network_actions"'],
        "Resource": "*",
        "Condition": { "ArnEquals": { "lambda:SourceFunctionArn": "arn:'"$partition:lambda:$region:$account:function:$name"'" } }
      }
    ]
  }'
fi
#if (sqs)
aws iam put-role-policy --role-name "$function_role" --policy-name commands --policy-document '{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    "Resource": "'"arn:$partition:sqs:$region:$account:$name-commands"'"
  }
}'
#endif

say "Function $name"
rm -f publish.zip
(cd publish && zip -q -r ../publish.zip .)
configuration=(
  --function-name "$name"
  --description "Stops and starts the EC2 instances tagged __TagKey__=$tag_value."
  --role "arn:$partition:iam::$account:role$role_path$function_role"
#if (managed)
  --runtime dotnet10 --handler __AssemblyName__
#else
  --runtime provided.al2023 --handler bootstrap
#endif
  --memory-size 512 --timeout 900
  --logging-config "LogFormat=Text,LogGroup=/aws/lambda/$name"
  "${vpc[@]}"
#if (targets)
  # No event can act on an instance outside the scope. The role in each account permits the same instances.
#else
  # No event can act on an instance outside the scope. The role permits the same instances.
#endif
  --environment '{
    "Variables": {
      "STOPINATOR_SCOPE": "__ScopeKeyInQuotes__=\"'"$tag_value"'\"",
#if (targets)
      "STOPINATOR_TARGETS": "'"$targets"'",
#endif
#if (selector != "")
      "STOPINATOR_SELECTOR": "__SelectorInShell__",
#endif
#if (onlyStoppedWithin > 0)
      "STOPINATOR_STOPPED_WITHIN": "__Hours__h",
#endif
#if (orderTag != "")
      "STOPINATOR_ORDER_TAG": "__OrderTag__",
#endif
#if (tags)
#if (sourced)
      "STOPINATOR_SCHEDULES": "__SchedulesFrom__",
#else
      "STOPINATOR_SCHEDULES": "{\"timeZone\":\"'"$time_zone"'\",\"schedules\":{}}",
#endif
      "STOPINATOR_RECONCILE_INTERVAL": "'"$every_minutes"'m",
#endif
      "STOPINATOR_FAIL_ON": "'"$fail_on"'",
#if (notifyReports)
      "STOPINATOR_MAX_REPORT_BYTES": "8192",
#endif
#if (bridged)
      "STOPINATOR_EVENT_ALLOW": "__EventAllow__",
#endif
      "STOPINATOR_DRY_RUN": "'"$dry_run"'"
    }
  }'
)
if ! create lambda create-function "${configuration[@]}" --architectures __Architecture__ --zip-file fileb://publish.zip \
  ${tags[@]+"${tags[@]}"}; then
  create lambda update-function-configuration "${configuration[@]}" || busy
  aws lambda wait function-updated --function-name "$name"
  aws lambda update-function-code --function-name "$name" --architectures __Architecture__ --zip-file fileb://publish.zip > /dev/null
  aws lambda wait function-updated --function-name "$name"
fi
aws lambda wait function-active --function-name "$name"
if [[ -n ${RESERVED_CONCURRENCY-} ]]; then
  aws lambda put-function-concurrency --function-name "$name" --reserved-concurrent-executions "$RESERVED_CONCURRENCY" > /dev/null
else
  aws lambda delete-function-concurrency --function-name "$name"
fi

# Each change is published as a version. The schedules invoke the version of the alias.
version=$(aws lambda publish-version --function-name "$name" --query Version --output text)
create lambda create-alias --function-name "$name" --name live --function-version "$version" \
  || aws lambda update-alias --function-name "$name" --name live --function-version "$version" > /dev/null

#if (tags)
# The next run is the retry.
create lambda put-function-event-invoke-config --function-name "$name" --qualifier live --maximum-event-age-in-seconds 3600 --maximum-retry-attempts 0 \
#else
# Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
create lambda put-function-event-invoke-config --function-name "$name" --qualifier live --maximum-event-age-in-seconds 3600 --maximum-retry-attempts 2 \
#endif
#if (notifyReports || reports)
  --destination-config "OnFailure={Destination=$failures},OnSuccess={Destination=$failures}" || busy
#else
  --destination-config "OnFailure={Destination=$failures}" || busy
#endif
#if (scheduled)

# The permissions of the schedules.
function=arn:$partition:lambda:$region:$account:function:$name:live
schedule_role=$name-schedule-$region
say "Role $schedule_role"
role "$schedule_role" scheduler.amazonaws.com ',"Condition":{"StringEquals":{"aws:SourceAccount":"'"$account"'"}}'
aws iam put-role-policy --role-name "$schedule_role" --policy-name deliver --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "'"$function"'" },
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "'"$undelivered"'" }
  ]
}'

# Creates the schedule of an action.
schedule() {
  say "Schedule $name-$1"
  local state schedule
  state=$(setting "${SCHEDULES-}" ENABLED scheduler get-schedule --name "$name-$1" --query State)
  schedule=(
    --name "$name-$1" --schedule-expression "$2" --schedule-expression-timezone "$3"
    --flexible-time-window Mode=OFF --state "$state"
    --target '{
      "Arn": "'"$function"'",
      "RoleArn": "arn:'"$partition:iam::$account:role$role_path$schedule_role"'",
      "Input": "{\"action\":\"'"$1"'\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\",\"executionId\":\"<aws.scheduler.execution-id>\"}",
      "RetryPolicy": { "MaximumEventAgeInSeconds": 900, "MaximumRetryAttempts": 10 },
      "DeadLetterConfig": { "Arn": "'"$undelivered"'" }
    }'
  )
  create scheduler create-schedule "${schedule[@]}" || aws scheduler update-schedule "${schedule[@]}" > /dev/null
}
#endif
#if (stops)
schedule stop "${STOP_AT:-cron(__StopCron__ ? * __DaysCron__ *)}" "$time_zone"
#endif
#if (starts)
schedule start "${START_AT:-cron(__StartCron__ ? * __DaysCron__ *)}" "$time_zone"
#endif
#if (tags)
schedule reconcile "rate($every_minutes minutes)" UTC
#endif

# Creates an alarm: its name, its description, the statistic, the metric, and the dimensions.
alarm() {
  say "Alarm $1"
  aws cloudwatch put-metric-alarm --alarm-name "$1" --alarm-description "$2" --statistic "$3" --namespace "$4" --metric-name "$5" --dimensions "$6" \
    --period 300 --evaluation-periods 1 --comparison-operator GreaterThanThreshold --threshold 0 --treat-missing-data notBreaching \
    ${alarm_actions[@]+"${alarm_actions[@]}"} ${tag_pairs[@]+"${tag_pairs[@]}"}
}

# Lambda drops an event after its last retry. A failed attempt before a successful retry does not count.
alarm "$name-run-failed" "A run failed, and no retry is left." Sum AWS/Lambda AsyncEventsDropped "Name=FunctionName,Value=$name"
#if (undelivers)
alarm "$name-events-undelivered" "An event did not reach the function. The queue has the event and the reason." \
  Maximum AWS/SQS ApproximateNumberOfMessagesVisible "Name=QueueName,Value=$name-undelivered-events"
#endif
#if (sqs)

# Commands of other automation, one a message. The visibility timeout is longer than a run, and permits three attempts in an hour. What
# failed three times is kept for two weeks.
queue "$name-rejected-commands"
say "Queue $name-commands"
commands=$(aws sqs create-queue --queue-name "$name-commands" ${tags[@]+"${tags[@]}"} --query QueueUrl --output text --attributes '{
  "VisibilityTimeout": "960",
  "MessageRetentionPeriod": "86400",
  "SqsManagedSseEnabled": "true",
  "RedrivePolicy": "{\"deadLetterTargetArn\":\"arn:'"$partition:sqs:$region:$account:$name"'-rejected-commands\",\"maxReceiveCount\":\"3\"}"
}')
create lambda create-event-source-mapping --function-name "$name:live" --event-source-arn "arn:$partition:sqs:$region:$account:$name-commands" \
  --batch-size 1 --function-response-types ReportBatchItemFailures --scaling-config MaximumConcurrency=2 || true
say "Commands are sent to $commands"
alarm "$name-commands-rejected" "A command in the queue failed three times. The log has the reason." \
  Maximum AWS/SQS ApproximateNumberOfMessagesVisible "Name=QueueName,Value=$name-rejected-commands"
#endif
#if (sns)

# Commands of other automation, one a notification.
say "Topic $name-commands"
topic=$(aws sns create-topic --name "$name-commands" ${tag_pairs[@]+"${tag_pairs[@]}"} --query TopicArn --output text)
create lambda add-permission --function-name "$name" --qualifier live --statement-id topic --action lambda:InvokeFunction \
  --principal sns.amazonaws.com --source-arn "$topic" || true
aws sns subscribe --topic-arn "$topic" --protocol lambda --notification-endpoint "arn:$partition:lambda:$region:$account:function:$name:live" > /dev/null
#endif
#if (bridged)

create lambda add-permission --function-name "$name" --qualifier live --statement-id rules --action lambda:InvokeFunction \
  --principal events.amazonaws.com --source-arn "arn:$partition:events:$region:$account:rule/$name-*" || true

aws sqs set-queue-attributes --attributes '{
  "Policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"'"$undelivered"'\",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:'"$partition:events:$region:$account:rule/$name"'-*\"}}}]}"
}' --queue-url "$(aws sqs get-queue-url --queue-name "$name-undelivered-events" --query QueueUrl --output text)"

# Creates a rule: the events for which it invokes the function.
rule() {
  say "Rule $name-$1"
#if (scheduled)
  local state
  state=$(setting "${SCHEDULES-}" ENABLED events describe-rule --name "$name-$1" --query State)
  aws events put-rule --name "$name-$1" --description "$2" --event-pattern "$3" --state "$state" > /dev/null
#else
  aws events put-rule --name "$name-$1" --description "$2" --event-pattern "$3" > /dev/null
#endif
  aws events put-targets --rule "$name-$1" --targets '[{
    "Id": "function",
    "Arn": "'"arn:$partition:lambda:$region:$account:function:$name:live"'",
    "RetryPolicy": { "MaximumEventAgeInSeconds": 900, "MaximumRetryAttempts": 10 },
    "DeadLetterConfig": { "Arn": "'"$undelivered"'" }
  }]' > /dev/null
}
#endif
#if (alarm)

# An alarm with such a name stops the instance of its metric.
rule alarm "Alarms of idle instances" '{
  "source": ["aws.cloudwatch"],
  "detail-type": ["CloudWatch Alarm State Change"],
  "detail": { "alarmName": [{ "prefix": "'"$name"'-idle-" }], "state": { "value": ["ALARM"] } }
}'
#endif
#if (stateChange)

# The function stops an instance that somebody starts against its schedule. It starts no instance.
rule state-change "Instances that were started" '{
  "source": ["aws.ec2"],
  "detail-type": ["EC2 Instance State-change Notification"],
  "detail": { "state": ["running"] }
}'
#endif
#if (targets)
say "The role of the function is arn:$partition:iam::$account:role$role_path$function_role"
#endif
say "Done."
