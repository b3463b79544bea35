#!/bin/sh
# Namespaces: each kind is new and the caller's untouched, those that exist are
# joined, new ones are pinned, --prestart is run outside, no input is put into
# the caller's terminal, and what cannot be had is explained.
. "$(dirname "$0")/lib.sh"

# NAME and the file below /proc/PID/ns, for each kind.
kinds="pid:pid mount:mnt uts:uts ipc:ipc net:net user:user cgroup:cgroup \
time:time"

# With no privilege every other kind needs a user namespace too.
privilege() {
	[ "$mode" != user ] || echo --map-root-user
}

# own FILE: of this script.
own() {
	readlink "/proc/self/ns/$1"
}

# Before a command: as root of a user namespace of nobody's.
nested="setpriv --reuid 65534 --regid 65534 --clear-groups \
unshare --user --map-root-user"

# script NAME: what comes on standard input becomes a command.
script() {
	{
		echo '#!/bin/sh'
		cat
	} >"bin/$1"
	chmod 755 "bin/$1"
}

# --- each kind

# spaces: prints all that its process is in.
script spaces <<'SPACES'
cd /proc/self/ns && readlink pid mnt uts ipc net user cgroup time
SPACES

# recorded COMMAND...: notes down those of the caller first.
script recorded <<'RECORDED'
spaces >callers && exec "$@"
RECORDED
: >callers
chmod 666 callers

# Those of main that are not the caller's.
differing() {
	sort callers "$out" callers | uniq -u | sed 's/:.*//' | sort | xargs
}

# each_place FUNCTION...: runs each as root, as nobody, and as the root of a
# user namespace. To be PID 1 makes no difference here.
each_place() {
	for function; do
		for place in $places; do
			tag=" [$place]"
			mode=subreaper
			within=
			case $place in
			user) mode=user ;;
			nested) within=$nested ;;
			esac
			alone "$function"
		done
	done
	tag=
	mode=subreaper
	within=
}

# from COMMAND...: sets via, in the place's user namespace.
from() {
	via="$within $*"
}

places="root user nested"
case $modes in
*user*) ;;
*) places=root ;;
esac

# as_files NAME...: the same from the names of --isolate, and that of the user
# namespace that somebody without privilege cannot do without.
as_files() {
	{
		printf '%s\n' "$@" | sed 's/mount/mnt/'
		[ "$mode" != user ] || echo user
	} | sort -u | xargs
}

t_one_kind() {
	from recorded
	for pair in $kinds; do
		kind=${pair%:*}
		# shellcheck disable=SC2046 # none, or one word
		run $(privilege) "--$kind" -- spaces
		is "$(differing)" "$(as_files "$kind")" \
		    "--$kind: that one is new"
	done
}

t_lists() {
	from recorded
	# shellcheck disable=SC2046
	run $(privilege) --isolate=uts,net -- spaces
	is "$(differing)" "$(as_files uts net)" \
	    "--isolate=uts,net: those are new"
	run --isolate -- spaces
	is "$(differing)" "$(as_files pid mount uts)" \
	    "--isolate: pid, mount and uts are new"
	run --isolate=all -- spaces
	is "$(differing)" \
	    "$(as_files pid mount uts ipc net user cgroup time)" \
	    "--isolate=all: all are new"
}

t_names() {
	from env
	before=$(uname -n)
	# shellcheck disable=SC2016,SC2046
	run $(privilege) --hostname=box --domainname=example -- \
	    sh -c 'uname -n; cat /proc/sys/kernel/domainname'
	is "$(xargs <"$out")" "box example" \
	    "--hostname and --domainname: the names inside"
	is "$(uname -n)" "$before" "--hostname: the caller's name stays"
	# shellcheck disable=SC2046
	run $(privilege) --hostname="$(printf '%065d' 0)" -- echo started
	refused 'sethostname 0{65}: .*longer than 64 bytes' \
	    "--hostname: too long a name"
}

