# shellcheck shell=sh
# tty_lib.sh: what the tests on a terminal share, beyond lib.sh.

# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# What is typed; descriptor 9 holds it open, for at its end the line hangs up.
keys=$tests_folder/keys
mkfifo "$keys"

# A program that is told by its name from all others that run here.
cp "$(command -v sleep)" bin/app

# on_terminal [-n] COMMAND...: it leads a session on a new terminal, whose
# output goes to $out; finish waits for its end. -n: see pty.
on_terminal() {
	rm -f "$tests_folder/pid" "$tests_folder/status"
	: >"$out"
	: >"$err"
	exec 9<>"$keys"
	if [ "$1" = -n ]; then
		shift
		set -- -n "$keys" "$@"
	else
		set -- "$keys" "$@"
	fi
	# Later than all that is waited for, for it ends with a hang-up.
	launch -s "$tests_folder/status" -t $((deadline * 2)) pty "$@" \
	    >>"$out" 2>>"$err" 9>&- &
	launcher=$!
}

# The leaders of a session of their own, in the ways in which podinit may be
# one: below somebody else, and as PID 1 (of `docker run -it').
leading() {
	if [ "$mode" = pid1 ]; then
		on_terminal -n launch -1 setsid --ctty "$podinit" "$@"
	else
		on_terminal "$podinit" "$@"
	fi
}

# An interactive bash, whose prompt is a line of its own.
in_shell() {
	on_terminal env PS1='prompt\n' bash --noprofile --norc --noediting -i
	await_line prompt
	# shellcheck disable=SC2034 # for the tests
	shell=$(the bash)
	line "set -o pipefail"
}

# press KEYS: as printf(1) writes them, '\003' for Ctrl-C.
press() {
	printf '%b' "$1" >&9
}

# line TEXT: types it and the return key, on an empty screen, and waits for the
# prompt of the shell.
line() {
	begin_line "$1"
	await_line prompt
}

# begin_line TEXT: the same, for what keeps the terminal.
begin_line() {
	: >"$out"
	printf '%s\n' "$1" >&9
}

hang_up() {
	exec 9>&-
}

# main_hears_of_hang_up OPTION...: so it does below a podinit with these that
# leads the session, and who sent it is told.
main_hears_of_hang_up() {
	fresh_events
	leading "$@" "--events=$events" -- sh -c "trap 'exit 5' HUP
	    echo main
	    while :; do app 1000 & wait \$!; done"
	await_line main
	hang_up
	finish
	is "$status" 5 "the terminal hangs up: main gets HUP, its status counts"
	check "... and the event tells who sent it" grep -q \
	    '"SIGHUP","number":1,"sender":{"origin":"terminal"}}' "$events"
}

# with_terminal FUNCTION...: runs each.
with_terminal() {
	for function; do
		alone "$function"
		tidy
	done
}

# with_own_terminal FUNCTION...: runs each in the two ways of leading().
with_own_terminal() {
	for function; do
		for mode in subreaper pid1; do
			in_mode "$mode" "$function"
			tidy
		done
	done
}

# What is left of one test is not mistaken for the next one's: nothing holds
# its line, and what was killed is dead.
tidy() {
	hang_up
	await nobody_left
}

nobody_left() {
	! is_running podinit,pty,bash,app,report,cat,tail
}

# the COMMAND: the pid of the one process of that name that lives. A child of
# it that has not executed yet has the same name.
the() {
	ps -o stat= -o pid= -o ppid= -C "$1" | awk '
	$1 !~ /^Z/	{ parent[$2] = $3 }
	END		{ for (pid in parent)
				if (!(parent[pid] in parent))
					print pid }'
}

is_running() {
	[ -n "$(the "$1")" ]
}

# Finds podinit and its main process, and sets $pid and $main.
find_both() {
	# shellcheck disable=SC2034 # for the tests
	await is_running podinit && pid=$(the podinit) &&
	    await has_child && main=$(children "$pid")
}

# process FIELD PID: of /proc/PID/stat.
process() {
	case $1 in
	group) column=2 ;;
	session) column=3 ;;
	terminal) column=4 ;;
	foreground) column=5 ;;
	esac
	sed -n "s/.*) \([^ ]* \)\{$column\}\([-0-9]*\) .*/\2/p" \
	    "/proc/$2/stat" 2>/dev/null
}

# has_terminal PID: its group is in the foreground of its terminal.
has_terminal() {
	group=$(process group "$1") &&
	    [ "$group" = "$(process foreground "$1")" ]
}

# are STATE PID...: all of them are in it.
are() {
	are_state=$1
	shift
	for are_pid; do
		in_state "$are_state" "$are_pid" || return 1
	done
}
