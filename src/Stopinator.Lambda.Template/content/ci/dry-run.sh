#!/usr/bin/env bash
# Invokes the deployed function for a dry run: EC2 says what would happen, and no instance changes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export AWS_PAGER=""

#if (noInfra)
error=$(aws lambda invoke --function-name __ResourceName__ --cli-read-timeout 900 --payload fileb://events/dry-run.json \
  --query FunctionError --output text report.json)
#else
error=$(aws lambda invoke --function-name __ResourceName__:live --cli-read-timeout 900 --payload fileb://events/dry-run.json \
  --query FunctionError --output text report.json)
#endif
cat report.json
[[ $error == None ]] || { printf '\nThe dry run failed: %s\n' "$error" >&2; exit 1; }

# STOPINATOR_FAIL_ON can permit failed instances in a run. A failed instance always fails this step.
failed=$(python3 -c 'import json; print(json.load(open("report.json")).get("counts", {}).get("failed", 0))')
[[ $failed == 0 ]] || { printf '\nEC2 refuses %s instances; the report says why.\n' "$failed" >&2; exit 1; }
#if (targets)

# So does an account that the function cannot work in.
failed=$(python3 -c 'import json; print(json.load(open("report.json")).get("failedTargets", 0))')
[[ $failed == 0 ]] || { printf '\nThe function cannot work at %s targets; the report says why.\n' "$failed" >&2; exit 1; }
#endif
