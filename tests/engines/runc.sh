#!/bin/sh
# An OCI bundle under runc.
# shellcheck source=tests/engines/bundle.sh
. "$(dirname "$0")/bundle.sh"

engine=runc
programs=runc

runtime() {
	timeout -k 5 "$deadline" runc --root "$state/runc" "$@"
}

engine_checks
