#!/usr/bin/env bash
# Removes all resources that up.sh creates, also the logs. No instance changes.
set -euo pipefail

if [[ -n ${ENVIRONMENT-} ]]; then
  # shellcheck disable=SC1090
  source "$(dirname "${BASH_SOURCE[0]}")/$ENVIRONMENT.env"
fi
name=${NAME:-night-stop}
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
[[ -n $region ]] || { printf 'There is no region: set AWS_REGION.\n' >&2; exit 2; }
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

remove scheduler delete-schedule --name "$name-stop"
remove scheduler delete-schedule --name "$name-start"
remove iam delete-role-policy --role-name "$name-schedule-$region" --policy-name deliver
remove iam delete-role --role-name "$name-schedule-$region"
remove lambda delete-function --function-name "$name"
remove iam delete-role-policy --role-name "$name-$region" --policy-name power
remove iam delete-role-policy --role-name "$name-$region" --policy-name records
remove iam delete-role-policy --role-name "$name-$region" --policy-name network
remove iam delete-role --role-name "$name-$region"
remove cloudwatch delete-alarms --alarm-names "$name-run-failed" "$name-events-undelivered"

for queue in "$name-failed-runs" "$name-undelivered-events"; do
  url=$(aws sqs list-queues --queue-name-prefix "$queue" --query "QueueUrls[?ends_with(@, '/$queue')] | [0]" --output text)
  [[ $url == None ]] || remove sqs delete-queue --queue-url "$url"
done
remove logs delete-log-group --log-group-name "/aws/lambda/$name"
printf 'Done.\n'
