#!/bin/sh
# podman with runc and every file of an image copied.
# shellcheck source=tests/engines/podman_lib.sh
. "$(dirname "$0")/podman_lib.sh"

engine="podman with runc"
programs="podman runc"
ways="ENTRYPOINT --init pod-ENTRYPOINT"
runtime=runc
driver=vfs

engine_checks
