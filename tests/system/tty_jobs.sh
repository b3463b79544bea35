#!/bin/sh
# Job control: Ctrl-Z, fg and bg in an interactive shell that runs podinit.

# shellcheck source=tests/system/tty_lib.sh
. "$(dirname "$0")/tty_lib.sh"

# Main processes: one waits for a line, says what it got, and ends with 7.
cat >reader <<-'EOT'
	echo main
	read -r word
	echo "got $word"
	exit 7
EOT
cat >sleeper <<-'EOT'
	echo main
	exec app 1000
EOT

# begin_job COMMAND: in a shell, until its main process is there.
begin_job() {
	in_shell
	begin_line "$1"
	await_line main
	find_both
}

# stopped PROCESS...: the prompt is back, and these are stopped.
stopped() {
	check "$job: the prompt comes back" await_line prompt
	check "$job: all is stopped" await are T "$pid" "$main" "$@"
	check "$job: the shell has the terminal" has_terminal "$shell"
}

# Ctrl-Z, with the processes that belong to the job beside podinit and main.
stops() {
	: >"$out"
	press '\032'
	stopped "$@"
}

# fg wakes it all, main has the terminal, and its status comes out.
goes_on() {
	begin_line fg
	check "$job: main has the terminal after fg" await has_terminal "$main"
	line hello
	check "$job: main reads on" grep -qx 'got hello' "$out"
	# shellcheck disable=SC2016 # it is typed
	line 'echo status $?'
	check "$job: the status comes out" grep -qx "status $1" "$out"
}

test_alone() {
	job="alone"
	begin_job "podinit -- sh reader"
	stops
	goes_on 7
}

test_twice() {
	job="a second time"
	begin_job "podinit -- sh reader"
	stops
	begin_line fg
	await has_terminal "$main"
	stops
	goes_on 7
}

test_pipeline() {
	job="in a pipeline"
	begin_job "podinit -- sh reader | cat"
	stops "$(the cat)"
	goes_on 7
}

test_script() {
	job="in a script"
	begin_job "sh -c 'podinit -- sh reader; echo after \$?; exit 8'"
	stops "$(field PPid)"
	goes_on 8
}

test_script_in_pipeline() {
	job="in a script in a pipeline"
	begin_job "sh -c 'podinit -- sh reader; exit 8' | cat"
	stops "$(field PPid)" "$(the cat)"
	goes_on 8
}

# Nobody was handed the terminal: the job has it, and podinit is in the job.
test_behind_pipe() {
	job="behind a pipe"
	begin_job "tail -f /dev/null | podinit -- sh sleeper"
	stops "$(the tail)"
	begin_line fg
	check "$job: fg wakes all" await are S "$pid" "$main" "$(the tail)"
	press '\003'
	await_line prompt
	# shellcheck disable=SC2016 # it is typed
	line 'echo status $?'
	check "$job: Ctrl-C ends it" grep -qx "status 130" "$out"
}

# In the background it runs until it wants the terminal.
test_background() {
	job="in the background"
	begin_job "podinit -- sh reader"
	stops
	begin_line bg
	stopped
	goes_on 7
	begin_line "podinit -- sh reader &"
	await_line main
	find_both
	stopped
	goes_on 7
}

test_background_runs() {
	job="in the background"
	begin_job "podinit -- sh sleeper"
	stops
	line bg
	check "$job: both run" await are S "$pid" "$main"
	check "$job: the shell keeps the terminal" has_terminal "$shell"
	begin_line fg
	await has_terminal "$pid"
	stops
	begin_line fg
	await has_terminal "$main"
	press '\003'
	await_line prompt
	line 'echo status $?'
	check "$job: Ctrl-C ends it after fg" grep -qx 'status 130' "$out"
}

# TSTP from somebody instead of Ctrl-Z, to whichever of the two.
test_stop_sent() {
	for whom in main podinit; do
		job="TSTP to $whom"
		begin_job "podinit -- sh sleeper"
		: >"$out"
		if [ "$whom" = main ]; then
			kill -s TSTP "$main"
		else
			send TSTP
		fi
		stopped
		send CONT
		check "$job: CONT wakes both" await are S "$pid" "$main"
		begin_line 'kill -s KILL %1; exit'
		finish
	done
}

# Somebody had a reason to stop main alone. What podinit says of a later signal
# proves that it has been through with the stop.
test_stop_not_mirrored() {
	job="STOP to main"
	begin_job "podinit -v -- sh reader"
	kill -s STOP "$main"
	await grep -q "$main was stopped by SIGSTOP" "$out"
	send WINCH
	check "$job: podinit goes on" \
	    await grep -q 'podinit: received SIGWINCH' "$out"
	check "$job: main is stopped, podinit is not" \
	    are_each T "$main" S "$pid"
	kill -s CONT "$main"
	line hello
	check "$job: main reads on after CONT" grep -qx 'got hello' "$out"
}

are_each() {
	in_state "$1" "$2" && in_state "$3" "$4"
}

# Where there is no shell to wake it, or no way to stop podinit, CONT to
# podinit wakes main.
test_nobody_to_fg() {
	job="no shell"
	leading -- sh sleeper
	await_line main
	find_both
	await has_terminal "$main"
	press '\032'
	check "$job: Ctrl-Z stops main" await in_state T "$main"
	check "$job: podinit goes on" in_state S "$pid"
	send CONT
	check "$job: CONT to podinit wakes main" await in_state S "$main"
	press '\003'
	finish
	is "$status" 130 "$job: Ctrl-C ends it"
}

with_terminal test_alone test_twice test_pipeline test_script \
    test_script_in_pipeline test_behind_pipe test_background \
    test_background_runs test_stop_sent test_stop_not_mirrored
with_own_terminal test_nobody_to_fg
tap_end