t_clocks() {
	from env
	before=$(now)
	# shellcheck disable=SC2046
	run $(privilege) --boottime=1000s --monotonic=-250ms -- \
	    cat /proc/uptime /proc/self/timens_offsets
	moved=$(($(sed -n '1s/ .*//;1s/\.//;1p' "$out") - before))
	check "--boottime: the clock inside is ahead" \
	    between 100000 "$moved" "$((100000 + $(now) - before))"
	is "$(sed 1d "$out" | xargs)" "monotonic -1 750000000 boottime 1000 0" \
	    "--monotonic: back by a quarter of a second"
	# shellcheck disable=SC2046
	run $(privilege) --boottime=-90000h -- echo started
	refused 'set the clocks .*: .*a clock would be before 0' \
	    "--boottime: a clock before 0"
}

t_loopback() {
	from env
	# shellcheck disable=SC2046
	run $(privilege) --net -- busybox ping -c 1 -W "$deadline" 127.0.0.1
	is "$status" 0 "--net: lo answers"
	# shellcheck disable=SC2046
	run $(privilege) --net -- cat /sys/class/net/lo/operstate \
	    /proc/net/if_inet6
	check "--net: lo has its IPv6 address" grep -q '^0*1 ' "$out"
	from unshare --user --map-root-user --net
	run --uts -- busybox ping -c 1 127.0.0.1
	is "$status" 1 "without --net: nobody brings lo up"
}

# quoted TEXT: as a regular expression.
quoted() {
	printf '%s\n' "$1" | sed 's/[][]/\\&/g'
}

t_report() {
	from env
	run -v --isolate=all -- spaces
	while read -r space; do
		check "-v: ${space%:*} is told" \
		    said "^podinit: namespace $(quoted "$space"), new\$"
	done <"$out"
	# shellcheck disable=SC2046
	run -v $(privilege) --uts -- spaces
	check "-v: the caller's network is told" \
	    said "^podinit: namespace $(quoted "$(own net)"), not new\$"
	# shellcheck disable=SC2046
	run $(privilege) --uts -- true
	check "without -v nothing is told" silent
}

if busybox true 2>/dev/null; then
	each_place t_loopback
else
	cannot "busybox is not installed" "--net: lo answers"
fi
each_place t_one_kind t_lists t_names t_clocks t_report

# with_queue COMMAND...: in an IPC namespace that has a message queue.
script with_queue <<'QUEUE'
ipcmk -Q >/dev/null && exec "$@"
QUEUE

t_ipc() {
	for place in root nested; do
		tag=" [$place]"
		prefix=
		[ "$place" = root ] || prefix=$nested
		via="$prefix unshare --ipc with_queue"
		run --ipc -- sh -c 'wc -l </proc/sysvipc/msg'
		is "$(cat "$out")" 1 "--ipc: the caller's queue is not seen"
		run --uts -- sh -c 'wc -l </proc/sysvipc/msg'
		is "$(cat "$out")" 2 "without --ipc it is seen"
	done
	tag=
}

# A folder in which a cgroup can be made, or nothing.
cgroup_folder() {
	for folder in /sys/fs/cgroup/pids /sys/fs/cgroup/unified \
	    /sys/fs/cgroup; do
		if [ -w "$folder/cgroup.procs" ]; then
			echo "$folder"
			return
		fi
	done
}

# in_cgroup FOLDER COMMAND...
script in_cgroup <<'INSIDE'
echo $$ >"$1/cgroup.procs" || exit 99
shift
exec "$@"
INSIDE

t_cgroup() {
	own_folder=$(cgroup_folder)/podinit-test-$$
	if ! mkdir "$own_folder" 2>/dev/null; then
		cannot "no cgroup can be made" "--cgroup"
		return
	fi
	via="in_cgroup $own_folder"
	run --cgroup -- grep -v ':/$' /proc/self/cgroup
	is "$(cat "$out")" "" "--cgroup: /proc/self/cgroup says /"
	run --uts -- grep -c "/podinit-test-$$\$" /proc/self/cgroup
	is "$(cat "$out")" 1 "without --cgroup it says where"
	rmdir "$own_folder"
}

alone t_ipc
alone t_cgroup

# --- --join

# hold COMMAND...: a process in namespaces to be joined; $held is its pid.
hold() {
	rm -f held
	"$@" sh -c 'echo ready >held; exec sleep 1000' 2>/dev/null &
	held=$!
	await test -s held
}

