#!/bin/sh
# The end: what becomes of those that main leaves behind, and when.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# Main waits at this gate, so that its left-overs are there when it ends.
mkfifo gate door
chmod 666 gate door

cat >held <<'END'
#!/bin/sh
read -r _ <door
exec "$@"
END
chmod 755 held

# leave SCRIPT OPTION...: starts podinit with a main that leaves behind what
# SCRIPT starts.
leave() {
	script=$1
	shift
	start "$@" sh -c "$script
	    read -r _ <gate; exit 3"
}

# Lets main end; it does, with status 3.
end_main() {
	timeout "$deadline" sh -c ': >gate'
	began=$(now)
}

# Sets took, the time from there to podinit's end, in hundredths of a second.
finish_timed() {
	finish
	took=$(($(now) - began))
}

# Two that end by the second signal, one of them far away.
two='report -l near -n 2 & report -o -s -l far -n 2 &'
# Two that do not end.
deaf='report -l near & report -o -s -l far &'

two_are_ready() {
	has_heard ready "far near"
}

no_reports() {
	! grep -lqx report /proc/[0-9]*/comm 2>/dev/null
}

# By default all that is left gets TERM and CONT, and that is waited for.
terminate() {
	leave "$two" "$@"
	await two_are_ready
	end_main
	finish_timed
	is "$status" 3 "${*:-by default}: main's status"
	is "$(heard 15) $(heard 18)" "far near far near" \
	    "${*:-by default}: TERM and CONT to all that is left, once"
	check "${*:-by default}: podinit leaves when nothing is left" \
	    between 0 "$took" 400
	await no_reports
}

terminate_given() {
	terminate --on-exit=terminate
}

# A left-over that takes its time to end well.
handler_finishes() {
	rm -f well
	leave '(trap "sleep 0.3; echo >well; exit" TERM; echo "x ready"
	    while :; do sleep 0.01; done) &'
	await has_heard ready x
	end_main
	finish
	check "a left-over's TERM handler runs to its end" test -e well
	is "$status" 3 "a left-over's TERM handler: main's status"
}

grace() {
	leave "$deaf" --grace=500ms
	await two_are_ready
	end_main
	finish_timed
	is "$status" 3 "--grace=500ms: main's status"
	check "--grace=500ms passes before KILL" between 49 "$took" 400
	check "--grace=500ms: nothing is left" no_reports
	is "$(heard 15)" "far near" "--grace=500ms: TERM came first"
}

default_grace() {
	leave "$deaf"
	await two_are_ready
	end_main
	finish_timed
	check "the grace is 5s by default" between 499 "$took" 900
	check "by default nothing is left" no_reports
}

no_grace() {
	leave "$deaf" --grace=0
	await two_are_ready
	end_main
	finish_timed
	is "$status" 3 "--grace=0: main's status"
	check "--grace=0: KILL at once" between 0 "$took" 400
	check "--grace=0: nothing is left" no_reports
	is "$(heard 15)" "" "--grace=0: no TERM came before"
}

# A signal a few times a second must neither be lost nor stretch the grace.
during_grace() {
	leave "$deaf" --grace=2s -r USR2:34
	await two_are_ready
	end_main
	await has_heard 15 "far near"
	while kill -s TERM "$pid" 2>/dev/null && [ $(($(now) - began)) -lt 900 ]
	do
		kill -s USR2 "$pid" 2>/dev/null
		sleep 0.1
	done
	finish_timed
	check "TERM during the grace does not restart the clock" \
	    between 199 "$took" 600
	check "TERM during the grace is forwarded to what is left" \
	    between 6 "$(grep -cE '(near|far) 15' "$out")" 200
	check "other signals during the grace are forwarded, rewritten" \
	    between 6 "$(grep -cE '(near|far) 34' "$out")" 200
}

# A stopped process takes no TERM, but for the CONT.
stopped() {
	leave 'sh -c "kill -s STOP \$\$" & setsid sh -c "kill -s STOP \$\$" &'
	await has_child
	main=$(children "$pid")
	await two_stopped
	end_main
	finish_timed
	is "$status" 3 "stopped left-overs: main's status"
	check "stopped left-overs do not cost the grace" between 0 "$took" 400
}

two_stopped() {
	[ "$(grep -l '^State:.T' /proc/[0-9]*/status 2>/dev/null |
	    wc -l)" -ge 2 ]
}

no_hydra() {
	! grep -lqx hydra /proc/[0-9]*/comm 2>/dev/null
}

# Left-overs that fork while they are hunted, deaf to TERM.
hunted() {
	for interval in 0 500; do
		for option in --grace=0 --grace=200ms; do
			run "$option" hydra 4 $interval
			is "$status" 3 "$option: hunted forkers ($interval us)"
			check "$option: no forker ($interval us) escaped" \
			    no_hydra
			kill_all hydra
		done
	done
}

