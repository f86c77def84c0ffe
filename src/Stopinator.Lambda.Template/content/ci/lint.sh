#!/usr/bin/env bash
# Runs the linters of the infrastructure and of these scripts. Needs no account.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

need() { command -v "$1" > /dev/null || { printf '%s is not there.\n' "$1" >&2; exit 2; }; }

need shellcheck
shellcheck ci/*.sh
#if (cli)
shellcheck infra/*.sh
#endif
need cfn-lint
cfn-lint ci/role.yaml
#if (stack)
cfn-lint infra/template.yaml
#endif
#if (targets)
cfn-lint infra/spoke-role.yaml
#endif
#if (terraform)
need terraform
terraform -chdir=infra fmt -check -diff
#endif
