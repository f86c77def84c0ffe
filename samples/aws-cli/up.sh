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
name=${NAME:-night-stop}
tag_value=${TAG_VALUE:-dev}
role_path=${ROLE_PATH:-/}
fail_on=${FAIL_ON:-any}
time_zone=${TIME_ZONE:-Europe/Paris}
[[ $tag_value != *[\"\\]* ]] || { printf 'TAG_VALUE has neither quotation marks nor backslashes.\n' >&2; exit 2; }
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[[ -n $region ]] || { printf 'There is no region: set AWS_REGION.\n' >&2; exit 2; }
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
dry_run=$(setting "${DRY_RUN-}" false lambda get-function-configuration --function-name "$name" --query Environment.Variables.STOPINATOR_DRY_RUN)

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

# Events whose run failed three times, with the error.
queue "$name-failed-runs"
failures=arn:$partition:sqs:$region:$account:$name-failed-runs
send=sqs:SendMessage
alarm_actions=()
if [[ -n ${ALARM_TOPIC_ARN-} ]]; then
  alarm_actions=(--alarm-actions "$ALARM_TOPIC_ARN")
fi

# Events that did not reach the function.
queue "$name-undelivered-events"
undelivered=arn:$partition:sqs:$region:$account:$name-undelivered-events

# The permissions of the function. EC2 has no narrower resource for a describe. The name of a role is unique in the account.
function_role=$name-$region
say "Role $function_role"
role "$function_role" lambda.amazonaws.com ""
aws iam put-role-policy --role-name "$function_role" --policy-name power --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" },
    {
      "Effect": "Allow",
      "Action": ["ec2:StartInstances", "ec2:StopInstances"],
      "Resource": "arn:'"$partition:ec2:$region:$account"':instance/*",
      "Condition": { "StringEquals": { "aws:ResourceTag/Env": "'"$tag_value"'" } }
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

say "Function $name"
rm -f publish.zip
(cd publish && zip -q -r ../publish.zip .)
configuration=(
  --function-name "$name"
  --description "Stops and starts the EC2 instances tagged Env=$tag_value."
  --role "arn:$partition:iam::$account:role$role_path$function_role"
  --runtime dotnet10 --handler NightStop
  --memory-size 512 --timeout 900
  --logging-config "LogFormat=Text,LogGroup=/aws/lambda/$name"
  "${vpc[@]}"
  # No event can act on an instance outside the scope. The role permits the same instances.
  --environment '{
    "Variables": {
      "STOPINATOR_SCOPE": "tag:Env=\"'"$tag_value"'\"",
      "STOPINATOR_FAIL_ON": "'"$fail_on"'",
      "STOPINATOR_DRY_RUN": "'"$dry_run"'"
    }
  }'
)
if ! create lambda create-function "${configuration[@]}" --architectures x86_64 --zip-file fileb://publish.zip \
  ${tags[@]+"${tags[@]}"}; then
  create lambda update-function-configuration "${configuration[@]}" || busy
  aws lambda wait function-updated --function-name "$name"
  aws lambda update-function-code --function-name "$name" --architectures x86_64 --zip-file fileb://publish.zip > /dev/null
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

# Lambda retries a run twice if it fails or has a remainder. Each attempt reads the present states.
create lambda put-function-event-invoke-config --function-name "$name" --qualifier live --maximum-event-age-in-seconds 3600 --maximum-retry-attempts 2 \
  --destination-config "OnFailure={Destination=$failures}" || busy

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
schedule stop "${STOP_AT:-cron(0 20 ? * MON-FRI *)}" "$time_zone"
schedule start "${START_AT:-cron(0 7 ? * MON-FRI *)}" "$time_zone"

# Creates an alarm: its name, its description, the statistic, the metric, and the dimensions.
alarm() {
  say "Alarm $1"
  aws cloudwatch put-metric-alarm --alarm-name "$1" --alarm-description "$2" --statistic "$3" --namespace "$4" --metric-name "$5" --dimensions "$6" \
    --period 300 --evaluation-periods 1 --comparison-operator GreaterThanThreshold --threshold 0 --treat-missing-data notBreaching \
    ${alarm_actions[@]+"${alarm_actions[@]}"} ${tag_pairs[@]+"${tag_pairs[@]}"}
}

# Lambda drops an event after its last retry. A failed attempt before a successful retry does not count.
alarm "$name-run-failed" "A run failed, and no retry is left." Sum AWS/Lambda AsyncEventsDropped "Name=FunctionName,Value=$name"
alarm "$name-events-undelivered" "An event did not reach the function. The queue has the event and the reason." \
  Maximum AWS/SQS ApproximateNumberOfMessagesVisible "Name=QueueName,Value=$name-undelivered-events"
say "Done."
