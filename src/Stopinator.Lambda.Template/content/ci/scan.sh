#!/usr/bin/env bash
# Fails when a package, or one that it needs, has a known vulnerability.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The command ends with 0 whatever it finds.
report=$(dotnet list package --vulnerable --include-transitive --format json) || { printf '%s\n' "$report"; exit 1; }
if grep --quiet '"severity"' <<< "$report"; then
  printf '%s\n' "$report"
  exit 1
fi
printf 'No package has a known vulnerability.\n'
