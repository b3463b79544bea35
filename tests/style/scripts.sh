#!/bin/sh
# No script of ours gives shellcheck(1) cause to speak.  They are told by their
# first line, in which those that autoconf and automake bring have a blank;
# install-sh alone does not.
set -eu
. "$top_srcdir/tests/tap.sh"
cd "$top_srcdir"

# Made by the build where it is run in the tree, or no text at all.
our_files() {
	find . \( -name .git -o -name release -o -name build -o \
	    -name autom4te.cache -o -name .deps \) -prune -o \
	    -type f ! -name install-sh -print
}

our_scripts() {
	our_files | while read -r file; do
		case "$(head -c 24 "$file" | tr -d '\0' | head -n 1)" in
		"#!/bin/sh"* | "#!/usr/bin/env bash"* | \
		    "# shellcheck shell="*) echo "$file" ;;
		esac
	done
}

# What is sourced is checked by itself: 1091, 2154, 2164, and 2034 on both
# sides. A function that is handed to another as an argument is called (2317),
# and text in single quotes is a script for another shell (2016).
check() {
	exclude=SC1091,SC2016,SC2154,SC2317
	case $(head -n 1 "$1") in
	"# shellcheck shell="*) exclude=$exclude,SC2164 ;;
	esac
	! grep -qE '^# shellcheck shell=|^\. ' "$1" || exclude=$exclude,SC2034
	shellcheck -e "$exclude" "$1"
}

if command -v shellcheck >/dev/null; then
	for script in $(our_scripts | sort); do
		none "shellcheck $script" check "$script"
	done
else
	skip "shellcheck is not installed" "shellcheck"
fi
tap_end
