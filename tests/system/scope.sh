#!/bin/sh
# Who gets a signal: main, its group, its session, or all that is below
# podinit; each of them once.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# A main of six processes: in its group, adopted and still in its group, in a
# group of its own, in a session of its own, and adopted in such a session.
family='
	report -l group &
	report -o -l orphan &
	report -g -l pgrp &
	report -s -l session &
	report -o -s -l daemon &
	exec report -l main'

# reaches LABELS NAME: those, of the running family, get a signal.  When they
# have got a later one too, nobody can still be about to get the first.
reaches() {
	kill -40 "$pid"
	kill -41 "$pid"
	await has_heard 41 "$1"
	is "$(heard 40)" "$1" "$2"
}

family_is_ready() {
	[ "$(heard ready)" = "daemon group main orphan pgrp session" ]
}

# scoped LABELS OPTION...
scoped() {
	labels=$1
	shift
	start "$@" sh -c "$family"
	await family_is_ready
	reaches "$labels" "${*:-by default}: reaches $labels"
	kill -s KILL "$pid"
	finish
}

child() {
	for option in -c --single-child --scope=child; do
		scoped main "$option"
	done
	scoped main -g -c
}

group() {
	scoped "group main orphan"
	scoped "group main orphan" -g
	scoped "group main orphan" --scope=group
	scoped "group main orphan" --scope=all -g
	scoped "group main orphan" --setsid
}

session() {
	scoped "group main orphan pgrp" --scope=session
	scoped "group main orphan pgrp" --scope=session --setsid
}

all() {
	scoped "daemon group main orphan pgrp session" --scope=all
	scoped "daemon group main orphan pgrp session" --scope=all --setsid
}

# A process that entered from outside, as docker exec does.
entered() {
	start --scope=all report -l main
	await_line 'main ready'
	nsenter -t "$pid" -p -m report -s -l entered >>"$out" &
	await_line 'entered ready'
	reaches "entered main" "--scope=all reaches who entered from outside"
}

# Many, each in a session of its own.
crowd() {
	start --scope=all sh -c 'for i in $(seq 200); do
		report -s -l one &
	done
	exec report -l main'
	await has_lines 201 ready
	kill -40 "$pid"
	kill -41 "$pid"
	await has_lines 201 41
	is "$(grep -c ' 40$' "$out")" 201 "--scope=all reaches 201 processes once"
}

has_lines() {
	[ "$(grep -c " $2\$" "$out")" -ge "$1" ]
}

# Whoever is beside podinit or above it, its own group and session included.
outsiders() {
	report -f "$tests_folder/others" -l sibling &
	sibling=$!
	report -s -f "$tests_folder/others" -l stranger &
	stranger=$!
	await grep -qs stranger "$tests_folder/others"
	await grep -q sibling "$tests_folder/others"
	for option in --scope=group --scope=session --scope=all; do
		start "$option" --grace=100ms sh -c 'report -l far -s &
		    exec report -l main -n 2'
		await has_heard ready "far main"
		kill -s USR1 "$pid"
		await grep -q 'main 10' "$out"
		send USR2
		finish
		is "$status" 0 "$option: main's status"
		check "$option: podinit's parent lives" kill -0 $$
	done
	check "$option: its neighbours live" kill -0 "$sibling" "$stranger"
	is "$(grep -vc ready "$tests_folder/others")" 0 \
	    "neighbours get no signal"
	rm "$tests_folder/others"
}

own_session() {
	run sh -c 'read -r _ _ _ _ group session _ </proc/$$/stat
	    [ "$group" = $$ ] && [ "$session" != $$ ]'
	is "$status" 0 "main has a group of its own in its caller's session"
	run --setsid sh -c 'read -r _ _ _ _ group session _ </proc/$$/stat
	    [ "$group" = $$ ] && [ "$session" = $$ ]'
	is "$status" 0 "--setsid: main has a session of its own"
}

every_mode child group session all crowd outsiders own_session
in_mode pid1 entered
tap_end
