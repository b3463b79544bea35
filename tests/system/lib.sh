# shellcheck shell=sh
# shellcheck disable=SC2034 # the scripts that source this use them
# lib.sh: what the system tests share.  A test sources it first:
#
#	. "$(dirname "$0")/lib.sh"
#
# The whole script then runs as PID 1 of a PID namespace of its own, so that
# neither a test nor a broken podinit reaches anything of the machine's, and
# nothing that a test leaves outlives it.
#
# What the environment says:
#	PODINIT			the binary under test, an absolute path
#	HELPERS			the folder of the compiled tests/helpers
#	PODINIT_TESTS_STRICT=1	what cannot be tested here is a failure
#	PODINIT_TESTS_QUICK=1	fewer repetitions
#	PODINIT_TESTS_MODES	the modes below, where not all are wanted
#	PODINIT_TESTS_EVENTS	the modes in which every podinit tells its events

# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

: "${PODINIT:?the binary under test}"
HELPERS=${HELPERS:-${top_builddir:?the build folder}/tests/helpers}
strict=${PODINIT_TESTS_STRICT:-0}
quick=${PODINIT_TESTS_QUICK:-0}
# Nothing may wait longer, in seconds; only what is broken gets there.
deadline=${PODINIT_TESTS_DEADLINE:-30}

# cannot REASON NAME: a test that this machine has not what it takes for.
cannot() {
	if [ "$strict" = 1 ]; then
		fail "$2 (cannot be tested: $1)"
	else
		skip "$1" "$2"
	fi
}

# What is beside this script; what follows leaves the current folder.
tests=$(cd "$(dirname "$0")/.." && pwd)

# --- outside: a folder, a namespace, and away with both at the end

if [ -z "${tests_folder:-}" ]; then
	if ! "$HELPERS/launch" -1 true; then
		cannot "no PID namespace to be had" "$0"
		tap_end
		exit "$strict"
	fi
	tests_folder=$(mktemp -d)
	trap 'rm -rf "$tests_folder"' EXIT
	trap 'exit 1' HUP INT TERM
	export tests_folder
	status=0
	"$HELPERS/launch" -1k sh "$0" "$@" || status=$?
	exit "$status"
fi

# --- inside

# Others than root must get at the binaries, and write.
chmod 1777 "$tests_folder"
cd "$tests_folder" || exit 1
mkdir bin
find "$HELPERS" -maxdepth 1 -type f -perm -100 -exec cp {} bin/ \;
cp "$PODINIT" bin/podinit
podinit=$tests_folder/bin/podinit
PATH=$tests_folder/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
tellers=${PODINIT_TESTS_EVENTS-subreaper}
for variable in $(env | sed -n 's/^\(PODINIT_[A-Z_]*\)=.*/\1/p'); do
	unset "$variable"
done
# A sanitizer takes memory, files and time that some tests deny.
sanitized=false
if grep -q __asan_init bin/podinit; then
	sanitized=true
fi

out=$tests_folder/out
err=$tests_folder/err
: >"$out"
: >"$err"
chmod 666 "$out" "$err"
# All events that are told, in a file for each podinit, whoever that is run by.
told=$tests_folder/told
told_count=0
mkdir "$told"
chmod 777 "$told"

# The three ways in which podinit is run: as PID 1 of a namespace, below
# another process as a child subreaper, and the same without any privilege.
modes=${PODINIT_TESTS_MODES:-pid1 subreaper user}
if ! launch -u true 2>/dev/null; then
	modes=$(echo "$modes" | sed 's/user//')
	cannot "suite is not run by root" "all without privilege"
fi
mode=subreaper
status=none
# The mode as part of a test's name.
tag=
# What stands before podinit on its command line: a helper that prepares the
# surroundings, with its options.
via=
input=/dev/null
# Whether there is to be nothing in /proc and /dev.
without_proc=false
# Whether events are told, in a mode where they are; not where descriptors or
# time are counted.
tells=true

# every_mode FUNCTION...: runs each in each mode, with clean surroundings.
every_mode() {
	for function; do
		for mode in $modes; do
			tag=" [$mode]"
			alone "$function"
		done
	done
	tag=
	mode=subreaper
}

# in_mode MODE FUNCTION: runs it in that mode alone.
in_mode() {
	mode=$1
	tag=" [$mode]"
	alone "$2"
	tag=
	mode=subreaper
}

# A bystander that podinit has no business with must see the end of each test;
# it has every default disposition, so that any signal kills it.
alone() {
	via=
	input=/dev/null
	without_proc=false
	tells=true
	launcher=
	setsid sleep 1000 &
	canary=$!
	"$1"
	if ! kill -0 "$canary" 2>/dev/null; then
		fail "$1: the bystander was killed$tag"
	fi
	kill -s KILL -- -1 2>/dev/null
	wait
}

mode_flags() {
	case $mode in
	pid1) echo -1 ;;
	user) echo -u ;;
	esac
	if $without_proc; then
		printf '%s\n' -e
	fi
}

# through HELPER ARG...: sets via.
through() {
	via=$*
}

# fresh_events: sets events to an empty file, for --events; all can write to it.
fresh_events() {
	told_count=$((told_count + 1))
	events=$told/$told_count
	: >"$events"
	chmod 666 "$events"
}

