# shellcheck shell=sh
# lib.sh: what podinit, as the init of a real container, has to do, whichever
# engine makes the container. The script of an engine sources this, sets
#
#	engine		its name
#	programs	what must be installed
#	ways		the ways in which the engine can be told of an init
#
# defines these functions, and calls engine_checks:
#
#	engine_up	gets the engine ready; its state belongs into $state
#	engine_image INIT
#			from now on INIT is the init of the containers, told
#			in the way $way
#	engine_run COMMAND...
#			a container from start to end; returns its status
#	engine_start COMMAND...
#			one that goes on; sets $init to the pid of its PID 1,
#			and $main to one that shows its files, where PID 1
#			does not
#	engine_exec COMMAND...
#			one more process in it, from outside
#	engine_stop SECONDS
#			has it stop, and killed when it still runs after that
#			many seconds; returns its status
#	engine_down	ends what engine_up started
#	engine_extra	what only this engine can show (may be left out)
#
# In the way "pod" the init pauses in the PID namespace of a pod; engine_start
# makes a container in that.
#
# All this happens in a PID and mount namespace with a /run and a /var/lib of
# its own, so that nothing an engine started or mounted outlives its script.
#
# Each check is made twice: with podinit, and with bad_init, an init as it must
# not be. What is to be seen of either is stated, so that a check which cannot
# fail fails here.

# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/../system/lib.sh"

orphans=20

state=$tests_folder/state
root=$state/root
# What an engine says; shown where a check fails.
log=$out
# What lies in no folder, control groups for example, has this in its name.
unique=podinit-test-$(basename "$tests_folder" | tr -d .)

# --- what a container is made of

# One static busybox; the init comes beside it.
make_root() {
	mkdir -p "$root/bin" "$root/dev" "$root/etc" "$root/proc" \
	    "$root/run" "$root/sys" "$root/tmp" "$root/usr"
	cp "$(command -v busybox)" "$root/bin/busybox"
	for applet in sh sleep true; do
		ln "$root/bin/busybox" "$root/bin/$applet"
	done
	echo 'root:x:0:0:root:/:/bin/sh' >"$root/etc/passwd"
	echo 'ID=podinit-test' >"$root/etc/os-release"
}

# A main process; the file /up says that it has its handler.
handles_term="trap 'exit 7' TERM; : >/up; \
while :; do /bin/sleep 1000 & wait \$!; done"

has_file() {
	test -e "/proc/$main/root$1"
}

is_up() {
	has_file /up
}

# The state and the pid of each sleep(1) whose parent is the container's PID 1.
sleepers() {
	ps -o stat= -o pid= -o comm= --ppid "$init" |
	    awk '$3 == "sleep" { print $1, $2 }'
}

living() {
	sleepers | grep -v '^Z'
}

counts() {
	[ "$($1 | wc -l)" -eq "$2" ]
}

is_alone() {
	counts living 1
}

# ended SECONDS: whether the container comes to its end in that time.
ended() {
	usual=$deadline
	deadline=$1
	await gone "$init" && over=0 || over=1
	deadline=$usual
	return "$over"
}

# --- the checks: each sets $seen

# begin READY COMMAND...: a container, as soon as the command READY is true.
begin() {
	ready=$1
	shift
	init=0
	main=
	if engine_start "$@" >>"$log" 2>&1 </dev/null && [ "$init" -gt 0 ]; then
		main=${main:-$init}
		await "$ready" && return
	fi
	engine_stop 0 >>"$log" 2>&1
	return 1
}

begin_handler() {
	begin is_up /bin/sh -c "$handles_term"
}

# The status, and whether the engine waited for as long as it would.
stop() {
	began=$(now)
	engine_stop "$allowed" >>"$log" 2>&1 && seen=$? || seen=$?
	took=$(($(now) - began))
	echo "# stopped after $((took * 10)) ms"
	[ "$took" -lt $((allowed * 100)) ] || seen="$seen, late"
}

