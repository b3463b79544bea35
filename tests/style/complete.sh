#!/bin/sh
# Every test that is there is in Makefile.am, and so is run and distributed.
# lib.sh is sourced by the others.
set -eu
. "$top_srcdir/tests/tap.sh"
cd "$top_srcdir"

# unlisted SUFFIX FILE...: the files that Makefile.am does not name, less SUFFIX.
unlisted() {
	suffix=$1
	shift
	for file; do
		[ ! -e "$file" ] ||
		    grep -qE "(^|[[:blank:]])${file%"$suffix"}([[:blank:]]|\$)" \
			Makefile.am || echo "$file"
	done
}

none "every unit test and helper is built" \
    unlisted .c tests/unit/*.c tests/helpers/*.c
none "every test script is run" unlisted '' tests/style/*.sh tests/system/*.sh
tap_end
