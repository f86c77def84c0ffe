#!/usr/bin/env bash
#if (cdk)
# Synthesizes the stack of infra/ into infra/cdk.out. Needs the folder publish, and no account.
#elseif (terraform)
# Validates the files with Terraform and its providers. Needs no account.
#else
# Synthesizes the stack of serverless.yml into infra/.serverless. Needs publish.zip, and no account.
#endif
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../infra"

#if (cdk)
CDK_OUTDIR=cdk.out dotnet run
#elseif (terraform)
terraform init -backend=false -input=false
terraform validate
#else
#if (region == "")
export AWS_REGION=${AWS_REGION:-us-east-1}
#endif
serverless package
#endif