release() {
	kill -s KILL "$held"
	wait "$held" 2>/dev/null || :
}

# in_its KIND...: main printed the held process's namespaces of these kinds.
in_its() {
	for file; do
		readlink "/proc/$held/ns/$file"
	done | cmp -s - "$out"
}

t_join_file() {
	hold unshare --net --uts
	run --join="/proc/$held/ns/net" -- readlink /proc/self/ns/net
	check "--join=FILE: that one is entered" in_its net
	run --join="/proc/$held/ns/net" -- readlink /proc/self/ns/uts
	is "$(cat "$out")" "$(own uts)" "--join=FILE: no other one is"
	run --join="/proc/$held/ns/net" --join="/proc/$held/ns/uts" -- \
	    readlink /proc/self/ns/net /proc/self/ns/uts
	check "--join twice: both are entered" in_its net uts
	run --join="/proc/$held/ns/net" --isolate --hostname=box -- \
	    sh -c 'uname -n; readlink /proc/self/ns/net'
	is "$(xargs <"$out")" "box $(readlink "/proc/$held/ns/net")" \
	    "--join combines with new ones"
	run --join="/proc/$held/ns/net" -- sh -c 'exit 7'
	is "$status" 7 "--join: the status comes out"
	release
}

t_join_process() {
	hold unshare --net --uts --ipc
	run --join="$held" -- readlink /proc/self/ns/net /proc/self/ns/uts \
	    /proc/self/ns/ipc
	check "--join=PID: all that differ are entered" in_its net uts ipc
	run --join="$held" -- readlink /proc/self/ns/mnt
	is "$(cat "$out")" "$(own mnt)" "--join=PID: the others stay"
	release
}

# The user namespace first, for its privilege, or last, for ours.
t_join_user() {
	# shellcheck disable=SC2086
	hold $nested --net --uts
	run --join="$held" -- readlink /proc/self/ns/net /proc/self/ns/user
	check "--join=PID by root: a user namespace last" in_its net user
	run --join="$held" -- id -u
	is "$(cat "$out")" 0 "--join=PID by root: root inside"
	mode=user
	run --join="$held" -- readlink /proc/self/ns/net /proc/self/ns/user
	check "--join=PID by its owner: a user namespace first" in_its net user
	run --join="/proc/$held/ns/net" -- echo started
	refused 'setns net namespace: .*CAP_SYS_ADMIN' \
	    "--join=FILE without its user namespace"
	release
	mode=subreaper
	hold unshare --net
	mode=user
	run --join="$held" -- echo started
	refused "join $held: .*another user's" "--join=PID of root by nobody"
	mode=subreaper
	release
}

# owner PID: of its descriptors in /proc.
owner() {
	stat -c %u "/proc/$1/fd"
}

# Who is in the namespaces already cannot look into podinit, nor out by what it
# has open: a process that he may look into has its files to itself.
t_join_hidden() {
	# shellcheck disable=SC2086
	hold $nested --net --pid --fork --kill-child
	joined=$(children "$held")
	mode=user
	# The folder of the file is one that is outside.
	start --join="$joined" --pid-file="$tests_folder/main" -- report
	await_line ready
	inner=$(children "$pid")
	is "$(owner "$pid") $(owner "$inner") $(owner "$(children "$inner")")" \
	    "0 0 65534" "--join: podinit is not to be looked into, main is"
	send TERM
	finish
	run --join="$joined" --user --boottime=1000s -- \
	    cat /proc/self/timens_offsets
	is "$status: $(sed 's/  */ /g;1d' "$out")" "0: boottime 1000 0" \
	    "--join: a user and a time namespace below what is joined"
	mode=subreaper
	release
}

