#!/bin/sh
# The manual page is well-formed and lists exactly the options that --help
# prints, which are those of the option table.
set -eu
. "$top_srcdir/tests/tap.sh"
manual=$top_srcdir/man/podinit.1

# Both print "-g" and "--grace", one a line.  An option's description may name
# others, so only what introduces one is looked at.
helped() {
	"$PODINIT" --help | sed -n 's/^ \{2,6\}\(-.*\)/\1/p' |
	    sed 's/  .*//; s/\[*=.*//; s/, /\n/g' | sort -u
}
documented() {
	sed -n 's/^\.It Fl//p' "$manual" | sed 's/ , /\n /' |
	    sed -n 's/^ \([[:alnum:]-]*\).*/-\1/p' | sort -u
}

undocumented() {
	comm -23 helped.tmp documented.tmp
}
imaginary() {
	comm -13 helped.tmp documented.tmp
}
# Which pages this machine has indexed is no fault of ours.
malformed() {
	mandoc -T lint "$manual" 2>&1 | grep -v 'outdated mandoc.db'
}
unread() {
	grep -qx -e --help helped.tmp || echo "--help does not name itself"
}

helped >helped.tmp
documented >documented.tmp
none "--help was read" unread
none "the manual has every option" undocumented
none "every option of the manual exists" imaginary
rm -f helped.tmp documented.tmp

if command -v mandoc >/dev/null; then
	none "mandoc has nothing to say" malformed
else
	skip "mandoc is not installed" "mandoc has nothing to say"
fi
tap_end
