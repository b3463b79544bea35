#!/bin/sh
# On a terminal: who has it, what is typed, and what happens when there is none.

# shellcheck source=tests/system/tty_lib.sh
. "$(dirname "$0")/tty_lib.sh"

# A main process that waits for a line, says what it got, and ends with 7.
# shellcheck disable=SC2016 # another shell expands it
reads='echo main; read -r word; echo "got $word"; exit 7'

# A session leader that is no interactive shell: nobody puts the terminal right
# after podinit.
test_handed_over_and_back() {
	on_terminal sh -c "podinit -- sh -c '$reads'; echo status \$?; $reads"
	find_both
	await_line main
	check "the main process has the terminal" has_terminal "$main"
	leader=$(process session "$pid")
	begin_line hello
	await_line "status 7"
	check "it can read" grep -qx "got hello" "$out"
	await_line main
	check "it is given back" has_terminal "$leader"
	begin_line again
	finish
	check "the leader can read" grep -qx "got again" "$out"
	is "$status" 7 "the leader's status"
}

# Also when the main process could not be executed, and when it died.
test_back_after_failure() {
	for command in "/nothing/here" "sh -c 'kill -KILL \$\$'"; do
		on_terminal sh -c "podinit -q -- $command; $reads"
		await_line main
		begin_line hello
		finish
		is "$status, $(grep -x 'got .*' "$out")" "7, got hello" \
		    "it is given back after $command"
		# What nobody read is not for the next one.
		hang_up
	done
}

test_background_start() {
	in_shell
	line "podinit -- app 1000 &"
	find_both
	await is_running app
	check "a background start leaves the terminal alone" \
	    has_terminal "$shell"
	line "echo works"
	check "the shell goes on" grep -qx works "$out"
}

