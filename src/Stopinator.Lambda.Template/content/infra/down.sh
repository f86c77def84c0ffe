#!/usr/bin/env bash
# Removes all resources that up.sh creates, also the logs. No instance changes.
set -euo pipefail

if [[ -n ${ENVIRONMENT-} ]]; then
  # shellcheck disable=SC1090
  source "$(dirname "${BASH_SOURCE[0]}")/$ENVIRONMENT.env"
fi
name=${NAME:-__ResourceName__}
#if (region != "")
region=__Region__
#else
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[[ -n $region ]] || { printf 'There is no region: set AWS_REGION.\n' >&2; exit 2; }
#endif
export AWS_REGION=$region AWS_DEFAULT_REGION=$region AWS_PAGER=""

# Runs a command that removes a resource; a resource that does not exist is no error.
remove() {
  local answer
  if ! answer=$(aws "$@" 2>&1 > /dev/null); then
    case $answer in
      *NotFound* | *NoSuchEntity* | *NonExistentQueue* | *"does not exist"*) ;;
      *)
        printf '%s\n' "$answer" >&2
        exit 1
        ;;
    esac
  fi
}

#if (stops)
remove scheduler delete-schedule --name "$name-stop"
#endif
#if (starts)
remove scheduler delete-schedule --name "$name-start"
#endif
#if (tags)
remove scheduler delete-schedule --name "$name-reconcile"
#endif
#if (scheduled)
remove iam delete-role-policy --role-name "$name-schedule-$region" --policy-name deliver
remove iam delete-role --role-name "$name-schedule-$region"
#endif
#if (alarm)
remove events remove-targets --rule "$name-alarm" --ids function
remove events delete-rule --name "$name-alarm"
#endif
#if (stateChange)
remove events remove-targets --rule "$name-state-change" --ids function
remove events delete-rule --name "$name-state-change"
#endif
#if (sqs)
for mapping in $(aws lambda list-event-source-mappings --function-name "$name:live" --query 'EventSourceMappings[].UUID' --output text); do
  remove lambda delete-event-source-mapping --uuid "$mapping"
done
#endif
remove lambda delete-function --function-name "$name"
#if (sqs)
remove cloudwatch delete-alarms --alarm-names "$name-commands-rejected"
remove iam delete-role-policy --role-name "$name-$region" --policy-name commands
#endif
remove iam delete-role-policy --role-name "$name-$region" --policy-name power
remove iam delete-role-policy --role-name "$name-$region" --policy-name records
remove iam delete-role-policy --role-name "$name-$region" --policy-name network
remove iam delete-role --role-name "$name-$region"
#if (undelivers)
remove cloudwatch delete-alarms --alarm-names "$name-run-failed" "$name-events-undelivered"
#else
remove cloudwatch delete-alarms --alarm-names "$name-run-failed"
#endif

#if (notifies || sns)
identity=$(aws sts get-caller-identity --query Arn --output text)
topic="arn:$(cut -d: -f2 <<< "$identity"):sns:$region:$(cut -d: -f5 <<< "$identity"):$name"
#endif
#if (notifies)
remove sns delete-topic --topic-arn "$topic"
#endif
#if (sns)
remove sns delete-topic --topic-arn "$topic-commands"
#endif
#if (sqs)
for queue in "$name-failed-runs" "$name-undelivered-events" "$name-commands" "$name-rejected-commands"; do
#else
for queue in "$name-failed-runs" "$name-undelivered-events"; do
#endif
  url=$(aws sqs list-queues --queue-name-prefix "$queue" --query "QueueUrls[?ends_with(@, '/$queue')] | [0]" --output text)
  [[ $url == None ]] || remove sqs delete-queue --queue-url "$url"
done
remove logs delete-log-group --log-group-name "/aws/lambda/$name"
printf 'Done.\n'