ends() {
	engine_run "$@" >>"$log" 2>&1 </dev/null && seen=0 || seen=$?
}

stops_handler() {
	begin_handler || return
	stop
}

stops_program() {
	begin is_alone /bin/sleep 1000 || return
	stop
}

# What the engine put into the container beside main does not hold up the end.
stops_guest() {
	begin_handler || return
	engine_exec /bin/sh -c ': >/guest; exec /bin/sleep 1000' \
	    >>"$log" 2>&1 </dev/null &
	guest=$!
	await has_file /guest
	stop
	wait "$guest" || :
}

# They are all adopted before they die. Runtimes wait for the end of the output
# of what they execute, so the orphans have none.
reaps_orphans() {
	begin_handler || return
	engine_exec /bin/sh -c "i=0; while [ \$i -lt $orphans ]; do \
(/bin/sleep 1000 >&- 2>&- &); i=\$((i + 1)); done" >>"$log" 2>&1 </dev/null
	await counts living "$orphans"
	seen="$(living | wc -l) orphans"
	living | awk '{ print $2 }' | xargs kill -KILL
	await counts living 0
	await counts sleepers "${wanted##* }"
	seen="$seen, zombies: $(sleepers | wc -l)"
	engine_stop 0 >>"$log" 2>&1 || :
}

# expect NAME PODINIT BAD_INIT FUNCTION...: what is to be seen of either.
expect() {
	name="$engine, $way: $1"
	wanted=$2
	if [ "$subject" = bad_init ]; then
		name="$name: seen to fail"
		wanted=$3
	fi
	shift 3
	seen=nothing
	: >"$log"
	"$@"
	is "$seen" "$wanted" "$name"
}

check_status() {
	expect "status 42" 42 99 ends sh -c 'exit 42'
}

check_stop() {
	expect "stop, with a handler" 7 "137, late" stops_handler
}

check_reaping() {
	expect "orphans of exec" "$orphans orphans, zombies: 0" \
	    "$orphans orphans, zombies: $orphans" reaps_orphans
}

# All there is to be seen of an init, for the first of the ways.
checks() {
	check_status
	expect "status 0" 0 99 ends true
	expect "killed by a signal" 137 99 ends sh -c 'kill -KILL $$'
	expect "no such command" 127 99 ends /nothing/here
	check_stop
	expect "stop, without one" 143 "137, late" stops_program
	expect "stop, with a process from outside" 7 "137, late" stops_guest
	check_reaping
}

# That it is reached in another way.
checks_again() {
	check_status
	check_stop
	check_reaping
}

# An init that pauses has no main process and ends with 0.
checks_of_pod() {
	expect "stop" 0 "137, late" stops_handler
	check_reaping
}

# --- the script

give_up() {
	cannot "$1" "$engine"
	tap_end
	exit 0
}

clean() {
	engine_down >>"$log" 2>&1 || :
	find /sys/fs/cgroup -depth -type d -path "*$unique*" \
	    -exec rmdir {} \; 2>/dev/null || :
}

engine_extra() { :; }

engine_checks() {
	[ "$(id -u)" -eq 0 ] || give_up "needs root"
	for program in busybox $programs; do
		command -v "$program" >/dev/null ||
		    give_up "$program is not installed"
	done
	mount -t tmpfs tmpfs /run
	mount -t tmpfs tmpfs /var/lib
	mkdir "$state"
	trap clean EXIT
	make_root
	engine_up >"$log" 2>&1 || give_up "$(tail -n 1 "$log")"
	for way in $ways; do
		for subject in podinit bad_init; do
			allowed=1
			[ $subject = bad_init ] || allowed=10
			engine_image "$tests_folder/bin/$subject" \
			    >>"$log" 2>&1
			case $way in
			pod) checks_of_pod ;;
			"${ways%% *}") checks ;;
			*) checks_again ;;
			esac
		done
	done
	engine_extra
	tap_end
}
