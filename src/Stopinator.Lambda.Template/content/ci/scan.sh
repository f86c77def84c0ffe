#!/usr/bin/env bash
# Fails when a package or a dependency has a known vulnerability.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The exit code of the command is always 0.
report=$(dotnet list package --vulnerable --include-transitive --format json) || { printf '%s\n' "$report"; exit 1; }
if grep --quiet '"severity"' <<< "$report"; then
  printf '%s\n' "$report"
  exit 1
fi
printf 'No package has a known vulnerability.\n'