# The reports of Ctrl-C; the signal that comes last by number proves that no
# other INT is on its way.
presses_of_interrupt() {
	await_line ready
	find_both
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

test_interrupt() {
	leading -- report
	presses_of_interrupt
}

test_interrupt_in_shell() {
	in_shell
	begin_line "podinit -- report"
	presses_of_interrupt
}

test_interrupt_in_script() {
	on_terminal sh -c "podinit -- report; exit 7"
	presses_of_interrupt
}

test_interrupt_kills() {
	leading -- app 1000
	find_both
	await has_terminal "$main"
	press '\003'
	finish
	is "$status" 130 "Ctrl-C ends main, and podinit with it"
}

# No "cannot set terminal process group", no "no job control".
test_interactive_shell() {
	leading -- bash --noprofile --norc --noediting -i
	find_both
	await has_terminal "$main"
	begin_line 'echo "$-"'
	await grep -q 'm' "$out"
	check "an interactive shell has job control" \
	    grep -qE '(^|[#$] )[a-zA-Z]*m[a-zA-Z]*$' "$out"
	begin_line 'app 1000'
	await is_running app
	await has_terminal "$(the app)"
	press '\032'
	await grep -q Stopped "$out"
	check "it can stop its job" in_state T "$(the app)"
	check "podinit and the shell go on" not are T "$pid" "$main"
	begin_line fg
	await has_terminal "$(the app)"
	press '\003'
	await gone "$(the app)"
	begin_line 'exit 3'
	finish
	is "$status" 3 "its status"
	check "nothing was complained of" not grep -q 'job control\|cannot set' "$out"
}

# The kernel tells the session leader alone; from there it has to go on.
test_hang_up() {
	main_hears_of_hang_up -vvv
	leading -- app 1000
	find_both
	await is_running app
	hang_up
	finish
	is "$status" 129 "the terminal hangs up: main dies of HUP"
}

# --- standard input is not the controlling terminal

# Everything starts as ever, and there is nothing to complain of.
starts() {
	finish
	is "$status, $(cat "$out")" "7, " "standard input is $1"
}

test_odd_inputs() {
	on_terminal sh -c "podinit -- sh -c 'exit 7' <&-"
	starts "closed"
	on_terminal sh -c "podinit -- sh -c 'exit 7' </dev/null"
	starts "/dev/null"
	on_terminal sh -c ": | podinit -- sh -c 'exit 7'"
	starts "a pipe"
	on_terminal -n podinit -- sh -c 'exit 7'
	starts "nobody's controlling terminal"
	on_terminal setsid --wait podinit -- sh -c 'exit 7'
	starts "another session's controlling terminal"
}

# The terminal is wanted although standard input is something else.
test_wanted_later() {
	on_terminal sh -c "podinit -- sh -c 'read -r word </dev/tty; \
echo \"got \$word\"; exit 7' </dev/null; echo status \$?; $reads"
	find_both
	check "main gets the terminal when it reads from it" \
	    await has_terminal "$main"
	leader=$(process session "$pid")
	begin_line hello
	await_line "status 7"
	check "it can read from it" grep -qx "got hello" "$out"
	await_line main
	check "it is given back then, too" has_terminal "$leader"
	begin_line again
	finish
	is "$status" 7 "the leader can read then, too"
}

# --- a session of its own

test_setsid() {
	leading --setsid -- sh -c "$reads"
	await_line main
	find_both
	is "$(process session "$main")" "$main" "--setsid: main leads a session"
	check "the terminal goes along" has_terminal "$main"
	is "$(process terminal "$pid")" 0 "podinit has none any more"
	begin_line hello
	finish
	is "$status" 7 "main can read"
	check "what it was typed" grep -qx "got hello" "$out"
}

# What is another session's stays there.
test_setsid_no_leader() {
	on_terminal sh -c "podinit --setsid -- sh -c 'exit 7'; \
echo status \$?; $reads"
	await_line "status 7"
	check "--setsid: what is not podinit's to give is not given" \
	    grep -q '^podinit: .*terminal' "$out"
	await_line main
	begin_line hello
	finish
	is "$status" 7 "its owner can read"
}

# The kernel sends HUP to a session whose leader lets go of the terminal. Main
# must not see it, whatever the machine is busy with.
test_setsid_hup() {
	starts=200
	[ "$quick" = 0 ] || starts=20
	others=
	for _ in 1 2; do
		sh -c 'while :; do :; done' &
		others="$others $!"
	done
	bad=0
	for _ in $(seq $starts); do
		on_terminal podinit --setsid -- true
		finish
		[ "$status" = 0 ] || bad=$((bad + 1))
	done
	# shellcheck disable=SC2086 # a list of pids
	kill $others
	is "$bad" 0 "--setsid: none of $starts mains gets the kernel's HUP"
}

# One that somebody sent is another matter; here it comes from a subshell, and
# before podinit itself has been executed.
test_setsid_own_hup() {
	on_terminal with-state -b 1,18 sh -c '(kill -s HUP $$; kill -s CONT $$)
exec podinit --setsid -- report -n 2 -x 3'
	finish
	is "$status, $(xargs <"$out")" "3, ready 1 18" \
	    "--setsid: HUP and CONT from somebody are not lost"
}

# --- a terminal that takes nothing

# loud_signals: podinit has something to say for each of them.
loud_signals() {
	for signal in USR1 USR2 HUP WINCH URG; do
		send "$signal"
	done
	send TERM
	check "signals are forwarded: $1" await_line 15 heard
	kill -s CONT "$(the pty)"
	send KILL
	finish
}

# A typed line that has been read proves that the Ctrl-S before it has worked.
test_stopped_terminal() {
	: >heard
	leading -vvv -- sh -c "echo main; read -r word; exec report -f heard"
	await_line main
	find_both
	press '\023line\n'
	await_line ready heard
	loud_signals "Ctrl-S, -vvv"
}

# Nobody reads what podinit, and main's child in an endless line, write.
test_full_terminal() {
	: >heard
	leading -vvv -- sh -c "cat /dev/zero & exec report -f heard"
	await_line ready heard
	find_both
	kill -s STOP "$(the pty)"
	await in_state S "$(the cat)"
	loud_signals "nobody reads the terminal, -vvv"
}

with_terminal test_handed_over_and_back test_back_after_failure \
    test_background_start test_interrupt_in_shell test_interrupt_in_script \
    test_odd_inputs test_wanted_later test_setsid_no_leader test_setsid_hup \
    test_setsid_own_hup
with_own_terminal test_interrupt test_interrupt_kills test_interactive_shell \
    test_hang_up test_setsid test_stopped_terminal test_full_terminal
tap_end
