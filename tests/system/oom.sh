#!/bin/sh
# Out of memory is called by its name, and nothing else is: real kills in a
# memory control group of version 1 or 2.
. "$(dirname "$0")/lib.sh"

# The group that this script is in, and what bounds a new one below it.
if grep -q ':memory:' /proc/self/cgroup; then
	own=/sys/fs/cgroup/memory$(sed -n 's/^[0-9]*:memory://p' \
	    /proc/self/cgroup)
	limit=memory.limit_in_bytes
else
	own=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)
	limit=memory.max
fi
group=$own/podinit-tests-$(basename "$tests_folder")

if ! mkdir "$group" 2>/dev/null || ! [ -w "$group/$limit" ]; then
	rmdir "$group" 2>/dev/null
	cannot "no memory control group to be had" "out of memory"
	tap_end
	exit 0
fi
trap 'rmdir "$group"' EXIT
echo 16M >"$group/$limit"
if [ -e "$group/memory.swap.max" ]; then
	echo 0 >"$group/memory.swap.max"
fi

# What puts itself into the group.
cat >in-group <<EOF
echo 0 >$group/cgroup.procs
exec "\$@"
EOF
mkfifo go
span='[0-9.]+m?s'

settled() {
	await said 'out-of-memory kills until now: '
}

# go: podinit knows what the counter was, and main goes on.
go() {
	settled
	echo >go
}

# reported REGEX NAME
reported() {
	check "$2" said "^podinit: main process '[a-z]*' \(pid [0-9]+\) $1\$"
}

eater='read -r _ <go; exec tail /dev/zero'

t_main() {
	through sh in-group
	fresh_events
	start -vvv "--events=$events" -- sh -c "$eater"
	go
	finish
	is "$status" 137 "main was killed for want of memory"
	reported "was killed by SIGKILL \(out of memory\) after $span" \
	    "... and that is what it is called"
	check "... in the last event, too" grep -q \
	    '"event":"exit".*"out_of_memory":"yes","oom_kills":1,' "$events"
}

# The group has seen such kills before: those do not count.
t_plain() {
	through sh in-group
	start -vvv -- sleep 1000
	settled
	kill -s KILL "$(children "$pid")"
	finish
	reported "was killed by SIGKILL after $span" \
	    "a plain KILL is not called so"
}

t_other_than_main() {
	through sh in-group
	start -vvv -- sh -c 'read -r _ <go; tail /dev/zero; echo eaten
	    read -r _ <go'
	go
	await_line eaten
	for child in $(children "$pid"); do
		kill -s KILL "$child"
	done
	finish
	reported "was killed by SIGKILL \(possibly out of memory: 1 of the control group was killed so\) after $span" \
	    "a plain KILL after a child ran out of memory: possibly"
	start -vvv -- sh -c '(sh -c "$1" &); echo ready; exec sleep 1000' \
	    sh "$eater"
	await_line ready
	go
	await said 'reaped adopted process .* killed by SIGKILL'
	for child in $(children "$pid"); do
		kill -s KILL "$child"
	done
	finish
	reported "was killed by SIGKILL \(possibly out of memory: 1 of the control group was killed so\) after $span; 1 orphan reaped" \
	    "a plain KILL after an orphan ran out of memory: possibly"
	start -vvv -- sh -c 'read -r _ <go; tail /dev/zero; exit 3'
	go
	finish
	reported "exited with status 3 after $span; 1 other process of the control group ran out of memory" \
	    "a main process that exits did not run out of memory itself"
}

# What podinit sent was not the kernel's.
t_own_kill() {
	through sh in-group
	start -vvv --kill-after=100ms -- sh -c 'trap "" TERM
	    read -r _ <go; tail /dev/zero; echo eaten; while :; do sleep 1; done'
	go
	await_line eaten
	send TERM
	finish
	check "podinit's own KILL is not called so" \
	    not said 'out of memory\)|possibly'
}

# The group is not podinit's own there, as far as it can tell.
t_shared() {
	through sh in-group
	start -vvv "$@" -- sh -c "$eater"
	go
	finish
	reported "was killed by SIGKILL \(possibly out of memory(: 1 of the control group was killed so)?\) after $span" \
	    "where podinit is no container's init: possibly ($*)"
}

t_isolated() {
	t_shared --isolate
	t_shared --isolate=pid,mount,cgroup
}

t_no_counter() {
	echo 'umount -R /sys/fs/cgroup && exec "$@"' >without
	through unshare --mount sh without
	start -vvv -- sleep 1000
	settled
	kill -s KILL "$(children "$pid")"
	finish
	reported "was killed by SIGKILL \(possibly out of memory\) after $span" \
	    "a KILL where there is no counter: possibly"
}

in_mode pid1 t_main
in_mode pid1 t_plain
in_mode pid1 t_other_than_main
in_mode pid1 t_own_kill
in_mode subreaper t_shared
in_mode subreaper t_isolated
in_mode pid1 t_no_counter
tap_end