t_join_pid() {
	rm -f init
	unshare --pid --fork --kill-child --mount-proc \
	    sh -c 'echo ready >init; exec sleep 1000' &
	unshare=$!
	await test -s init
	held=$(children "$unshare")
	# shellcheck disable=SC2016
	run --join="$held" -- sh -c '
		orphan=$(sh -c "sleep 0.1 >/dev/null & echo \$!")
		cat /proc/1/comm
		[ $$ -ne 1 ] && echo $PPID
		until [ "$(awk "{ print \$4 }" "/proc/$orphan/stat" \
		    2>/dev/null || echo gone)" = gone ]; do sleep 0.01; done
		readlink /proc/self/ns/pid'
	is "$(sed -n 1p "$out")" sleep "--join=PID: its /proc and its PID 1"
	is "$(sed -n 3p "$out")" "$(readlink "/proc/$held/ns/pid")" \
	    "--join=PID: its PID namespace"
	is "$status" 0 "--join=PID: an orphan is reaped there"
	for file in "$held" "/proc/$held/ns/pid"; do
		run --join="$file" --pid -- echo started
		refused '^podinit: --pid: expected without --join of a PID' \
		    "--join of a PID namespace, and a new one"
	done
	release
	wait "$unshare" 2>/dev/null || :
	touch above
	mount --bind /proc/self/ns/pid above
	via="unshare --pid --fork --kill-child --mount-proc"
	run --join="$tests_folder/above" -- echo started
	refused 'setns pid namespace: .*those below it' \
	    "--join of the PID namespace above"
	umount above
}

t_join_nothing() {
	from env
	mkfifo -m 666 fifo
	for file in /etc/passwd "$tests_folder" /dev/null \
	    "$tests_folder/fifo" /proc/version; do
		run --join="$file" -- echo started
		refused "join $file: not a namespace" "--join=$file"
	done
	rm fifo
	run --join=/nowhere -- echo started
	refused 'join /nowhere: No such file' "--join of a missing file"
	run --join=4194303 -- echo started
	refused 'join 4194303: No such process' "--join of a missing process"
	run --join="/proc/self/ns/net" --join="/proc/self/ns/user" -- true
	is "$status" 0 "--join of what podinit is in changes nothing"
}

alone t_join_file
alone t_join_process
alone t_join_user
alone t_join_hidden
alone t_join_pid
each_place t_join_nothing

# --- --pin

pinned() {
	[ "$(findmnt --noheadings --output FSTYPE --mountpoint "$1")" = nsfs ]
}

# A place that is shared with no other mount namespace, as /run/netns is not.
pin_place() {
	mkdir -p pins
	mount --bind pins pins
	mount --make-private pins
}

# kept_at FILE COMMAND...: which namespace FILE keeps after COMMAND.
script kept_at <<'KEPT'
file=$1
shift
"$@"
findmnt --noheadings --output FSROOT --mountpoint "$file"
KEPT

# A mount namespace is kept only in an older one. Some kernels tell by numbers
# that each processor hands out for itself, so that both are made on one.
t_pin_mount() {
	processor=$(sed -n 's/^Cpus_allowed_list:\t\([0-9]*\).*/\1/p' \
	    /proc/self/status)
	pin=$tests_folder/pins/mount
	via="taskset -c $processor unshare --mount --propagation private \
	    kept_at $pin"
	run --isolate=all --pin="mount:$pin" -- readlink /proc/self/ns/mnt
	is "$(sed -n 2p "$out")" "$(sed -n 1p "$out")" \
	    "--pin=mount: main's is kept"
	check "--pin=mount: that is said by both" grep -q '^mnt:' "$out"
	rm -f "$pin"
}

