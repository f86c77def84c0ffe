#!/usr/bin/env bash
# Publishes what is deployed: the same files go to every environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

#if (aot)
# On Amazon Linux 2023, so that the program asks for no newer C library than Lambda has.
rm -rf publish
docker build --platform __DockerPlatform__ --file infra/Dockerfile.publish --output publish .
#else
dotnet publish __ProjectPath__ -p:PublishProfile=Lambda
#endif
#if (zipped)
rm -f publish.zip && (cd publish && zip -q -X -r ../publish.zip .)
#endif
