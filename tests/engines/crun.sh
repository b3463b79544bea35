#!/bin/sh
# An OCI bundle under crun.
# shellcheck source=tests/engines/bundle_lib.sh
. "$(dirname "$0")/bundle_lib.sh"

engine=crun
programs=crun

runtime() {
	# shellcheck disable=SC2086 # words
	timeout -k 5 "$deadline" $via crun --root "$state/crun" "$@"
}

engine_checks
