#!/bin/sh
# Makes ./configure in a fresh clone; a release tarball has it already.
set -eu
cd "$(dirname "$0")"

for tool in autoreconf automake pkg-config; do
	command -v "$tool" >/dev/null || {
		echo "autogen.sh: $tool is missing; on Debian:" \
		    "build-aux/packages build" >&2
		exit 1
	}
done
exec autoreconf --force --install --warnings=all
