#!/usr/bin/env bash
# Keeps the instances up this evening: the nightly stop is held back, and comes once at the given time instead.
#
#   keep-up-until.sh 2026-12-18T23:00:00 [night-stop-stop]     # the time on the wall in the time zone of the schedule
set -euo pipefail
export AWS_PAGER=""

until=${1:?usage: keep-up-until.sh <yyyy-mm-ddThh:mm:ss> [<schedule>]}
schedule=${2:-night-stop-stop}
read_schedule() { aws scheduler get-schedule --name "$schedule" --query "$1" --output "${2-json}"; }

# The zone's own rules decide what instant that is.
zone=$(read_schedule ScheduleExpressionTimezone text)
seconds=$(TZ=$zone date -d "$until" +%s 2> /dev/null) || { printf '%s is not a time such as 2026-12-18T23:00:00.\n' "$until" >&2; exit 2; }
instant=$(date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ)

aws scheduler create-schedule --name "$schedule-${until//[^0-9]/}" --schedule-expression "at($until)" --schedule-expression-timezone "$zone" \
  --flexible-time-window Mode=OFF --action-after-completion DELETE --target "$(read_schedule Target)" > /dev/null

# An update replaces all of a schedule, so the rest of it is told again. shellcheck takes the literals of the query for commands.
# shellcheck disable=SC2016
aws scheduler update-schedule --start-date "$instant" --cli-input-json "$(read_schedule 'merge({Name: Name, GroupName: GroupName, State: State,
  ScheduleExpression: ScheduleExpression, ScheduleExpressionTimezone: ScheduleExpressionTimezone, FlexibleTimeWindow: FlexibleTimeWindow, Target: Target},
  EndDate && {EndDate: EndDate} || `{}`, Description && {Description: Description} || `{}`, KmsKeyArn && {KmsKeyArn: KmsKeyArn} || `{}`)')" > /dev/null
printf 'Stops at %s (%s); %s goes on after that.\n' "$until" "$zone" "$schedule"
