#!/usr/bin/env bash
# Publishes the files that are deployed to every environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

#if (aot)
# On Amazon Linux 2023, so that the program needs no newer C library than Lambda has.
rm -rf publish
docker build --platform __DockerPlatform__ --file infra/Dockerfile.publish --output publish .
#else
dotnet publish __ProjectPath__ -p:PublishProfile=Lambda
#endif
#if (zipped)
rm -f publish.zip && (cd publish && zip -q -X -r ../publish.zip .)
#endif
