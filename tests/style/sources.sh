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

none "no file of src has more than 300 lines" long_files
none "no line is longer than 80 columns" wide_lines
none "no blanks at a line's end, none where a tab belongs" stray_blanks
none "every source file says what it is for" without_head
none "nothing is left for later" promises
tap_end