# begin ARG...: podinit with these arguments, in the background; standard
# output and error go to the files $out and $err.
begin() {
	rm -f "$tests_folder/pid" "$tests_folder/status"
	: >"$out"
	: >"$err"
	case "$tells $tellers " in
	true*" $mode "*)
		told_count=$((told_count + 1))
		export PODINIT_EVENTS="$told/$told_count$mode" ;;
	esac
	# shellcheck disable=SC2046,SC2086 # the flags are words
	launch $(mode_flags) -p "$tests_folder/pid" \
	    -s "$tests_folder/status" -t "$deadline" $via "$podinit" "$@" \
	    <"$input" >>"$out" 2>>"$err" &
	launcher=$!
	unset PODINIT_EVENTS
}

# start ARG...: the same; $pid is its pid.
start() {
	begin "$@"
	await test -s "$tests_folder/pid"
	pid=$(cat "$tests_folder/pid")
}

# finish: waits for the end of what was begun.  $status is its exit status,
# or "signal N", or "deadline".
finish() {
	wait "$launcher" || :
	status=$(cat "$tests_folder/status" 2>/dev/null || echo none)
}

# run ARG...: from beginning to end.
run() {
	begin "$@"
	finish
}

# send SIGNAL...: to podinit.
send() {
	for send_signal; do
		kill -s "$send_signal" "$pid" 2>/dev/null
	done
}

# The time since some point in the past, in hundredths of a second.
now() {
	read -r uptime _ </proc/uptime
	echo "${uptime%.*}${uptime#*.}"
}

# await COMMAND...: until it is true.  False when the deadline has passed, and
# not because the machine stood still: so many looks are had in any case.
await() {
	await_end=$(($(now) + deadline * 100))
	await_looks=100
	until "$@"; do
		await_looks=$((await_looks - 1))
		if [ "$await_looks" -lt 0 ] && [ "$(now)" -ge "$await_end" ]
		then
			return 1
		fi
		sleep 0.01
	done
}

# await_line REGEX [FILE]: until a line of standard output is just that.
await_line() {
	await grep -qx "$1" "${2:-$out}"
}

gone() {
	! kill -0 "$1" 2>/dev/null
}

# children PID
children() {
	{ xargs <"/proc/$1/task/$1/children"; } 2>/dev/null
}

# heard NUMBER: the labels of the reports that got it, as often as they did, in
# alphabetical order.
heard() {
	sed -n "s/ $1\$//p" "$out" | sort | xargs
}

has_heard() {
	[ "$(heard "$1")" = "$2" ]
}

has_child() {
	[ -n "$(children "$pid")" ]
}

# in_state LETTER PID
in_state() {
	grep -q "^State:.$1" "/proc/$2/status"
}

# Where a set-user-id file gives nothing.
nosuid() {
	findmnt -n -o OPTIONS -T "$tests_folder" | grep -qw nosuid
}

# pids_group: a new control group of either version that limits processes; sets
# group to its folder.
pids_group() {
	for top in /sys/fs/cgroup/pids /sys/fs/cgroup; do
		group=$top/podinit-test-$(basename "$tests_folder" | tr -d .)
		mkdir "$group" 2>/dev/null || continue
		[ -e "$group/pids.max" ] && return
		rmdir "$group"
	done
	return 1
}

# field NAME [PID]: of /proc/PID/status, podinit's when left out.
field() {
	sed -n "s/^$1:[[:space:]]*//p" "/proc/${2:-$pid}/status"
}

# --- what is asserted

what_was_said() {
	echo "# podinit's status: $status"
	sed "s|^|# out: |" "$out" | head -n 10
	sed "s|^|# err: |" "$err" | head -n 10
}

# is GOT WANTED NAME
is() {
	if [ "$1" = "$2" ]; then
		pass "$3$tag"
	else
		fail "$3$tag"
		echo "# got '$1', expected '$2'"
		what_was_said
	fi
}

# check NAME COMMAND...: it is true.
check() {
	tap_name=$1
	shift
	if "$@"; then
		pass "$tap_name$tag"
	else
		fail "$tap_name$tag"
		echo "# not so: $*"
		what_was_said
	fi
}

# said REGEX: a line of standard error matches.
said() {
	grep -Eq -- "$1" "$err"
}

silent() {
	! [ -s "$err" ]
}

one_line() {
	[ "$(wc -l <"$err")" -eq 1 ]
}

not() {
	! "$@"
}

# between LOW VALUE HIGH
between() {
	[ "$1" -le "$2" ] && [ "$2" -le "$3" ]
}

# outcome WANTED NAME: main ran, and this is what it said.
outcome() {
	is "$status: $(xargs <"$out")" "0: $1" "$2"
}

# refused REGEX NAME: nothing was started, and one line says why.
refused() {
	if [ "$status" = 125 ] && said "$1" && one_line && ! [ -s "$out" ]; then
		pass "$2$tag"
	else
		fail "$2$tag"
		echo "# got '$status', expected 125 and '$1'"
		what_was_said
	fi
}

# --- the end

# tap_end: of a system test.  Whatever it was about, no event was told that is
# not as the schema has it.
tap_end() {
	told_count=$(cat "$told"/* 2>/dev/null | wc -l)
	if [ "$told_count" -eq 0 ]; then
		: # it was about other things
	elif python3 -c 'import jsonschema' 2>/dev/null; then
		none "all $told_count events are valid" \
		    python3 "$tests/system/events.py" \
		    "$tests/../share/podinit-events.schema.json" "$told"
	else
		cannot "python3-jsonschema is missing" "events"
	fi
	echo "1..$tap_points"
}
