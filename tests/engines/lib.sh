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
#			a container from start to end; returns its status.
#			$io is empty, or -i where it shall have the standard
#			input, or -it where that is a terminal; the words
#			$via stand before the command that makes it
#	engine_start COMMAND...
#			one that goes on; sets $init to the pid of its PID 1,
#			and $main to one that shows its files, where PID 1
#			does not
#	engine_exec COMMAND...
#			one more process in it, from outside
#	engine_stop SECONDS
#			has it stop, and killed when it still runs after that
#			many seconds; returns its status, and leaves nothing
#	engine_down	ends what engine_up started
#	engine_extra	what only this engine can show (may be left out)
#
# In a way that begins with "pod" the init pauses in the PID namespace of a pod;
# engine_start makes a container in that.
#
# All this happens in namespaces of its own (PID, mount, network, IPC, UTS), with
# a /run and a /var/lib of its own, so that nothing that an engine starts,
# mounts or connects outlives its script.
#
# What is done in every way is done twice: with podinit, and with bad_init, an
# init as it must not be. What is to be seen of either is stated, so that a check
# which cannot fail fails here.

# Control groups are in no namespace: they are removed as soon as whoever is in
# them has died.
remove_cgroups() {
	patience=100
	while [ "$patience" -gt 0 ] &&
	    [ "$(find /sys/fs/cgroup -path "*$unique*" | wc -l)" -gt 0 ]; do
		find /sys/fs/cgroup -depth -type d -path "*$unique*" \
		    -exec rmdir {} \; 2>/dev/null
		patience=$((patience - 1))
		sleep 0.05
	done
}

# Without root the script gets as far as saying that it needs it.
if [ -z "${engine_began:-}" ]; then
	engine_began=$(date +%s)
	# Is in the name of all that lies in no folder.
	unique=podinit-test-$engine_began-$$
	export engine_began unique
	if [ "$(id -u)" -eq 0 ]; then
		trap remove_cgroups EXIT
		trap 'exit 1' HUP INT TERM
		unshare --net --ipc --uts sh "$0" "$@"
		exit
	fi
fi

# This folder; what follows leaves the current one.
engines=$(cd "$(dirname "$0")" && pwd)

# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/../system/lib.sh"

orphans=20

state=$tests_folder/state
root=$state/root
# What an engine says; shown where a check fails.
log=$out
# What is typed where there is a terminal.
keys=$tests_folder/keys
io=
via=

# --- what a container is made of

