#!/bin/sh
# --pid-file: main's pid as the caller sees it, there as a whole or not at all,
# and gone in the end.
. "$(dirname "$0")/lib.sh"

mkdir pids
chmod 777 pids
file=$tests_folder/pids/file

# names_main PID NAME: the file is there and names it.
names_main() {
	is "$(cat "$file")" "${1:-nobody}" "$2"
}

# sleepers PID: those below it that run sleep.
sleepers() {
	for sleeper in $(children "$1"); do
		if [ "$(cat "/proc/$sleeper/comm")" = sleep ]; then
			echo "$sleeper"
		else
			(sleepers "$sleeper")
		fi
	done
}

has_sleeper() {
	[ -n "$(sleepers "$pid")" ]
}

t_pid() {
	start "--pid-file=$file" -- sleep 1000
	await test -s "$file"
	await has_sleeper
	# As PID 1 podinit sees what main itself sees.
	main=$(sleepers "$pid")
	if [ "$mode" = pid1 ]; then
		main=$(field NSpid "$main" | awk '{ print $NF }')
	fi
	names_main "$main" "the file has main's pid"
	is "$(ls -A pids)" file "... and nothing else is beside it"
	send TERM
	finish
	is "$(ls -A pids)" "" "it is gone in the end"
}

t_contained() {
	start "--pid-file=$file" "$@" -- sleep 1000
	await test -s "$file"
	await has_sleeper
	names_main "$(sleepers "$pid")" "$*: the caller's view"
	send TERM
	finish
	is "$(ls -A pids)" "" "$*: it is gone in the end"
}

t_isolated() {
	t_contained --isolate
	t_contained --mount --uts
}

t_unprivileged() {
	t_contained --isolate
	t_contained --isolate=user,mount
}

t_replaced() {
	echo stale >"$file"
	chmod 666 "$file"
	start "--pid-file=$file" -- sleep 1000
	await not grep -qs stale "$file"
	check "an older file gives way" grep -qx '[0-9]*' "$file"
	rm -f "$file"
	echo another >"$file"
	send TERM
	finish
	is "$(cat "$file")" another "what is not podinit's stays"
	rm -f "$file"
}

# A device would be gone for every process of the machine.
t_spared() {
	mknod pids/null c 1 3
	mkfifo pids/fifo
	ln -s null pids/link
	for kind in null fifo link; do
		run "--pid-file=$tests_folder/pids/$kind" -- echo started
		refused "pids/$kind: File exists \(and is no regular file\)$" \
		    "--pid-file: a $kind is refused"
	done
	is "$(cd pids && echo *)" "fifo link null" "... and still there"
	rm -f pids/*
}

# No reader ever sees a part of it: a name appears by rename alone.
t_refused() {
	for bad in no/such/file pids /; do
		run "--pid-file=$bad" -- echo started
		is "$status: $(cat "$out")" "125: " \
		    "--pid-file=$bad: nothing is started"
		check "... and one line says why" one_line
	done
	run "--pid-file=$file" -- "$tests_folder/missing"
	is "$status: $(ls -A pids)" "127: " "no main process, no file"
	through deny renameat=EPERM --
	run "--pid-file=$file" -- echo started
	is "$status: $(cat "$out"): $(ls -A pids)" "0: started: " \
	    "what shows too late is a warning, and leaves nothing"
	check "... that names the call" said "warning: --pid-file: rename $file:"
	via=
}

every_mode t_pid t_replaced
in_mode subreaper t_isolated
in_mode user t_unprivileged
in_mode subreaper t_refused
in_mode subreaper t_spared
tap_end
