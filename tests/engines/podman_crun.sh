#!/bin/sh
# podman with crun and overlay file systems.
# shellcheck source=tests/engines/podman_lib.sh
. "$(dirname "$0")/podman_lib.sh"

engine="podman with crun"
programs="podman crun"
ways="ENTRYPOINT pod-infra-command pod-catatonit"
runtime=crun
driver=overlay

engine_checks