# One static busybox; the init comes beside it.
make_root() {
	mkdir -p "$root/bin" "$root/dev" "$root/etc" "$root/proc" \
	    "$root/run" "$root/sys" "$root/tmp" "$root/usr"
	cp "$(command -v busybox)" "$root/bin/busybox"
	for applet in cat sh sleep true; do
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

# json_words WORD...: as JSON; no quotation mark stands in one here.
json_words() {
	printf '"%s"' "$1"
	shift
	[ $# -eq 0 ] || printf ', "%s"' "$@"
}

# Of podman's, containers.conf(5); no limits, for raising one takes a capability
# that a test machine may lack.
podman_configuration() {
	cat <<-EOT
	[containers]
	default_ulimits = []
	log_driver = "k8s-file"
	netns = "none"
	pids_limit = 0
	[engine]
	cgroup_manager = "cgroupfs"
	events_logger = "file"
	EOT
}

# Nobody waits for a daemon that does not end: the namespace is its end, too.
end_daemon() {
	[ -z "$daemon" ] || kill "$daemon" || return 0
	await gone "$daemon" || kill -s KILL "$daemon"
}

# A control group for what makes more of them beside its own: $cgroup.
make_cgroup() {
	cgroup=/sys/fs/cgroup/systemd
	[ -d "$cgroup" ] || cgroup=/sys/fs/cgroup
	cgroup=$cgroup/$unique
	mkdir "$cgroup"
}

# --- the checks: each sets $seen

# begin READY COMMAND...: a container, as soon as the command READY is true.
# $init is no number before it is a pid, for 0 is a process group.
begin() {
	ready=$1
	shift
	init=none
	main=
	rm -f "$root/up" "$root/guest"
	if engine_start "$@" >>"$log" 2>&1 </dev/null && is_pid "$init"; then
		main=${main:-$init}
		await "$ready" && return
	fi
	engine_stop 0 >>"$log" 2>&1
	return 1
}

is_pid() {
	[ "$1" -gt 0 ] 2>/dev/null
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

# A line of it, and its end.
takes_input() {
	io=-i
	printf '43\nrest' | engine_run sh -c \
	    'read -r n; cat; exit $n' >>"$log" 2>&1 && seen=0 || seen=$?
}

# A line that is typed, and Ctrl-C: main is in the foreground of its terminal.
takes_keys() {
	io=-it
	via="pty $keys"
	exec 9<>"$keys"
	engine_run sh -c "trap 'exit \$n' INT; echo ready; read -r n; \
echo got \$n; while :; do sleep 1000 & wait \$!; done" >>"$log" 2>&1 9>&- &
	client=$!
	await grep -q ready "$log" && echo 44 >&9 &&
	    await grep -q 'got 44' "$log" && printf '\003' >&9
	wait "$client" && seen=0 || seen=$?
	exec 9>&-
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
# of what they execute, so the orphans have none. The container goes on.
reaps_orphans() {
	begin_handler || return
	share=$orphans
	[ "$way" != pod ] || share=$((orphans / 2))
	engine_exec /bin/sh -c "i=0; while [ \$i -lt $share ]; do \
(/bin/sleep 1000 >&- 2>&- &); i=\$((i + 1)); done" >>"$log" 2>&1 </dev/null
	await counts living "$orphans"
	seen="$(living | wc -l) orphans"
	living | awk '{ print $2 }' | xargs kill -KILL
	await counts living 0
	await counts sleepers "${wanted##* }"
	seen="$seen, zombies: $(sleepers | wc -l)"
}

# expect NAME WANTED FUNCTION...: what is to be seen of podinit.
expect() {
	name="$engine, $way: $1"
	wanted=$2
	shift 2
	seen=nothing
	io=
	via=
	: >"$log"
	"$@"
	is "$seen" "$wanted" "$name"
}

# contrast NAME PODINIT BAD_INIT FUNCTION...: and what of bad_init.
contrast() {
	contrast_name=$1
	wanted=$2
	if [ "$subject" = bad_init ]; then
		contrast_name="$1: seen to fail"
		wanted=$3
	fi
	shift 3
	expect "$contrast_name" "$wanted" "$@"
}

# contrast_lasting STATUS: one container shows both, and ends with that status.
contrast_lasting() {
	contrast "orphans of exec" "$orphans orphans, zombies: 0" \
	    "$orphans orphans, zombies: $orphans" reaps_orphans
	contrast "stop, with a handler" "$1" "137, late" stop
}

# Where it holds a pod, it ends with 0.
contrast_pod() {
	contrast_lasting 0
}

# Where it has a main process.
contrast_init() {
	contrast "status 42" 42 99 ends sh -c 'exit 42'
	contrast_lasting 7
}

# The rest of what there is to be seen, for the first of the ways.
expect_all() {
	expect "status 0" 0 ends true
	expect "killed by a signal" 137 ends sh -c 'kill -KILL $$'
	expect "no such command" 127 ends /nothing/here
	expect "stdin" 43 takes_input
	expect "terminal" 44 takes_keys
	expect "stop, without a handler" 143 stops_program
	expect "stop, with a process from outside" 7 stops_guest
}

# tells_death CLIENT: the engine's log has the death report, and so has the file
# that it mounts where Kubernetes would.
tells_death() {
	: >"$state/termination-log"
	# shellcheck disable=SC2086 # the options are words
	"$1" run --name "$container" $options \
	    --volume "$state/termination-log:/dev/termination-log" \
	    --env PODINIT_TERMINATION_LOG=yes "$image" \
	    sh -c 'kill -s SEGV $$' >>"$log" 2>&1 </dev/null && seen=0 || seen=$?
	"$1" logs "$container" >"$state/logged" 2>&1
	"$1" rm "$container" >>"$log" 2>&1
	count_deaths "$state/logged" "$state/termination-log"
}

# count_deaths FILE...: how often each has the death report.
count_deaths() {
	for file; do
		seen="$seen $(grep -c "main process 'sh' (pid [0-9]*) was \
killed by SIGSEGV" "$file")"
	done
}

# --- the script

give_up() {
	cannot "$1" "$engine"
	tap_end
	exit 0
}

clean() {
	engine_down >>"$log" 2>&1 || :
}

engine_extra() { :; }

# engine_begin PROGRAM...: what takes root and these programs, in places that are
# the script's own.
engine_begin() {
	[ "$(id -u)" -eq 0 ] || give_up "needs root"
	for program; do
		command -v "$program" >/dev/null ||
		    give_up "$program is not installed"
	done
	# crun takes one version of control groups and no mixture of both.
	[ "$(findmnt -no FSTYPE /sys/fs/cgroup)" = cgroup2 ] ||
	    umount --all --types cgroup2
	mount -t tmpfs tmpfs /run
	mount -t tmpfs tmpfs /var/lib
	mkdir "$state"
	trap clean EXIT
	engine_up >"$log" 2>&1 || give_up "$(tail -n 1 "$log")"
}

engine_end() {
	echo "# $engine: $(($(date +%s) - engine_began)) s"
	tap_end
}

engine_checks() {
	# shellcheck disable=SC2086 # words
	engine_begin busybox $programs
	mkfifo "$keys"
	make_root
	for way in $ways; do
		for subject in podinit bad_init; do
			allowed=1
			[ $subject = bad_init ] || allowed=10
			engine_image "$tests_folder/bin/$subject" \
			    >>"$log" 2>&1
			case $way in
			pod*) contrast_pod ;;
			*) contrast_init ;;
			esac
			[ "$way, $subject" != "${ways%% *}, podinit" ] ||
			    expect_all
		done
	done
	engine_extra
	engine_end
}
