#!/bin/sh
# Feeds the fuzzers' corpus to their targets, one file and one process at a
# time.  tests/fuzz/run makes up more.
set -eu
. "$top_srcdir/tests/tap.sh"

for folder in "$top_srcdir"/tests/fuzz/corpus/*; do
	target=$(basename "$folder")
	for file in "$folder"/*; do
		name="$target: $(basename "$file")"
		if said=$("$top_builddir/tests/fuzz/fuzz_$target" "$file" 2>&1)
		then
			pass "$name"
		else
			fail "$name"
			printf '%s\n' "$said" | sed 's/^/# /'
		fi
	done
done
tap_end
