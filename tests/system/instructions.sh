#!/bin/sh
# What podinit costs the processor, in instructions of its own.  Unlike a time
# their number is the same on a busy machine, so that it shows what a change
# has made dearer: instructions.txt says what it was, and it may move by 5 %.
#
# `make instructions` writes that file anew: the rows of the builds that
# PODINIT_TESTS_RENEW, a file, is to have are added to it.
# shellcheck disable=SC2016 # inner shells expand
table=${top_srcdir:-$(dirname "$0")/../..}/tests/system/instructions.txt
table=$(realpath "$table")
renew=${renew-${PODINIT_TESTS_RENEW:-}}
export renew	# lib.sh runs this again, without that variable
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# What is told costs, too.
tellers=

times=20
percent=5

# The counts are those of a kind of build: machine, C library, compiler.
kind_of_build() {
	libc=musl
	if grep -q GLIBC_TUNABLES "$podinit"; then
		libc=glibc
	fi
	compiler=$(readelf -p .comment "$podinit" 2>/dev/null |
	    sed -n 's/.*\(GCC\|clang\).* \([0-9][0-9.]*\).*/\1-\2/p' |
	    sort -V | tail -n 1)
	echo "$(uname -m) $libc ${compiler:-unknown}"
}

asleep() {
	in_state S "$pid" 2>/dev/null
}

has_heard_times() {
	[ "$(grep -cx "main 10" "$out")" -eq "$1" ]
}

# Into this file of the test's folder; %p is each process's pid.
through_valgrind() {
	through env -i PATH=/usr/bin:/bin valgrind --tool=callgrind \
	    --log-file="$tests_folder/valgrind" --dump-instr=yes \
	    --compress-pos=no --callgrind-out-file="$tests_folder/$1"
}

# Sets count to the instructions of a podinit that sees so many orphans die,
# and then forwards so many signals, of which the last ends main.  The next
# comes when podinit has fallen asleep again, so that there is no chance in it.
# The arguments are of the same length each time: podinit looks at them.  Quiet,
# for what else it looks at later on, the mounts, is the machine's.
count() {
	through_valgrind counts
	start -q -- sh -c 'i=0
		while [ $((i += 1)) -le "$1" ]; do
			"$0" -o -n 1 -l orphan
		done
		exec "$0" -n "$2" -l main' "$tests_folder/bin/report" "$1" "$2"
	await_line "main ready"
	await asleep
	main=$(children "$pid")
	main=${main%% *}
	for orphan in $(children "$pid"); do
		[ "$orphan" != "$main" ] || continue
		kill -s USR1 "$orphan"
		await gone "$orphan"
		await asleep
	done
	sent=0
	while [ $((sent += 1)) -le "$2" ]; do
		send USR1
		await has_heard_times "$sent"
		[ "$sent" -eq "$2" ] || await asleep
	done
	finish
	is "$status" 0 "$3: main's status"
	count=$(sed -n 's/^summary: *\([0-9]*\)$/\1/p' "$tests_folder/counts")
	count=${count:-0}
}

# compare NAME COLUMN COUNT
compare() {
	was=$(echo "$known" | awk -v column="$2" '{ print $column }')
	if [ "$was" = - ]; then
		return
	fi
	moved=$(awk -v was="$was" -v is="$3" \
	    'BEGIN { printf "%+.1f", (is - was) * 100 / was }')
	if between $((was * (100 - percent))) $(($3 * 100)) \
	    $((was * (100 + percent))); then
		pass "$1: $3 instructions"
	else
		fail "$1: $3 instructions"
		echo "# it has moved from $was to $3 instructions, $moved %."
		echo "# Where that is as it has to be: make instructions"
	fi
}

# section NAME: its first address and the one behind it, as decimals.
section() {
	readelf -SW "$podinit" | sed 's/^ *\[ *[0-9]*\]//' |
	    while read -r name _ address _ size _; do
		[ "$name" != "$1" ] || echo "$((0x$address)) $((0x$size +
		    0x$address))"
	    done
}

# The release is linked by build-aux/release.ld, which has the code that every
# start, signal and end executes in one place, and behind it what makes a
# container.  Was all that callgrind saw, by these files, there?  It gives
# addresses in .text as the file has them, others as they were.
is_laid_out() {
	begin=$(section .init)
	last=$(section .text.container)
	check "the linker script was used" [ -n "$last" ]
	sed -n 's/^\(0x[0-9a-f]*\) .*/\1/p' "$@" | sort -u |
	    while read -r address; do echo "$((address))"; done | sort -n |
	    awk -v from="${begin% *}" -v to="${last#* }" '
		$1 >= 1048576 && !base { base = $1 - $1 % 4096 - from }
		{ at = $1 >= 1048576 ? $1 - base : $1 }
		at >= from && at < to { seen++ }
		at < from || at >= to { printf "%#x\n", at }
		END { print seen + 0, "in their place" }' >elsewhere
	sed 's/^/# /' elsewhere
	check "much is executed" [ "$(sed -n 's/ in .*//p' elsewhere)" -gt 999 ]
	is "$(sed '$d' elsewhere)" "" "what is executed stands together"
}

container_is_laid_out() {
	through_valgrind container.%p
	start -q --isolate -- true
	finish
	is "$status" 0 "a container: main's status"
	check "both processes are seen" \
	    [ "$(find "$tests_folder" -name 'container.*' | wc -l)" -eq 2 ]
	is_laid_out "$tests_folder"/container.*
}

instructions() {
	count 00 01 "a launch"
	once=$count
	[ "$libc" != musl ] || is_laid_out "$tests_folder/counts"
	count 00 $((times + 1)) "$times signals"
	signal=$(((count - once) / times))
	count $times 01 "$times orphans"
	orphan=$(((count - once) / times))
	launch=$((once - signal))
	if [ "$libc" = glibc ]; then
		echo "# $launch for a launch"
		launch=-
	fi
	row=$(printf '%-24s %8s %8s %8s' "$kind" "$launch" "$signal" "$orphan")
	echo "# $row"
	if [ -n "$renew" ]; then
		echo "$row" >>"$renew"
	else
		compare "a launch" 4 "$launch"
		compare "a signal" 5 "$signal"
		compare "an orphan" 6 "$orphan"
	fi
}

kind_of_build >kind
kind=$(cat kind)
libc=${kind#* }
libc=${libc%% *}
known=$(grep "^$kind " "$table" | head -n 1)
if ! command -v valgrind >/dev/null; then
	cannot "no valgrind" "the instructions of podinit"
elif $sanitized; then
	cannot "a sanitizer's are counted too" "the instructions of podinit"
elif [ -z "$known" ] && [ -z "$renew" ]; then
	cannot "no counts of $kind yet: make instructions" \
	    "the instructions of podinit"
else
	in_mode pid1 instructions
	# Not as PID 1, for the inner process is that, and has the same file.
	[ "$libc" != musl ] || in_mode subreaper container_is_laid_out
fi
tap_end
