#!/bin/sh
# A terminal through the two processes of a container.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/tty_lib.sh
. "$(dirname "$0")/tty_lib.sh"

reads='echo main; read -r word; echo "got $word"; exit 7'

# Finds the three of them: $pid, $inner and $main.
find_all() {
	find_both && inner=$main && await has_main &&
	    main=$(children "$inner")
}

has_main() {
	[ -n "$(children "$inner")" ]
}

is_gone() {
	! is_running "$1"
}

test_job() {
	in_shell
	begin_line "podinit --isolate -- app 1000"
	find_all
	await is_running app
	await has_terminal "$main"
	for count in 1 2 3; do
		begin_line ""
		press '\032'
		check "Ctrl-Z $count: the shell has its prompt" \
		    await_line prompt
		check "Ctrl-Z $count: main and the outer process stop" \
		    await are T "$main" "$pid"
		check "Ctrl-Z $count: the shell has the terminal" \
		    has_terminal "$shell"
		begin_line fg
		check "fg $count: all go on" await not are T "$main" "$pid"
		check "fg $count: main has the terminal" \
		    await has_terminal "$main"
	done
	press '\003'
	check "Ctrl-C ends it" await is_gone podinit
	await has_terminal "$shell"
	begin_line 'echo status $?'
	check "Ctrl-C: its status" await_line "status 130"
}

# bg: it goes on without the terminal.
test_background() {
	in_shell
	begin_line "podinit --isolate -- app 1000"
	find_all
	await is_running app
	await has_terminal "$main"
	press '\032'
	await_line prompt
	line bg
	check "bg: all go on" await not are T "$main" "$pid"
	check "bg: the shell keeps the terminal" has_terminal "$shell"
	begin_line "kill %1; wait; echo ended"
	check "a job in the background ends" await_line ended
}

test_background_start() {
	in_shell
	line "podinit --isolate -- app 1000 &"
	find_all
	await is_running app
	check "a background start leaves the terminal alone" \
	    has_terminal "$shell"
	line "echo works"
	check "the shell goes on" grep -qx works "$out"
}

# The whole pipeline is one job.
test_pipeline() {
	in_shell
	begin_line "podinit --isolate -- app 1000 | cat"
	find_all
	await is_running app
	await has_terminal "$main"
	press '\032'
	check "Ctrl-Z stops the whole pipeline" await_line prompt
	check "... of which podinit is one" \
	    await are T "$main" "$pid" "$(the cat)"
	begin_line fg
	await has_terminal "$main"
	press '\003'
	check "Ctrl-C ends the pipeline" await is_gone cat
}

test_interrupt() {
	leading --isolate -v -- report
	await_line ready
	find_all
	for count in 1 2 3 4 5; do
		press '\003'
		await got "$count" 2
	done
	send USR1
	await got 1 10
	is "$(grep -cx 2 "$out")" 5 "Ctrl-C reaches main once"
}

got() {
	[ "$(grep -cx "$2" "$out")" -ge "$1" ]
}

# A signal that the kernel sent because of the terminal, or that stops.
test_stop_by_signal() {
	in_shell
	begin_line "podinit --isolate -- app 1000"
	find_all
	await is_running app
	await has_terminal "$main"
	send TSTP
	check "TSTP to the outer process stops main and it" \
	    await are T "$main" "$pid"
	check "... and the shell has its prompt" await_line prompt
	send CONT
	check "CONT wakes both" await not are T "$main" "$pid"
}

test_handed_back() {
	on_terminal sh -c "podinit --isolate -- sh -c '$reads'; \
echo status \$?; $reads"
	await_line main
	find_all
	check "main has the terminal" has_terminal "$main"
	leader=$(process session "$pid")
	begin_line hello
	await_line "status 7"
	check "it can read" grep -qx "got hello" "$out"
	await_line main
	check "it is given back" has_terminal "$leader"
	begin_line again
	finish
	is "$status" 7 "the leader can read"
}

# However the start fails.
test_back_after_failure() {
	for arguments in "-- /nothing/here" "--prestart=false -- true" \
	    "--hostname=$(seq -s x 100) -- true" \
	    "-- sh -c 'kill -KILL \$\$'" \
	    "--prestart='kill -9 \$PODINIT_PID' -- true"; do
		on_terminal sh -c "podinit -q --isolate $arguments; $reads"
		await_line main
		begin_line hello
		finish
		is "$status, $(grep -x 'got .*' "$out")" "7, got hello" \
		    "it is given back after $arguments"
		# What nobody read is not for the next one.
		hang_up
	done
}

test_interactive_shell() {
	leading --isolate -- bash --noprofile --norc --noediting -i
	find_all
	await has_terminal "$main"
	begin_line 'echo "$-"'
	await grep -q m "$out"
	check "an interactive shell has job control" \
	    grep -qE '(^|[#$] )[a-zA-Z]*m[a-zA-Z]*$' "$out"
	begin_line 'app 1000'
	await is_running app
	await has_terminal "$(the app)"
	press '\032'
	await grep -q Stopped "$out"
	check "it can stop its job" in_state T "$(the app)"
	check "podinit and the shell go on" not are T "$pid" "$main"
	begin_line 'kill -9 %1; disown -a; exit 3'
	finish
	is "$status" 3 "its status"
	check "nothing was complained of" \
	    not grep -q 'job control\|cannot set' "$out"
}

test_wanted_later() {
	on_terminal sh -c "podinit --isolate -- sh -c 'read -r word \
</dev/tty; echo \"got \$word\"; exit 7' </dev/null; echo status \$?; $reads"
	find_all
	check "main gets the terminal when it reads from it" \
	    await has_terminal "$main"
	leader=$(process session "$pid")
	begin_line hello
	check "it can read from it" await_line "got hello"
	await_line "status 7"
	await_line main
	check "it is given back then, too" has_terminal "$leader"
	begin_line again
	finish
	is "$status" 7 "the leader can read then, too"
}

# The inner process has it from the outer one, to whom the kernel sent it.
test_hang_up() {
	main_hears_of_hang_up --isolate
}

with_terminal test_job test_background test_background_start test_pipeline \
    test_stop_by_signal test_handed_back test_back_after_failure \
    test_wanted_later
with_own_terminal test_interrupt test_interactive_shell test_hang_up
tap_end
