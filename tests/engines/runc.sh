#!/bin/sh
# An OCI bundle under runc.
# shellcheck source=tests/engines/bundle_lib.sh
. "$(dirname "$0")/bundle_lib.sh"

engine=runc
programs=runc
ways="bundle tini dumb-init catatonit"

runtime() {
	# shellcheck disable=SC2086 # words
	timeout -k 5 "$deadline" $via runc --root "$state/runc" "$@"
}

engine_checks
