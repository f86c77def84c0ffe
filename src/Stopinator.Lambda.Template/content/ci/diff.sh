#!/usr/bin/env bash
#if (cli)
# Shows the next deployment.
#else
# Shows the changes of the next deployment, and makes none.
#endif
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export AWS_PAGER=""

#if (stack || serverless)
if ! answer=$(aws cloudformation describe-stacks --stack-name __ResourceName__ 2>&1); then
  [[ $answer == *"does not exist"* ]] || { printf '%s\n' "$answer" >&2; exit 1; }
  printf 'There is no stack yet: everything is new.\n'
  exit
fi
#endif
#if (sam)

bash ci/deploy.sh --no-execute-changeset
#endif
#if (cloudFormation)

output=$(bash ci/deploy.sh --no-execute-changeset)
printf '%s\n' "$output"
changes=$(grep --only-matching 'arn:[^ ]*:changeSet/[^ ]*' <<< "$output" || true)
[[ -z $changes ]] || aws cloudformation describe-change-set --change-set-name "$changes" --output table \
  --query 'Changes[].ResourceChange.[Action,LogicalResourceId,ResourceType,Replacement]'
#endif
#if (serverless)

bash ci/synth.sh
aws cloudformation get-template --stack-name __ResourceName__ --query TemplateBody --output json > deployed.json
made=infra/.serverless/cloudformation-template-update-stack.json
diff --unified <(python3 -m json.tool --sort-keys deployed.json) <(python3 -m json.tool --sort-keys "$made") || [[ $? == 1 ]]
#endif
#if (cdk)
cd infra
cdk diff
#endif
#if (terraform)
region=${AWS_REGION:?}
account=$(aws sts get-caller-identity --query Account --output text)
cd infra
terraform init -input=false -backend-config="bucket=__ShortName__-state-$account-$region" -backend-config="region=$region"
terraform plan -input=false
#endif
#if (cli)
# The AWS CLI has no preview: up.sh sets all values to those of the file.
aws lambda get-function-configuration --function-name __ResourceName__ --output table \
  --query '{Deployed:LastModified,Runtime:Runtime,Memory:MemorySize,Variables:Environment.Variables}' \
  || printf 'There is no function yet: everything is new.\n'
git log -5 --oneline -- infra src
#endif
#if (noInfra && image)
aws lambda get-function --function-name __ResourceName__ --query Code.ImageUri --output text
git log -5 --oneline -- src
#elseif (noInfra)
deployed=$(aws lambda get-function-configuration --function-name __ResourceName__ --query CodeSha256 --output text)
built=$(openssl dgst -sha256 -binary publish.zip | base64)
if [[ $deployed == "$built" ]]; then
  printf 'The program is the deployed one.\n'
else
  printf 'The program changes from %s to %s.\n' "$deployed" "$built"
fi
git log -5 --oneline -- src
#endif
