#!/bin/sh
# --watch-zombies: who leaves zombies that no init can reap is named, once, and
# nobody else is.
# shellcheck disable=SC2016 # inner shells expand
set -u
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# watch OPTION... -- BROOD_ARG...: a brood below main; sets $brood.
watch() {
	fresh_events
	start --events="$events" "$@"
	await_line ready
	main=$(children "$pid")
	main=${main%% *}
	brood=$(children "$main")
}

# end: of what was started, by its pid as it is outside.
end() {
	kill -s KILL "$pid"
	finish
}

# How often a parent was named.
named() {
	grep -c 'does not wait for it' "$err"
}

named_times() {
	[ "$(named)" -ge "$1" ]
}

# What the last event says of NAME.
last() {
	grep '"event":"zombie"' "$events" | tail -n 1 |
	    sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\).*/\1/p"
}


t_named() {
	watch --watch-zombies=100ms -- sh -c 'brood 3 & wait'
	await named_times 1
	check "the warning names both, and how many" said \
	    "^podinit: warning: process [0-9]+ 'brood', [0-9a-z.]+ old, is dead\
 and process [0-9]+ 'brood' does not wait for it; 3 of that one's are"
	await grep -q '"event":"zombie"' "$events"
	is "$(last command) $(last parent_command) $(last count)" \
	    "brood brood 3" "so does the event"
	if [ "$mode" != pid1 ]; then
		is "$(last parent)" "$brood" "the parent is the one"
	fi
	# Some twenty looks later.
	sleep 2
	is "$(named)" 1 "it is said once"
	kill -s USR1 "$brood"
	await_line more
	await named_times 2
	is "$(last count)" 6 "again when there are twice as many"
	sleep 1
	is "$(named)" 2 "and that once"
	kill -s USR2 "$brood"
	await_line none
	sleep 1
	is "$(named)" 2 "not when they are gone"
	end
}

# Who waits in time leaves none, however many it starts.
t_in_time() {
	watch --watch-zombies=50ms -- sh -c \
	    'echo ready; while :; do /bin/true; done'
	sleep 2
	is "$(named)" 0 "who waits is never named"
	end
}

# podinit's own are podinit's to reap.
t_orphans() {
	watch --watch-zombies=50ms -- sh -c \
	    'echo ready; while :; do (sleep 0.01 &); done'
	sleep 2
	is "$(named)" 0 "orphans are nobody's zombies"
	end
}

t_off() {
	watch -- sh -c 'brood 3 & wait'
	sleep 1
	is "$(named)" 0 "nobody looks by default"
	end
	watch --watch-zombies=0 -- sh -c 'brood 3 & wait'
	sleep 1
	is "$(named)" 0 "nor with 0"
	end
	through env PODINIT_WATCH_ZOMBIES=100ms
	watch -- sh -c 'brood 2 & wait'
	await named_times 1
	check "the variable" said "2 of that one's are"
	end
}

t_isolated() {
	watch --isolate --watch-zombies=100ms -- sh -c 'brood 4 & wait'
	brood=
	await named_times 1
	sleep 1
	is "$(named)" 1 "in namespaces the inner process looks"
	end
}

fifty() {
	await named_times 1
	check "50 zombies, whose parent $1: they are named with it" said \
	    "process [0-9]+ 'brood' does not wait for it; 50 of that one's are"
	is "$(last count)" 50 "... in the event, too"
	end
}

# It is stopped before the second look, and one is not enough to be named.
t_fifty() {
	watch --watch-zombies=500ms -- sh -c 'brood 50 & wait'
	fifty runs
	watch --watch-zombies=500ms -- sh -c 'brood 50 & wait'
	kill -s STOP "$brood"
	fifty "is stopped"
}

t_limit() {
	if ! pids_group; then
		cannot "no control group for pids" "how near the limit is"
		return
	fi
	echo "echo 0 >$group/cgroup.procs; exec \"\$@\"" >in-group
	through sh in-group
	for limit in max 100; do
		echo "$limit" >"$group/pids.max"
		watch --watch-zombies=100ms -- sh -c 'brood 3 & wait'
		await named_times 1
		if [ "$limit" = max ]; then
			check "no limit, nothing said of one" \
			    not said 'pids are taken'
		else
			check "how near the limit is" \
			    said "; [0-9]+ of $limit pids are taken\$"
			is "$(last pids_max)" "$limit" "... in the event, too"
		fi
		end
	done
	await rmdir "$group" 2>/dev/null
}

t_no_proc() {
	without_proc=true
	begin --watch-zombies=50ms -- /bin/sleep 1
	finish
	is "$status" 0 "without /proc: status"
	is "$(grep -c 'watch-zombies sees nothing' "$err")" 1 \
	    "without /proc: that is said once"
	without_proc=false
}

t_bad() {
	for value in -1 x ''; do
		run --watch-zombies="$value" -- true
		is "$status" 125 "--watch-zombies=$value: status"
		check "--watch-zombies=$value" \
		    said "--watch-zombies=$value: expected"
	done
}

every_mode t_named t_in_time t_orphans
in_mode subreaper t_off
in_mode subreaper t_isolated
in_mode user t_isolated
in_mode subreaper t_fifty
in_mode pid1 t_limit
in_mode pid1 t_no_proc
in_mode subreaper t_bad
tap_end
