#!/usr/bin/env bash
# Builds everything, and runs the tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build -warnaserror --configuration Release
#if (!noTests)
dotnet test --no-build --configuration Release
#endif
