#!/bin/sh
# The two processes of a container, seen from outside: what goes in, what comes
# out, and what each of them holds.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/tty_lib.sh
. "$(dirname "$0")/tty_lib.sh"

# What a user namespace around podinit begins with.
nested=
forwardable=$(seq 1 64 | grep -vx -e 9 -e 17 -e 19)

# boxed: begins a container that has come to its main process, and finds the
# three of them: $pid, $inner and $main.
boxed() {
	start --isolate "$@"
	await_line ready
	find_inner
}

find_inner() {
	inner=$(children "$pid")
	main=$(children "$inner")
}

# --- the status

statuses() {
	wrong=
	for code in 0 1 2 3 63 64 99 124 125 126 127 128 129 137 143 254 255; do
		run --isolate -- sh -c "exit $code"
		[ "$status" = "$code" ] || wrong="$wrong $code:$status"
	done
	is "$wrong" "" "main's status comes through both"
	for number in 1 2 6 9 11 13 14 15 31 34 64; do
		run -q --isolate -- sh -c "ulimit -c 0; kill -$number \$\$"
		[ "$status" = $((128 + number)) ] ||
		    wrong="$wrong $number:$status"
	done
	is "$wrong" "" "the signal that killed main comes through both"
	run --isolate -- /nothing/here
	is "$status" 127 "a COMMAND that is not there"
	check "... is told of once" one_line
	run --isolate -- /etc/passwd
	is "$status" 126 "a COMMAND that cannot be executed"
	check "... is told of once" one_line
	run --isolate --prestart=false -- true
	is "$status" 125 "--prestart fails"
	run --isolate -e 7 -- sh -c 'exit 7'
	is "$status" 0 "--success-exit-status, with two processes"
}

# By the kernel, for instance: memory was short.
inner_killed() {
	boxed report
	kill -s KILL "$inner"
	finish
	is "$status" 137 "the inner process is killed: its status"
	check "... and main is gone with it" await gone "$main"
}

# --- signals

# reported: the numbers that report printed, in order, with blanks between.
reported() {
	sed -n 's/^[0-9][0-9]*$/&/p' "$out" | xargs
}

# The sender's pid and command as the outer process can see them.
sender() {
	if [ "$mode" = pid1 ]; then
		echo "from outside the PID namespace, uid 0"
	elif [ "$mode" = user ] && [ -n "$nested" ]; then
		# Root has no number there.
		echo "from pid 1, uid 65534 (sh), all as seen outside"
	else
		echo "from pid 1, uid 0 (sh), all as seen outside"
	fi
}

every_signal() {
	# shellcheck disable=SC2086 # words
	set -- $forwardable
	boxed -v report -n $# -x 7
	for number; do
		kill "-$number" "$pid"
		await_line "$number" || break
	done
	finish
	is "$(reported)" "$*" "every signal reaches main through both, once"
	is "$status" 7 "every signal: both outlive them all"
	is "$(grep -c 'main process [0-9]* exited' "$err")" 1 \
	    "one log tells of main's end, once"
	is "$(grep -c ': received SIG' "$err")" $# \
	    "each is in the log, once"
	is "$(grep 'received SIG' "$err" | grep -Fc "$(sender)")" $# \
	    "each with its sender as the outer process saw it"
	is "$(sed -n 's/.*received \(SIG[^ ]*\) .*/\1/p' "$err" | sort -u |
	    wc -l)" $# "each by its own name"
}

from_inside() {
	run -v --isolate -- sh -c 'trap "exit 9" TERM; kill -s TERM 1
	    while :; do sleep 0.01; done'
	is "$status" 9 "a signal from inside to PID 1 is forwarded"
	check "its sender is named by its pid inside" \
	    said 'received SIGTERM from pid 2, uid [0-9]+ \(sh\)$'
}

