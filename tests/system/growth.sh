#!/bin/sh
# What podinit costs grows with the number of processes below it, and no faster:
# each of many may cost little more than each of a hundred. That is processor
# time, of which a busy machine takes nothing away; bench/scale.c has the curve.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# What is told costs, too.
tellers=
few=100
many=4000
signals=10
# A process may cost so many times as much where there are many: caches are
# small. A cost that grew with the square would be forty times as high.
most=8

# Nanoseconds that podinit has had of a processor, and how often it has slept.
spent() {
	read -r time rest <"/proc/$pid/schedstat"
	: "$rest"
	echo "$time"
}
sleeps() {
	field voluntary_ctxt_switches
}

has_slept_since() {
	gone "$pid" || { [ "$(sleeps)" -gt "$1" ] && in_state S "$pid"; }
}

gather() {
	start -q --scope=all --grace=60s crowd "$1"
	await_line ready
	await in_state S "$pid"
}

one_child() {
	set -- "$(children "$pid")"
	case $1 in
	'' | *' '*) return 1 ;;
	esac
}

# Who is deaf to TERM is left, and podinit waits for it: it can be looked at.
drain() {
	main=$(children "$pid")
	kill -s KILL "${main%% *}"
	await one_child
	await in_state S "$pid"
	drained=$(spent)
	kill -s KILL "$(children "$pid")"
	finish
}

# measure COUNT: sets signal and end to nanoseconds for each process.
measure() {
	gather "$1"
	began=$(spent)
	sent=0
	# URG, of which nobody in the crowd takes notice.
	while [ $((sent += 1)) -le $signals ]; do
		slept=$(sleeps)
		send URG
		await has_slept_since "$slept"
	done
	before=$(spent)
	drain
	signal=$(((before - began) / signals / $1))
	end=$(((drained - before) / $1))
	is "$status" 137 "of $1 processes none is left, but main's status"
}

growth() {
	measure $few
	signal_few=$signal end_few=$end
	measure $many
	echo "# of $few and $many processes each costs: a signal to all" \
	    "$signal_few and $signal ns, the end $end_few and $end ns"
	check "a signal to all: $many cost no more each than $few do" \
	    between 0 "$signal" $((signal_few * most))
	check "the end: $many cost no more each than $few do" \
	    between 0 "$end" $((end_few * most))
}

if [ -r /proc/self/schedstat ]; then
	for mode in pid1 subreaper; do
		in_mode $mode growth
	done
else
	cannot "no /proc/PID/schedstat" "how the costs grow"
fi
tap_end
