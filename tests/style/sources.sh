#!/bin/sh
# The form of the sources: short files, short lines, and a first comment that
# says what the file is for.
set -eu
. "$top_srcdir/tests/tap.sh"
cd "$top_srcdir"

long_files() {
	wc -l src/*.c src/*.h |
	    awk '$2 != "total" && $1 > 300 { print $2 ": " $1 " lines" }'
}

wide_lines() {
	for file in src/*.[ch] tests/*/*.[ch]; do
		expand "$file" | awk -v file="$file" \
		    'length > 80 { print file ":" NR ": " length " columns" }'
	done
}

stray_blanks() {
	grep -nE '[[:blank:]]+$|^ {8}' src/*.[ch]
}

# The comment has words of its own, not just a name: four at least.
without_head() {
	for file in src/*.c; do
		words=$(sed -n '1{/^\/\*/!q;};p;/\*\//q' "$file" |
		    tr -d '*/' | wc -w)
		[ "$words" -ge 4 ] || echo "$file"
	done
}

promises() {
	grep -rnE 'TO''DO|FIX''ME|XX''X' src tests man examples \
	    configure.ac Makefile.am
}

# scanf(3) links floating point and malloc(3), a sixth of the release binary.
scans() {
	grep -nE '\<v?[fs]?scanf\(' src/*.c
}

none "no file of src has more than 300 lines" long_files
none "no line is longer than 80 columns" wide_lines
none "no blanks at a line's end, none where a tab belongs" stray_blanks
none "every source file says what it is for" without_head
none "no number is read by scanf(3)" scans
none "nothing is left for later" promises
tap_end
