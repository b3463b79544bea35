#!/bin/sh
# Reaping: every orphan, whatever the circumstances, and at no cost when there
# is none.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

if [ "$quick" = 1 ]; then
	orphans=5000 idle=2 ends=30
else
	orphans=100000 idle=10 ends=300
fi
# A minute of silence, where it is worth the time.
if [ "$strict" = 1 ]; then
	idle=60
fi
# No test may end for a silence or a storm that it is meant to last.
deadline=$((deadline + 2 * idle))

# measured NAME: of the line that storm has printed.
measured() {
	sed -n "s/.*\\<$1 \\([0-9]*\\).*/\\1/p" "$out"
}

# Times that podinit has gone to sleep or was preempted: none without a system
# call, or being busy.
switches() {
	awk '/ctxt_switches/ { n += $2 } END { print n }' "/proc/$pid/status"
}

# idle_for SECONDS
idle_for() {
	await in_state S "$pid"
	before=$(switches)
	sleep "$1"
	is "$(switches) switches" "$((before)) switches" \
	    "$2: no system call in $1 s"
}

# A loaded machine may hold up one in ten, but not for long: who reaps to the
# end first is late by the length of the storm.
terms_in_time() {
	check "$1: TERM is forwarded within 100 ms" \
	    between 0 "$(measured term-within)" 100000
	check "$1: TERM is never kept waiting" \
	    between 0 "$(measured slowest)" 300000
}

storm() {
	start --scope=child storm "$orphans" 500
	await_line idle
	echo "#$tag $(grep orphans "$out")"
	# Of bursts of 500; a loaded machine lets podinit wait for its turn.
	check "a storm of $orphans orphans: the zombies never pile up" \
	    between 0 "$(measured most-zombies)" $((500 + orphans / 4))
	check "a storm: 10 ms after a burst no zombie is left" \
	    between 0 "$(measured left)" 10000
	terms_in_time "a storm"
	idle_for $idle "after a storm"
	send TERM
	finish
	is "$status" 0 "a storm: main's status"
}

# With a line for each orphan podinit is slower than the storm: there is always
# one more to reap, and signals must have their turn all the same.
endless_storm() {
	start -vv --scope=child storm $((orphans / 5)) 500
	await_line idle
	echo "#$tag $(grep orphans "$out")"
	terms_in_time "a storm that podinit cannot keep up with"
	send TERM
	finish
	is "$status" 0 "a storm that podinit cannot keep up with: main's status"
}

# Processor time that podinit has had, in hundredths of a second.
spent() {
	awk '{ print $14 + $15 }' "/proc/$pid/stat"
}

# storm_told NAME COMMAND...: with all that there is to say, to what the command
# makes of standard error; sets cost.
storm_told() {
	name=$1
	shift
	through "$@"
	start -vvv --scope=child storm 5000 500
	await_line idle
	cost=$(spent)
	echo "#$tag $name: $((cost * 10)) ms $(grep orphans "$out")"
	check "$name: TERM is forwarded within 100 ms" \
	    between 0 "$(measured term-within)" 100000
	send TERM
	finish
	is "$status" 0 "$name: main's status"
}

# A line that nobody takes costs what any other does, and waits for nobody.
storm_full_log() {
	echo 'exec "$@" 2>/dev/null' >to-null
	storm_told "-vvv, to /dev/null" sh to-null
	usual=$cost
	storm_told "-vvv, to a full pipe" with-state -2 full-pipe
	check "-vvv: a full pipe takes no more time than /dev/null" \
	    between 0 "$cost" $((usual * 3 / 2 + 5))
}

idle_pause() {
	start --pause
	await grep -qx podinit "/proc/$pid/comm"
	idle_for 2 "--pause"
	send TERM
	finish
}

# Main and others end at the same moment; whose end is told first must not
# matter.
all_at_once() {
	wrong=0
	i=0
	while [ $i -lt $ends ]; do
		run -c --grace=0 sh -c \
		    'for i in 1 2 3; do (true &); done; exit 5'
		[ "$status" = 5 ] || wrong=$((wrong + 1))
		i=$((i + 1))
	done
	is "$wrong" 0 "main and orphans end at the same moment, $ends times"
}

# Children that podinit never started, one dead before it looks for any.
inherited_children() {
	through with-state -k 0 with-state -k 100
	start -v sh -c 'until [ "$(cat /proc/$PPID/task/$PPID/children)" = \
	    "$$ " ]; do sleep 0.01; done; exit 4'
	finish
	is "$status" 4 "children that podinit inherits are reaped, and not main"
}

adopted_is_told() {
	run -w sh -c 'said=$(report -o -n 0)
	    until [ "$(cat /proc/$PPID/task/$PPID/children)" = "$$ " ]; do
		sleep 0.01
	    done'
	is "$status" 0 "an orphan is adopted and reaped"
	check "-w names the orphan and its end" \
	    said 'reaped adopted process [0-9]+ \(report\), which exited with status 0'
}

# What they leave comes to PID 1; they themselves are another's children.
entered_orphans() {
	start report -n 1
	await_line ready
	nsenter -t "$pid" -p -m sh -c \
	    'for i in 1 2 3 4 5 6 7 8 9 10; do report -o -n 0; done' >/dev/null
	await only_main
	check "orphans of who entered are reaped" only_main
	send TERM
	finish
	is "$status" 0 "orphans of who entered: main's status"
}

only_main() {
	[ "$(children "$pid" | wc -w)" -eq 1 ]
}

# A tracer keeps the zombie of what it traces.  podinit must not be busy with
# that, nor miss the end once it is told.
traced() {
	# Quiet: who tells of a death looks at something once, soon after the start.
	start -q -- sh -c 'report -o -n 1; read -r _ <gate; exit 3'
	await_line ready
	await two_children
	orphan=$(children "$pid" | cut -d ' ' -f 2)
	tracer "$orphan" &
	tracer=$!
	await is_traced "$orphan"
	kill -s KILL "$orphan"
	await in_state Z "$orphan"
	idle_for 1 "a zombie that is another's to see first"
	kill -s KILL "$tracer"
	await gone "$orphan"
	check "a zombie that was traced is reaped in the end" gone "$orphan"
	timeout "$deadline" sh -c ': >gate'
	finish
	is "$status" 3 "a zombie that was traced: main's status"
}

two_children() {
	[ "$(children "$pid" | wc -w)" -eq 2 ]
}

is_traced() {
	! grep -q '^TracerPid:.0$' "/proc/$1/status"
}

# Rates are those without events.
tellers=
mkfifo gate
chmod 666 gate
every_mode all_at_once inherited_children adopted_is_told idle_pause
in_mode pid1 entered_orphans
in_mode pid1 traced
in_mode subreaper traced
in_mode pid1 storm
in_mode subreaper endless_storm
in_mode pid1 storm_full_log
in_mode subreaper storm_full_log
orphans=$((orphans / 10)) idle=2
in_mode subreaper storm
in_mode user storm
tap_end