# kill_all NAME: for the next test, where one has failed.
kill_all() {
	grep -lx "$1" /proc/[0-9]*/comm 2>/dev/null | cut -d / -f 3 |
	    xargs -r kill -s KILL
}

# Nobody's parent and of another user: it cannot be killed, and is not waited
# for.
cannot_be_killed() {
	if nosuid; then
		cannot "the folder is mounted nosuid" "a refused kill"
		return
	fi
	cp bin/report suid-report
	chmod 4755 suid-report
	leave "$PWD/suid-report -r -l x &" --grace=100ms
	await has_heard ready x
	end_main
	finish_timed
	rm suid-report
	is "$status" 3 "a left-over that cannot be killed: main's status"
	check "a left-over that cannot be killed is given up" \
	    between 9 "$took" 1500
}

on_exit_wait() {
	leave 'report -l near -n 2 & report -o -s -l far -n 2 &' --on-exit=wait
	await two_are_ready
	main=$(children "$pid" | cut -d ' ' -f 1)
	end_main
	await gone_main
	send HUP
	await has_heard 1 "far near"
	check "--on-exit=wait: podinit waits" kill -0 "$pid"
	send TERM
	finish
	is "$status" 3 "--on-exit=wait: main's status"
	is "$(heard 1) $(heard 15)" "far near far near" \
	    "--on-exit=wait: signals are forwarded to what is left"
}

# Main has ended and was reaped: only then are the others its left-overs.
gone_main() {
	! grep -qsx sh "/proc/$main/comm"
}

on_exit_leave() {
	leave "$deaf" --on-exit=leave
	await two_are_ready
	end_main
	finish_timed
	is "$status" 3 "--on-exit=leave: main's status"
	check "--on-exit=leave is at once" between 0 "$took" 400
	is "$(heard 15)" "" "--on-exit=leave sends nothing"
	if [ "$mode" = pid1 ]; then
		await no_reports
		check "--on-exit=leave: the kernel ends the rest" no_reports
	else
		check "--on-exit=leave: the rest stays" not no_reports
	fi
}

# --- processes that entered from outside, as docker exec does

enter() {
	nsenter -t "$pid" -p -m "$@" >>"$out" 2>>"$err" &
	entrance=$!
}

entered() {
	leave ''
	enter report -s -l near -n 2
	enter report -s -l far -n 2
	await two_are_ready
	end_main
	finish_timed
	is "$status" 3 "entered from outside: main's status"
	is "$(heard 15) $(heard 18)" "far near far near" \
	    "entered from outside: TERM and CONT"
	check "entered from outside: podinit leaves when they have" \
	    between 0 "$took" 400
}

# Before main was there, and before podinit was: PID 1 executes it.
entered_first() {
	through ./held
	start sh -c 'read -r _ <gate; exit 3'
	enter report -s -l near -n 2
	await has_heard ready near
	timeout "$deadline" sh -c ': >door'
	end_main
	finish_timed
	through ''
	is "$status" 3 "entered before main: main's status"
	is "$(heard 15) $(heard 18)" "near near" \
	    "entered before main: TERM and CONT"
}

entered_deaf() {
	leave '' --grace=300ms
	enter report -s -l near
	await has_heard ready near
	end_main
	finish_timed
	is "$status" 3 "entered and deaf: main's status"
	check "entered and deaf: killed after the grace" between 29 "$took" 400
}

entered_waited_for() {
	leave '' --on-exit=wait
	enter report -s -l near -n 2
	await has_heard ready near
	main=$(children "$pid" | cut -d ' ' -f 1)
	end_main
	await gone_main
	send HUP
	await has_heard 1 near
	check "--on-exit=wait waits for who entered" kill -0 "$pid"
	send TERM
	finish
	is "$status" 3 "--on-exit=wait and who entered: main's status"
}

# Its parent, outside, does not look. PID 1 cannot be gone before that zombie
# is, but podinit can have done with it.
entered_zombie() {
	leave '' -vvv
	enter report -s -l near -n 1
	await has_heard ready near
	kill -s STOP "$entrance"
	end_main
	await said 'now over'
	took=$(($(now) - began))
	check "a zombie whose parent is outside is not waited for" \
	    between 0 "$took" 400
	kill -s CONT "$entrance"
	finish
	is "$status" 3 "a zombie whose parent is outside: main's status"
}

every_mode terminate terminate_given handler_finishes grace no_grace \
    during_grace stopped hunted on_exit_wait on_exit_leave
in_mode pid1 default_grace
in_mode user cannot_be_killed
for test in entered entered_first entered_deaf entered_waited_for \
    entered_zombie; do
	in_mode pid1 "$test"
done
tap_end
