#!/bin/sh
# How main is brought to its end: --stop-delay, --kill-after; and --pause,
# which has no main.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# begin_report OPTION...: a main that ends by two signals, and the clock.
begin_report() {
	start "$@" report -n 2
	await_line ready
	began=$(now)
}

elapsed() {
	echo $(($(now) - began))
}

reported() {
	grep -x '[0-9]*' "$out" | xargs
}

delayed() {
	begin_report --stop-delay=600ms
	send TERM
	# The delay is for TERM alone.
	send HUP
	await_line 1
	check "--stop-delay: others are forwarded at once" \
	    not grep -qx 15 "$out"
	await_line 15
	took=$(elapsed)
	finish
	check "--stop-delay=600ms holds TERM back" between 59 "$took" 400
	is "$(reported)" "1 15" "--stop-delay: TERM comes once"
	is "$status" 0 "--stop-delay: main's status"
}

delay_ended() {
	begin_report --stop-delay=1h --stop-signal=INT
	send TERM
	send HUP
	await_line 1
	send TERM
	finish
	is "$(reported)" "1 2" "a second TERM ends --stop-delay, and is it"
}

delay_is_over() {
	start --stop-delay=100ms report -n 3
	await_line ready
	send TERM
	await_line 15
	kill -40 "$pid"
	send TERM
	await_line 40
	send TERM
	finish
	is "$(reported | tr ' ' '\n' | sort | xargs)" "15 15 40" \
	    "after --stop-delay TERM is forwarded at once"
}

ends_in_delay() {
	start --stop-delay=1h sh -c 'trap "exit 4" HUP; echo ready
	    while :; do sleep 0.01; done'
	await_line ready
	send TERM HUP
	finish
	is "$status" 4 "main may end during --stop-delay"
}

killed_after() {
	start --kill-after=500ms report
	await_line ready
	began=$(now)
	send TERM
	finish
	took=$(elapsed)
	is "$status" 137 "--kill-after: KILL"
	is "$(reported)" 15 "--kill-after: TERM first"
	check "--kill-after=500ms passes before" between 49 "$took" 400
	check "--kill-after is told" said '^podinit: warning: .*--kill-after'
}

# Nobody has asked it to stop.
not_killed() {
	run --kill-after=50ms sh -c 'sleep 0.3; exit 4'
	is "$status" 4 "--kill-after alone kills nobody"
	begin_report --kill-after=50ms
	send HUP
	await_line 1
	sleep 0.3
	send USR1
	finish
	is "$status" 0 "--kill-after: another signal is no stop signal"
}

killed_after_delay() {
	start --stop-delay=400ms --kill-after=400ms report
	await_line ready
	began=$(now)
	send TERM
	finish
	took=$(elapsed)
	is "$status" 137 "--stop-delay and --kill-after: KILL"
	check "--kill-after counts from the end of --stop-delay" \
	    between 79 "$took" 500
}

clock_stands() {
	start --kill-after=1s report
	await_line ready
	began=$(now)
	send TERM
	while kill -s TERM "$pid" 2>/dev/null && [ "$(elapsed)" -lt 800 ]; do
		sleep 0.1
	done
	finish
	took=$(elapsed)
	is "$status" 137 "TERM again: KILL"
	check "TERM again does not restart --kill-after" \
	    between 99 "$took" 500
}

# KILL goes where the signals go.
killed_in_scope() {
	start --kill-after=0 --scope=child --on-exit=wait sh -c \
	    'report -l other -n 1 & exec report -l main'
	await has_heard ready "main other"
	send TERM
	await gone_main
	send HUP
	finish
	is "$status $(heard 1)" "137 other" \
	    "--kill-after, --scope=child: KILL to main alone"
	start --kill-after=0 --scope=group --on-exit=wait sh -c \
	    'report -l other & exec report -l main'
	await has_heard ready "main other"
	send TERM
	finish
	is "$status" 137 "--kill-after, --scope=group: KILL to the group"
}

# The one child that was called so has been reaped.
gone_main() {
	for child in $(children "$pid"); do
		if ! tr '\0' ' ' <"/proc/$child/cmdline" | grep -q other; then
			return 1
		fi
	done
}

rewritten_stop() {
	start -r TERM:INT --kill-after=300ms report
	await_line ready
	send TERM
	finish
	is "$status $(reported)" "137 2" "-r TERM:INT: --kill-after counts"
	start -r TERM:0 --kill-after=50ms report -n 1
	await_line ready
	send TERM
	sleep 0.3
	send HUP
	finish
	is "$status $(reported)" "0 1" "-r TERM:0: TERM starts nothing"
}

# --- no main process

# pausing OPTION...: started, and waiting for good.
pausing() {
	start "$@"
	await waits
}

waits() {
	grep -qx podinit "/proc/$pid/comm" && in_state S "$pid"
}

pause_ends() {
	for signal in TERM INT; do
		for option in --pause -P; do
			pausing "$option"
			send "$signal"
			finish
			is "$status" 0 "$option ends by $signal"
			check "$option says nothing" silent
		done
	done
}

pause_goes_on() {
	pausing --pause
	send HUP USR1 USR2 QUIT ALRM PIPE CONT WINCH
	kill -40 "$pid"
	await waits
	check "--pause: no other signal ends it" kill -0 "$pid"
	send TERM
	finish
	is "$status" 0 "--pause after other signals"
}

# A child that it never started is reaped like any.
pause_reaps() {
	through with-state -k 300
	pausing --pause -w
	await has_no_child
	check "--pause reaps" not has_child
	await said 'reaped'
	check "--pause -w tells" said 'reaped .* status 66'
	send TERM
	finish
	is "$status" 0 "--pause after reaping"
}

has_no_child() {
	! has_child
}

pause_leaves() {
	through with-state -k 100000
	pausing --pause
	child=$(children "$pid")
	began=$(now)
	send TERM
	finish
	check "--pause leaves at once" between 0 "$(elapsed)" 400
	if [ "$mode" != pid1 ]; then
		check "--pause leaves the rest alone" kill -0 "$child"
	fi
}

pause_terminates() {
	through with-state -k 100000
	pausing --pause --on-exit=terminate
	child=$(children "$pid")
	began=$(now)
	send TERM
	finish
	is "$status" 0 "--pause --on-exit=terminate"
	check "--pause --on-exit=terminate ends the rest" gone "$child"
	check "--pause --on-exit=terminate waits for no grace" \
	    between 0 "$(elapsed)" 400
}

every_mode delayed delay_ended delay_is_over ends_in_delay killed_after \
    not_killed killed_after_delay clock_stands killed_in_scope rewritten_stop \
    pause_ends pause_goes_on pause_reaps pause_leaves pause_terminates
tap_end