t_pin() {
	for pair in $(echo "$kinds" | sed 's/mount:mnt//'); do
		kind=${pair%:*}
		file=${pair#*:}
		pin=$tests_folder/pins/$kind
		run --isolate=all --pin="$kind:$pin" -- \
		    readlink "/proc/self/ns/$file"
		check "--pin=$kind: it is kept" pinned "$pin"
		is "$(findmnt --noheadings --output FSROOT --mountpoint "$pin")" \
		    "$(cat "$out")" "--pin=$kind: it is main's"
		umount "$pin"
		rm -f "$pin"
	done
}

t_pin_lasts() {
	pin=$tests_folder/pins/net
	run --net --uts --hostname=kept --pin="net:$pin" \
	    --pin="uts:$tests_folder/pins/uts" -- true
	run --join="$pin" --join="$tests_folder/pins/uts" -- \
	    sh -c 'uname -n; cat /proc/net/if_inet6'
	is "$(sed -n 1p "$out")" kept "a pinned namespace can be joined later"
	check "a pinned network has its lo still" grep -q ' lo$' "$out"
	umount "$pin" pins/uts
	rm -f "$pin" pins/uts
	run --net --pin="net:$pin" -- sh -c 'exit 7'
	is "$status" 7 "--pin: the status comes out"
	umount "$pin"
	rm -f "$pin"
}

t_pin_undone() {
	pin=$tests_folder/pins/net
	run --net --pin="net:$pin" --prestart="test -s /dev/null" -- echo no
	refused 'prestart' "--pin: a failing start"
	check "a failing start leaves no mount" not pinned "$pin"
	check "a failing start leaves no file" not test -e "$pin"
	run --net --uts --pin="net:$pin" --pin=uts:/nowhere/uts -- echo no
	refused 'pin uts namespace at /nowhere/uts: No such file' \
	    "--pin: one of two cannot be made"
	check "the first is undone" not pinned "$pin"
	: >"$pin"
	run --net --pin="net:$pin" --prestart=false -- echo no
	check "a failing start leaves a file that was there" test -e "$pin"
	check "but no mount on it" not pinned "$pin"
	rm -f "$pin"
}

t_pin_wrong() {
	for pin in net net: netz:/x :/x; do
		run --net --pin="$pin" -- echo started
		refused "--pin=$pin: expected KIND:FILE" "--pin=$pin"
	done
	run --net --pin="uts:$tests_folder/pins/x" -- echo started
	refused 'expected with a new namespace' "--pin of a kind that is not new"
	mode=user
	run --map-root-user --net --pin="net:/tmp/x$$" -- echo started
	refused 'pin net namespace at .*(not permitted|denied)' \
	    "--pin without privilege"
	rm -f "/tmp/x$$"
	mode=subreaper
	# A second namespace shares the place, and would get a copy.
	mount --make-shared pins
	unshare --mount --propagation unchanged \
	    sh -c 'echo ready >held; exec sleep 1000' &
	held=$!
	await test -s held
	run --isolate --pin="mount:$tests_folder/pins/mount" -- echo started
	refused 'pin mount namespace at .*shared' \
	    "--pin=mount at a place that others share"
	release
	mount --make-private pins
	rm -f held
}

alone pin_place
alone t_pin
alone t_pin_mount
alone t_pin_lasts
alone t_pin_undone
alone t_pin_wrong
umount pins

# --- --prestart

t_prestart() {
	from env
	cat >hook <<'HOOK'
echo "hook $PODINIT_PID"
readlink "/proc/$PODINIT_PID/ns/net"
readlink /proc/self/ns/net
sed 's/^/state /'
HOOK
	# shellcheck disable=SC2016,SC2046
	run $(privilege) --net --prestart=". $tests_folder/hook" -- \
	    sh -c 'echo "main ${PODINIT_PID-}"; readlink /proc/self/ns/net'
	is "$status" 0 "--prestart succeeds, main runs"
	inner=$(sed -n 's/^hook //p' "$out")
	is "$(sed -n 's/^state //p' "$out")" \
	    "{\"ociVersion\":\"1.0.2\",\"id\":\"podinit-$inner\",\"status\":\"created\",\"pid\":$inner,\"bundle\":\"$tests_folder\"}" \
	    "--prestart: the state comes on standard input"
	is "$(sed -n 3p "$out")" "$(own net)" \
	    "--prestart runs in the caller's namespaces"
	is "$(sed -n 5p "$out")" "main " \
	    "--prestart ends before main starts, PODINIT_PID with it"
	is "$(sed -n 6p "$out")" "$(sed -n 2p "$out")" \
	    "PODINIT_PID has main's network"
}

# Whatever podinit itself joins: there may be no command to be found there.
t_prestart_stays() {
	hold unshare --net --uts --mount
	# shellcheck disable=SC2016 # the hook's
	run --join="$held" --ipc --prestart='readlink /proc/self/ns/net \
	    /proc/self/ns/uts /proc/self/ns/mnt "/proc/$PODINIT_PID/ns/net"' \
	    -- readlink /proc/self/ns/net
	is "$(head -n 3 "$out" | xargs)" "$(own net) $(own uts) $(own mnt)" \
	    "--prestart with --join runs where podinit was started"
	is "$(tail -n 2 "$out" | uniq)" "$(readlink "/proc/$held/ns/net")" \
	    "... and PODINIT_PID is in what is joined"
	release
}

t_prestart_fails() {
	from env
	# shellcheck disable=SC2046,SC2016
	run $(privilege) --net --prestart='exit 3' -- echo started
	refused 'prestart exit 3: exited with status 3' "--prestart fails"
	# shellcheck disable=SC2046,SC2016
	run $(privilege) --net --prestart='kill -KILL $$' -- echo started
	refused 'prestart .*: was killed by SIGKILL' "--prestart is killed"
	run --prestart=true -- echo started
	refused '--prestart: expected with' "--prestart without a namespace"
}

t_prestart_ended() {
	from env
	for pair in TERM:143 INT:130 "KILL:signal 9"; do
		rm -f hooked
		# shellcheck disable=SC2046
		start $(privilege) --net --prestart="sleep 1000 &
		    echo \$PODINIT_PID \$! >hooked; wait" -- echo started
		await test -s hooked
		send "${pair%:*}"
		finish
		is "$status" "${pair#*:}" "${pair%:*} while --prestart runs"
		check "${pair%:*}: main is not started" not test -s "$out"
		read -r inner hook <hooked
		check "${pair%:*}: nothing is left inside" await gone "$inner"
		check "${pair%:*}: nothing is left of --prestart" \
		    await gone "$hook"
	done
}

# The directory's name has what JSON has to escape.
t_prestart_state() {
	mkdir 'a"b\c	d'
	(
		cd 'a"b\c	d' || exit
		run --uts --prestart=cat -- true
	)
	check "--prestart: the state is escaped" \
	    grep -Fq '/a\"b\\c\u0009d"}' "$out"
	rmdir 'a"b\c	d'
}

each_place t_prestart t_prestart_fails t_prestart_ended
alone t_prestart_state
alone t_prestart_stays

# --- TIOCSTI

keys=$tests_folder/keys
mkfifo "$keys"
exec 9<>"$keys"

# How often an attempt of the helper's ended so.
ended() {
	grep -c ": $1\$" "$out"
}

t_terminal_input() {
	from pty "$keys"
	run --isolate -- type
	attempts=$(grep -c '^TIOC\(STI\|LINUX\)' "$out")
	is "$(ended 'Operation not permitted')" "$attempts" \
	    "--isolate: nothing is put into the terminal"
	check "--isolate: every other ioctl is let through" \
	    grep -qx 'TIOCGWINSZ: done' "$out"
	if [ "$(uname -m)" = x86_64 ]; then
		is "$(grep -A 1 '^setsockopt' "$out" | xargs -d '\n')" \
		    "setsockopt: Socket operation on non-socket lchown by int80: Bad address" \
		    "--isolate: and so is what has its number elsewhere"
	fi
	run --isolate -- sed -n 's/^NoNewPrivs:\t//p' /proc/self/status
	is "$(cat "$out")" 0 "--isolate: no_new_privs is not set for that"
	# dash says so where it has no job control.
	run --isolate -- sh -ic 'sleep 0 & fg >/dev/null; echo $?'
	is "$(xargs <"$out") $(cat "$err")" "0 " "--isolate: job control works"
	run -- type
	if [ "$(cat /proc/sys/dev/tty/legacy_tiocsti 2>/dev/null)" = 0 ]; then
		cannot "the kernel forbids it itself" "the terminal of an init"
	else
		check "without a namespace the terminal is as it was" \
		    grep -qx 'TIOCSTI: done' "$out"
	fi
}

each_place t_terminal_input
exec 9>&-

# --- what cannot be had

# limited KIND COMMAND...: where nobody may have namespaces of that kind.
script limited <<'LIMITED'
echo 0 >"/proc/sys/user/max_$1_namespaces" || exit 99
shift
exec "$@"
LIMITED

t_limits() {
	for pair in $kinds; do
		kind=${pair%:*}
		file=${pair#*:}
		via="unshare --user --map-root-user limited $file"
		run "--$kind" -- echo started
		refused "(clone|unshare) $kind namespace: No space left on device \\($kind namespaces are disabled: user.max_${file}_namespaces is 0\\)" \
		    "--$kind: none are allowed"
	done
	via="unshare --user --map-root-user limited uts"
	run --isolate -- echo started
	refused 'clone pid, mount and uts namespaces: .*user.max_uts_names' \
	    "--isolate: one kind of three is not allowed"
}

# deep LEVELS COMMAND...: so many user namespaces below.
script deep <<'DEEP'
levels=$(($1 - 1))
shift
if [ "$levels" -ge 0 ]; then
	exec unshare --user --map-root-user deep "$levels" "$@"
fi
exec "$@"
DEEP

t_depth() {
	# How deep the test itself stands is not known; the limit is 33.
	levels=33
	while [ "$levels" -gt 0 ] && ! deep "$levels" true 2>/dev/null; do
		levels=$((levels - 1))
	done
	via="deep $levels"
	run --user -- echo started
	refused 'clone user namespace: .*nested more than 32 deep' \
	    "--user: nested too deep"
}

t_privilege() {
	via="setpriv --bounding-set -sys_admin --inh-caps -sys_admin"
	run --net --uts -- echo started
	refused 'clone uts and net namespaces: .*CAP_SYS_ADMIN is missing' \
	    "--net without CAP_SYS_ADMIN"
	via="unshare --user"
	run --user -- echo started
	refused 'clone user namespace: .*own ids are not mapped' \
	    "--user by a process without mapped ids"
	via="deny unshare=EPERM --"
	run --time -- echo started
	refused 'unshare time namespace: .*a seccomp filter is in force' \
	    "--time where a seccomp filter forbids it"
}

# restricted COMMAND...: where AppArmor lets nobody without privilege use a user
# namespace, as the sysctl tells it.
script restricted <<'RESTRICTED'
mount -t tmpfs none /proc/sys/kernel || exit 99
echo 1 >/proc/sys/kernel/apparmor_restrict_unprivileged_userns
exec setpriv --reuid 65534 --regid 65534 --clear-groups \
    --bounding-set -all "$@"
RESTRICTED

# The namespace is there by then, and the call that would furnish it refused.
t_furnishing() {
	while read -r denied options reason; do
		options=$(echo "$options" | tr , " ")
		via="unshare --mount restricted deny $denied --"
		# shellcheck disable=SC2086 # words
		run --isolate $options -- echo started
		refused "$reason.* \(AppArmor restricts unprivileged user namespaces: kernel.apparmor_restrict_unprivileged_userns is 1\)" \
		    "$denied, where AppArmor restricts user namespaces"
		via="deny $denied --"
		# shellcheck disable=SC2086 # words
		run --isolate $options -- echo started
		refused "$reason.* \(a seccomp filter is in force" \
		    "$denied by a seccomp filter"
	done <<-'REFUSED'
		clone=EPERM --net clone pid
		mount=EACCES --net change the propagation of /: Permission
		mount=EPERM --net change the propagation of /: Operation
		sethostname=EPERM --hostname=box sethostname box: Operation
		pivot_root=EPERM --root=/,--no-mount-proc pivot_root /: Operation
	REFUSED
}

# A file system that is no procfs, with what podinit would write to.
script with_false_proc <<'FALSE'
mount -t tmpfs none /proc
mkdir -p /proc/self /proc/thread-self
: >/proc/self/timens_offsets
exec "$@"
FALSE

t_false_proc() {
	via="unshare --mount with_false_proc"
	run --boottime=1000s -- echo started
	refused 'open /proc to set the clocks' "--boottime by a false /proc"
	run --join=1 -- echo started
	refused 'join 1: open /proc' "--join=PID by a false /proc"
	run -v --uts -- true
	check "-v by a false /proc: unknown" \
	    said '^podinit: namespace net:\[unknown\], not new$'
	is "$status" 0 "a false /proc is no reason not to start"
}

alone t_limits
alone t_depth
alone t_privilege
alone t_furnishing
if $sanitized; then
	skip "a sanitizer needs /proc" "a false /proc"
else
	alone t_false_proc
fi

tap_end
