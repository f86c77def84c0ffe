#!/usr/bin/env bash
# Deploys the published files to the account and region of the credentials.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export AWS_PAGER=""

#if (!managed)
# An artifact of a pipeline can lose the permission to execute.
chmod +x publish/bootstrap

#endif
#if (needsAccount)
region=${AWS_REGION:?}
identity=$(aws sts get-caller-identity --query Arn --output text)
account=$(cut -d: -f5 <<< "$identity")
#endif
#if (stack)

# The role that CloudFormation assumes. ci/role.yaml creates the role.
role=$(cut -d: -f1-2 <<< "$identity"):iam::$account:role/stack-__ResourceName__-$region
#endif
#if (needsRepository)

#endif
#if (needsRepository)
suffix=amazonaws.com
[[ $region != cn-* ]] || suffix=amazonaws.com.cn
repository=$account.dkr.ecr.$region.$suffix/__ResourceName__
aws ecr get-login-password | docker login --username AWS --password-stdin "${repository%%/*}"
#endif
#if (needsRepository && !sam)

image=$repository:$(git rev-parse --short HEAD)
docker build --platform __DockerPlatform__ --provenance=false --file infra/Dockerfile --tag "$image" .
docker push "$image"
#endif
#if (sam)

cd infra
#if (image)
sam build
#endif
sam deploy --config-env ci --no-confirm-changeset --no-fail-on-empty-changeset \
#if (image)
  --image-repository "$repository" \
#endif
  --s3-bucket "__ShortName__-code-$account-$region" --role-arn "$role" "$@"
#endif
#if (cloudFormation)

#if (!image)
bucket=__ShortName__-code-$account-$region
key=$(sha256sum publish.zip | cut -c1-16).zip
aws s3 cp --only-show-errors publish.zip "s3://$bucket/$key"
#endif
aws cloudformation deploy --stack-name __ResourceName__ --template-file infra/template.yaml --capabilities CAPABILITY_IAM \
#if (image)
  --role-arn "$role" --no-fail-on-empty-changeset --parameter-overrides ImageUri="$image" "$@"
#else
  --role-arn "$role" --no-fail-on-empty-changeset --parameter-overrides CodeBucket="$bucket" CodeKey="$key" "$@"
#endif
#endif
#if (cdk)
cd infra
cdk deploy --require-approval never
#endif
#if (terraform)

cd infra
terraform init -input=false -backend-config="bucket=__ShortName__-state-$account-$region" -backend-config="region=$region"
terraform apply -input=false -auto-approve
#endif
#if (serverless)
cd infra
serverless deploy
#endif
#if (cli)
bash infra/up.sh
#endif
#if (noInfra && image)

aws lambda update-function-code --function-name __ResourceName__ --image-uri "$image"
aws lambda wait function-updated-v2 --function-name __ResourceName__
#elseif (noInfra)
aws lambda update-function-code --function-name __ResourceName__ --zip-file fileb://publish.zip
aws lambda wait function-updated-v2 --function-name __ResourceName__
#endif
