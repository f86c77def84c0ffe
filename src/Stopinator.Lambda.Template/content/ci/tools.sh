#!/usr/bin/env bash
# Installs the tools of the jobs into the image of the .NET SDK.
set -euo pipefail

apt-get update -qq
#if (image || aot)
apt-get install -qq --no-install-recommends docker.io git nodejs npm pipx python3 shellcheck unzip zip > /dev/null
#else
apt-get install -qq --no-install-recommends git nodejs npm pipx python3 shellcheck unzip zip > /dev/null
#endif
pipx install --quiet awscli
pipx install --quiet cfn-lint
#if (sam)
pipx install --quiet aws-sam-cli
#elseif (cdk)
npm install --silent --global aws-cdk@2
#elseif (serverless)
npm install --silent --global serverless@3
#elseif (terraform)
curl -fsSLo /tmp/terraform.zip https://releases.hashicorp.com/terraform/1.13.4/terraform_1.13.4_linux_amd64.zip
unzip -q -o /tmp/terraform.zip terraform -d /usr/local/bin
#endif