# Who signals the inner process itself is not the one who signalled before.
around_the_outer() {
	boxed -v report -n 2
	send USR1
	await_line 10
	kill -s USR1 "$inner"
	finish
	is "$(grep -c 'SIGUSR1 .*as seen outside' "$err")" 1 \
	    "a sender is not named for another's signal"
}

# A burst of one real-time signal, while nobody takes them.
burst() {
	boxed -v report -n 6
	kill -s STOP "$pid"
	for _ in 1 2 3 4 5; do
		kill -40 "$pid"
	done
	kill -s CONT "$pid"
	finish
	is "$(reported | tr ' ' '\n' | grep -cx 40)" 5 \
	    "CONT and queued real-time signals reach main, each time"
	is "$(grep 'SIGRTMIN+6' "$err" | grep -Fc "$(sender)")" 5 \
	    "the sender of each is told"
}

# What the two processes say to each other takes no signal's place.
beside_a_message() {
	boxed sh -c 'trap "echo io" IO; echo ready; while sleep 0.1; do :; done'
	kill -s STOP "$pid"
	await in_state T "$pid"
	kill -s TSTP "$main"
	await in_state T "$main"
	# The next waits until the inner process has told of the stop.
	await in_state S "$inner"
	kill -s IO "$pid"
	kill -s CONT "$pid"
	check "IO beside a message of podinit's own reaches main" \
	    await_line io
	kill -s KILL "$pid"
	finish
}

rewritten_once() {
	boxed -r TERM:USR1 -r USR1:HUP report -n 1
	send TERM
	finish
	is "$(reported)" 10 "--rewrite is done once, not by each process"
}

scope_all_inside() {
	boxed --scope=all --grace=0 sh -c 'report -s -l other & exec report -n 1'
	await_line "other ready"
	send TERM
	await_line "other 15"
	finish
	is "$status" 0 "--scope=all reaches all inside"
}

# --- what they hold

