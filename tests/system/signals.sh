#!/bin/sh
# Signals: all are forwarded, in order, once, and rewritten as was asked.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# What a process can block or handle, but CHLD, which is podinit's own news.
forwardable=$(seq 1 64 | grep -vx -e 9 -e 17 -e 19)

# reported: the numbers that report printed, in order, with blanks between.
reported() {
	sed -n 's/^[0-9][0-9]*$/&/p' "$out" | xargs
}

every_signal() {
	# shellcheck disable=SC2086 # words
	set -- $forwardable
	start report -n $# -x 7
	await_line ready
	for number; do
		kill "-$number" "$pid"
		await_line "$number" || break
	done
	finish
	is "$(reported)" "$*" "every signal is forwarded, once"
	is "$status" 7 "every signal: podinit outlives them all"
}

child_signals() {
	start report -n 1
	await_line ready
	i=0
	while [ $i -lt 200 ]; do
		send CHLD
		i=$((i + 1))
	done
	send USR1
	finish
	is "$(reported)" 10 "a SIGCHLD that a process sends is not forwarded"
	is "$status" 0 "a SIGCHLD that a process sends ends nothing"
}

# As PID 1 too, where a process inside the namespace can send nothing to a
# default disposition.
from_inside() {
	run sh -c 'trap "exit 9" TERM; kill -s TERM $PPID
	    while :; do sleep 0.01; done'
	is "$status" 9 "a signal from inside is forwarded"
}

without_a_handler() {
	start sleep 1000
	await has_child
	send TERM
	finish
	is "$status" 143 "a program without a handler ends by TERM"
}

# What was pending when podinit was executed is handed out by number.
pending_before() {
	through with-state -r 15,10,1,40,34,12
	run report -n 6
	is "$(reported)" "1 10 12 15 34 40" \
	    "signals pending at the start are forwarded in the kernel's order"
	is "$status" 0 "signals pending at the start"
}

# A process that signals its own group does not hear an echo of it.
no_echo() {
	run sh -c 'kill -s USR1 0; exit 3'
	is "$status" 138 "a signal that main sends to its group stays there"
}

send_all() {
	for number; do
		kill "-$number" "$pid"
	done
}

rewritten() {
	start -r TERM:USR1 -r usr1:SIGHUP -r 12:0 -r RTMIN:RTMIN+6 -r INT:0 \
	    -r INT:QUIT report -n 5
	await_line ready
	send_all 15
	await_line 10
	send_all 10
	await_line 1
	send_all 12
	send_all 34
	await_line 40
	send_all 2
	await_line 3
	send_all 35
	finish
	is "$(reported)" "10 1 40 3 35" \
	    "--rewrite: once, not in a chain, 0 drops, the last one counts"
}

rewritten_to_kill() {
	start -r HUP:KILL report
	await_line ready
	send HUP
	finish
	is "$status" 137 "--rewrite=HUP:KILL kills"
}

stop_signal() {
	start --stop-signal=RTMIN+3 report -n 2
	await_line ready
	send TERM
	await_line 37
	send INT
	finish
	is "$(reported)" "37 2" "--stop-signal: TERM is forwarded as it"
}

# A stop is no end, and nothing to be busy with.
stopped_by_hand() {
	start sh -c 'kill -s STOP $$; exit 5'
	await has_child
	main=$(children "$pid")
	await in_state T "$main"
	kill -s CONT "$main"
	finish
	is "$status" 5 "a main that was stopped and continued is not lost"
}

# podinit's own waits are interrupted hundreds of times.
interrupted() {
	start report -n 1
	await_line ready
	i=0
	while [ $i -lt 300 ]; do
		kill -s STOP "$pid"
		kill -s CONT "$pid"
		i=$((i + 1))
	done
	finish
	is "$(reported)" 18 "podinit stopped and continued 300 times"
	is "$status" 0 "podinit stopped and continued 300 times: status"
}

flooded() {
	start report -n 1
	await_line ready
	i=0
	while [ $i -lt 5000 ]; do
		kill -s WINCH "$pid" 2>/dev/null
		i=$((i + 1))
	done
	await_line 28
	finish
	is "$status" 0 "a flood of signals"
}

# The first to know who asked.
sender_is_told() {
	start -v report -n 1
	await_line ready
	send TERM
	finish
	if [ "$mode" = pid1 ]; then
		check "-v tells that a signal came from outside" \
		    said 'SIGTERM from outside the PID namespace'
	else
		check "-v tells who sent a signal" \
		    said 'SIGTERM from pid 1, uid 0 \(sh\)'
	fi
}

# An effective user who may not send is told of, and everything goes on.
forward_refused() {
	if nosuid; then
		cannot "the folder is mounted nosuid" "a refused kill"
		return
	fi
	cp bin/report suid-report
	chmod 4755 suid-report
	start "$PWD/suid-report" -r -n 1
	await_line ready
	send USR1
	await said 'warning.*USR1.*not permitted'
	kill -s USR2 "$(children "$pid")"
	finish
	rm suid-report
	check "a signal that cannot be forwarded is a warning" \
	    said 'kill .*SIGUSR1: Operation not permitted'
	is "$status" 0 "a signal that cannot be forwarded ends nothing"
}

# RLIMIT_SIGPENDING is per user, and nobody may have others.
no_queue() {
	through prlimit --sigpending=0
	start report -n 2
	await_line ready
	send TERM
	await_line 15
	send HUP
	finish
	is "$(reported)" "15 1" "signals without a queue to put them in"
}

every_mode every_signal child_signals from_inside without_a_handler \
    pending_before no_echo rewritten rewritten_to_kill stop_signal \
    stopped_by_hand interrupted flooded sender_is_told no_queue
in_mode user forward_refused
tap_end
