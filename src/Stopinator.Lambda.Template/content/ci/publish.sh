#!/usr/bin/env bash
# Publishes what is deployed: the same files go to every environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet publish __ProjectPath__ -p:PublishProfile=Lambda
#if (zipped)
rm -f publish.zip && (cd publish && zip -q -X -r ../publish.zip .)
#endif