# descriptors PID: that are open in it, and without close-on-exec a '!'.
descriptors() {
	for descriptor in "/proc/$1/fd"/*; do
		number=${descriptor##*/}
		flags=$(sed -n 's/^flags:.*\(.......\)$/\1/p' \
		    "/proc/$1/fdinfo/$number")
		case $number:$(readlink "$descriptor"):$flags in
		2:*) echo 2 ;;
		*:socket:*:2??????) echo link ;;
		*:/dev/pts/*:2??????) echo terminal ;;
		*) echo "!$number:$(readlink "$descriptor"):$flags" ;;
		esac
	done | sort | xargs
}

holds_link() {
	[ "$(descriptors "$1" 2>/dev/null)" = "2 link" ]
}

descriptors_of_both() {
	# shellcheck disable=SC2086 # words
	through $nested with-state -o 3,5,9
	tells=false
	boxed report
	# Main may be ready before they have closed what was the caller's.
	await holds_link "$pid"
	await holds_link "$inner"
	is "$(descriptors "$pid")" "2 link" "the outer process's descriptors"
	is "$(descriptors "$inner")" "2 link" "the inner process's descriptors"
	is "$(readlink "/proc/$pid/cwd") $(readlink "/proc/$inner/cwd")" \
	    "/ /" "the directory of both is /"
	is "$(readlink "/proc/$main/cwd")" "$PWD" "main's is the caller's"
	is "$(field NSpid "$inner" | awk '{ print $NF }')" 1 \
	    "the inner process is PID 1"
	send KILL
	finish
}

# open_ones: a main process that prints its descriptors from 3 to 9.
open_ones='for n in 3 4 5 6 7 8 9; do
	if (eval ": >&$n") 2>/dev/null; then echo $n; fi
done'

preserved() {
	# shellcheck disable=SC2086 # words
	through $nested with-state -o 3,4,5,7,9
	run --isolate -- sh -c "$open_ones"
	is "$(xargs <"$out")" "3 4 5 7 9" \
	    "the caller's descriptors, and no other, reach main"
	run --isolate --preserve-fds=2 -- sh -c "$open_ones"
	is "$(xargs <"$out")" "3 4" "--preserve-fds=2"
	run --isolate --preserve-fds=0 -- sh -c "$open_ones"
	is "$(xargs <"$out")" "" "--preserve-fds=0"
	# shellcheck disable=SC2086 # words
	through $nested env LISTEN_FDS=3 with-state -o 3,4,5,7,9
	run --isolate --preserve-fds=1 -- sh -c "$open_ones"
	is "$(xargs <"$out")" "3 4 5" "LISTEN_FDS=3 counts where it is more"
}

# What the caller can see of itself.
surroundings() {
	cat /proc/self/mountinfo
	uname -a
	id
	cat /proc/self/uid_map /proc/self/gid_map
	ls /sys/class/net
	readlink /proc/$$/ns/* /proc/$$/cwd
	ls /proc/$$/fd
}

nothing_leaks() {
	surroundings >before
	run --isolate=all --hostname=inside -- sh -c '
	    uname -n; mount -t tmpfs none /tmp && mount -t tmpfs none /mnt &&
	    hostname other && ip link add type dummy 2>/dev/null; exit 6'
	surroundings >after
	is "$status, $(cat "$out")" "6, inside" "all is new inside"
	check "the caller's surroundings are what they were" cmp before after
}

# --- wrong use

# refused REGEX ARG...: 125, one line of podinit's that matches.
refused() {
	refused_as=$1
	shift
	run "$@"
	if [ "$status" = 125 ] && one_line && said "$refused_as"; then
		pass "refused: $*$tag"
	else
		fail "refused: $*$tag"
		what_was_said
	fi
}

wrong_use() {
	refused '--prestart.*expected.*--isolate' --prestart=true -- true
	refused '--propagation=unchanged: expected .*--no-mount-proc' \
	    --propagation=unchanged --isolate -- true
	refused '--isolate=pid,nett: expected .*net' --isolate=pid,nett -- true
	refused '--isolate=: expected ' --isolate= -- true
	refused '--map-current-user: expected without --map-root-user' \
	    --map-root-user --map-current-user -- true
	refused '--userns-remap: expected without --map-users' \
	    --map-users=0:0:1 --userns-remap=root -- true
	refused '--map-users=0:0: expected .*COUNT' --map-users=0:0 -- true
	refused '--preserve-fds=-2: expected ' --isolate --preserve-fds=-2 \
	    -- true
	refused '--propagation=public: expected .*private' \
	    --propagation=public -- true
	refused '--no-mount-proc: expected without --mount-proc' \
	    --mount-proc --no-mount-proc --isolate -- true
}

# --- without privilege

# told: whether podinit said that it added the user namespace.
told() {
	said 'without CAP_SYS_ADMIN: a user namespace'
}

is_root_inside() {
	run -v --isolate -- sh -c 'id -u; echo $$; cat /proc/self/uid_map'
	is "$status, $(xargs <"$out")" "0, 0 2 $1" "PID 2, and root, inside"
}

user_namespace_is_added() {
	if [ "$mode" = user ]; then
		is_root_inside "0 65534 1"
		check "-v tells that the user namespace was added" told
	else
		is_root_inside "0 0 4294967295"
		check "no user namespace is added where none is needed" \
		    not told
	fi
}

in_a_user_namespace() {
	nested="unshare --user --map-root-user"
	for test in statuses every_signal from_inside descriptors_of_both \
	    preserved nothing_leaks; do
		through "$nested"
		"$test"
	done
	through "$nested"
	if [ "$mode" = user ]; then
		is_root_inside "0 65534 1"
	else
		is_root_inside "0 0 1"
	fi
	nested=
}

every_mode statuses inner_killed every_signal from_inside burst \
    rewritten_once scope_all_inside descriptors_of_both preserved \
    nothing_leaks user_namespace_is_added
for who in subreaper user; do
	in_mode "$who" around_the_outer
	in_mode "$who" beside_a_message
	in_mode "$who" in_a_user_namespace
done
in_mode subreaper wrong_use
tap_end
