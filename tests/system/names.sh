#!/bin/sh
# Under the names of other programs, by podinit alone: peers.sh asks these
# programs themselves, where they are installed.
. "$(dirname "$0")/lib.sh"

# named NAME: podinit is called so from here on.
named() {
	podinit=$tests_folder/bin/$1
	[ -e "$podinit" ] || ln -s podinit "$podinit"
}

own=$podinit

# A status that counts as success, where no main process has ever been.
t_never_started() {
	named tini
	run -e 127 -- "$tests_folder/missing"
	is "$status" 0 "tini -e 127, and no such command"
	run -e 126 -- /etc/passwd
	is "$status" 0 "tini -e 126, and no program"
	named dumb-init
	through env PODINIT_SUCCESS_EXIT_STATUS=2
	run -- "$tests_folder/missing"
	is "$status" 0 "dumb-init, and 2 counts as success"
	named catatonit
	through env PODINIT_SUCCESS_EXIT_STATUS=1
	run -- "$tests_folder/missing"
	is "$status" 0 "catatonit, and 1 counts as success"
	podinit=$own
}

# A message and the usage have the name that the program was called by.
t_name() {
	named docker-init
	run -z
	check "docker-init: a message begins with argv[0]" \
	    said "^$podinit: invalid option -- 'z'$"
	check "... and so does the usage" said '^Usage: docker-init '
	check "... which has a value as it is read" said '^  -e STATUS '
	podinit=$own
	run --as=podman-init -z
	check "--as=podman-init: so does a message" \
	    said "^podman-init: invalid option -- 'z'$"
	run --as tini -s -e 3 -- sh -c 'exit 3'
	is "$status" 0 "--as NAME in two words"
	run --as nobody true
	refused '^podinit: --as=nobody: expected a name that is known' \
	    "--as nobody"
}

t_tini_tells_two_errors() {
	run --as=tini -s -- /etc/passwd/no
	is "$status" 1 "tini has 1 for what is neither missing nor forbidden"
	: >long
	run --as=tini -s -- "$tests_folder/long"
	is "$status" 126 "... 126 for what must not be executed"
	run --as=tini -s -- "$tests_folder/missing"
	is "$status" 127 "... and 127 for what is not there"
}

t_variables() {
	through env CATATONIT_LOG=1 PODINIT_REWRITE=USR1:USR2
	run --as=catatonit true
	is "$status" 1 "CATATONIT_LOG is an error, whatever else is set"
	through env PODINIT_QUIET=no TINI_VERBOSITY=3
	run --as=tini -s true
	check "a variable of podinit's that says no beats nothing" \
	    grep -q 'Main child exited' "$out"
}

# In the wait for a signal, rt_sigtimedwait(2): nowhere else is it asleep.
is_idle() {
	[ "$(cat "/proc/$pid/comm")" = pause ] && in_state S "$pid"
}

# has_said LINE: on standard error, and before it where pause had to be.
has_said() {
	{
		[ "$mode" = pid1 ] ||
		    echo "Warning: pause should be the first process"
		echo "$1"
	} | cmp -s - "$err"
}

t_pause() {
	named pause
	start
	await is_idle
	check "pause has no main process" not has_child
	send HUP USR1
	send TERM
	finish
	is "$status" 0 "pause ends with 0 by TERM"
	check "... and says so" has_said \
	    "Shutting down, got signal: Terminated"
	start word
	await is_idle
	send INT
	finish
	is "$status" 0 "... and by INT"
	check "... and says so" has_said \
	    "Shutting down, got signal: Interrupt"
	run word --word -V
	is "$status: $(sed 's/v[0-9.]*_.*//' "$out")" "0: pause.c " "pause -V"
	podinit=$own
}

# What is wrong nobody asked for, so nobody is waited for; what was asked for
# can at least be interrupted.
t_full_pipe() {
	through with-state -2 full-pipe
	run --as=tini
	is "$status" 1 "a mistake does not wait for a reader"
	start --as=dumb-init --help
	send TERM
	finish
	is "$status" "signal 15" "TERM ends a --help that nobody reads"
}

every_mode t_never_started
in_mode subreaper t_name
in_mode subreaper t_tini_tells_two_errors
in_mode subreaper t_variables
in_mode subreaper t_full_pipe
every_mode t_pause
tap_end
