#!/bin/sh
# --status: what is below an init, who leaves zombies, in which namespaces, and
# how near the limits are; asked from inside, from outside, and by whom it is
# none of his business.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

if [ "$quick" = 1 ]; then
	crowd=1000
else
	crowd=5000
fi
shown=$tests_folder/shown

# show OPTION...: podinit with these, through $by; sets $status.
by=
show() {
	# shellcheck disable=SC2086 # words
	$by "$podinit" "$@" >"$shown" 2>"$err" && status=0 || status=$?
}

# From inside, as an engine's exec enters.
inside() {
	by="nsenter -t $pid -p -m"
}

outside() {
	by=
}

# rows: the first table, without its head.
rows() {
	sed '1d;/^$/,$d' "$shown"
}

# section NAME: the rows of the table whose head begins so.
section() {
	sed -n "/^$1 /,/^\$/p" "$shown" | sed '1d;/^$/d'
}

heads() {
	grep '^[A-Z][A-Z]' "$shown" | tr -s ' '
}

# One row for each process: a pid, its parent, a state, an age.
well_formed() {
	! rows | grep -Evq \
	    '^[0-9]+ +[0-9]+ +[A-Za-z] +[0-9]+[0-9a-z.]* +[^ ]'
}

# brood_below OPTION...: a main process with a brood below it; sets $brood.
brood_below() {
	start sh -c 'brood "$@" & wait' sh "$@"
	await_line ready
	main=$(children "$pid")
	brood=$(children "$main")
}

# end: of what was started.
end() {
	kill -s KILL "$pid"
	finish
}

tree() {
	brood_below 3
	inside
	show --status
	is "$status" 0 "from inside: status"
	check "from inside: nothing on standard error" silent
	is "$(heads | xargs)" "PID PARENT STATE AGE COMMAND ZOMBIES PARENT \
STATE COMMAND NAMESPACE ID CALLER LIMIT USED MAX" "its tables"
	check "each row is as the manual has it" well_formed
	is "$(rows | head -n 6 | awk '{ print $2, $3, $5 }' | xargs)" \
	    "0 S podinit 1 S sh 2 S brood 3 Z brood 3 Z brood 3 Z brood" \
	    "the tree from PID 1 down, parents first"
	is "$(rows | head -n 4 | sed 's/.*[0-9a-z] \( *\)[a-z]*$/\1|/' | xargs)" \
	    "| | | |" "levels are columns"
	is "$(rows | sed -n '7,$p' | awk '{ print $2, $5 }' | xargs)" \
	    "0 podinit" "who entered from outside comes last"
	is "$(section ZOMBIES | tr -s ' ')" "3 3 S brood" \
	    "who leaves zombies, and how many"
	end
}

# The indent of each level is two more than that of its parent's.
levels() {
	brood_below 1
	outside
	show --status="$pid"
	is "$(rows | awk '{ print index($0, $5) }' | xargs)" "33 35 37 39" \
	    "each level is two columns further in"
	end
}

# In an image in which there is podinit and nothing else, not even a shell.
alone_in_image() {
	mkdir -p image/proc
	cp "$podinit" image/init
	start --isolate --root="$PWD/image" -- /init --pause
	await has_init
	by="nsenter -t $main -p -m -r"
	podinit=/init
	show --status
	podinit=$tests_folder/bin/podinit
	is "$status" 0 "in an image with nothing else: status"
	is "$(heads | awk '{ print $1 }' | xargs)" \
	    "PID ZOMBIES NAMESPACE LIMIT" "in an image with nothing else: tables"
	is "$(rows | awk '{ print $2, $5 }' | xargs)" "0 podinit 1 init 0 init" \
	    "in an image with nothing else: the tree"
	end
}

# Sets main to the init in the image, which the two podinits have started.
has_init() {
	main=$(children "$(children "$pid")")
	[ "$(cat "/proc/${main:-none}/comm" 2>/dev/null)" = init ]
}

# In numbers of who asks.
from_outside() {
	brood_below 50
	outside
	show --status="$pid"
	is "$status" 0 "from outside: status"
	is "$(rows | awk '{ print $1, $2 }' | head -n 3 | xargs)" \
	    "$pid $(parent_of "$pid") $main $pid $brood $main" \
	    "from outside: the processes below PID"
	is "$(rows | awk '$3 == "Z"' | wc -l)" 50 "50 zombies are shown"
	is "$(section ZOMBIES | tr -s ' ')" "50 $brood S brood" \
	    "50 zombies have a parent"
	kill -s STOP "$brood"
	await in_state T "$brood"
	show --status="$pid"
	is "$(section ZOMBIES | tr -s ' ')" "50 $brood T brood" \
	    "a parent that is stopped has the state T"
	show --status="$brood"
	is "$(rows | wc -l)" 51 "any process can be asked for"
	end
}

parent_of() {
	field PPid "$1"
}

# Not dead, though its state says so.
headless() {
	start brood -h 2
	await_line ready
	outside
	show --status="$pid"
	is "$(rows | awk '{ print $3 }' | xargs)" "S z Z Z" \
	    "a process whose first thread has ended is no zombie"
	is "$(section ZOMBIES | awk '{ print $1, $3 }')" "2 z" \
	    "and leaves some"
	end
}

namespaces() {
	start sleep 1000
	await has_child
	inside
	show --status
	is "$(section NAMESPACE | awk '{ print $3 }' | sort -u)" same \
	    "from inside all namespaces are the caller's"
	outside
	show --status="$pid"
	for kind in pid mount; do
		is "$(section NAMESPACE | awk -v k=$kind '$1 == k { print $3 }')" \
		    other "from outside the $kind namespace is another"
	done
	for kind in uts net; do
		is "$(section NAMESPACE | awk -v k=$kind '$1 == k { print $3 }')" \
		    same "from outside the $kind namespace is the same"
	done
	for pair in pid:pid mount:mnt net:net; do
		is "$(section NAMESPACE | awk -v k="${pair%:*}" \
		    '$1 == k { print $2 }')" \
		    "$(readlink "/proc/$pid/ns/${pair#*:}" | tr -dc 0-9)" \
		    "the ${pair%:*} namespace has its number"
	done
	end
}

limits() {
	if ! pids_group; then
		cannot "no control group for pids" "how near the limit is"
		return
	fi
	start sh -c 'brood 9 & wait'
	await_line ready
	echo 100 >"$group/pids.max"
	for process in "$pid" $(children "$pid") \
	    $(children "$(children "$pid")"); do
		echo "$process" >"$group/cgroup.procs"
	done
	outside
	show --status="$pid"
	is "$(section LIMIT | awk '$1 == "pids" { print $2, $3 }')" \
	    "$(cat "$group/pids.current") 100" "how near the pids limit is"
	echo max >"$group/pids.max"
	show --status="$pid"
	is "$(section LIMIT | awk '$1 == "pids" { print $3 }')" max \
	    "no limit"
	end
	await rmdir "$group" 2>/dev/null
}

# Another's namespaces cannot be read, and that is said.
unprivileged() {
	start sleep 1000
	await has_child
	by="launch -u"
	show --status="$pid"
	is "$status" 0 "to nobody: status"
	is "$(rows | awk '{ print $5 }' | xargs)" "podinit sleep" \
	    "to nobody: the tree"
	is "$(section NAMESPACE | awk '$1 == "pid" { print $2, $3, $4, $5 }')" \
	    "? ? (Permission denied)" "to nobody: what cannot be read"
	check "to nobody: nothing on standard error" silent
	end
}

# Not even to be seen.
hidden() {
	start sleep 1000
	await has_child
	by="launch -1"
	for level in 1 2; do
		cat >hidden.sh <<-EOF
		mount -o remount,hidepid=$level /proc
		sleep 1000 &
		exec launch -u "$podinit" --status=\$1
		EOF
		show_in hidden.sh 1
		is "$status" 125 "hidepid=$level: what is hidden is not there"
		check "hidepid=$level: one says why" \
		    said 'podinit: --status=1: .*hides it'
	done
	end
}

# show_in SCRIPT PID
show_in() {
	$by sh "$@" >"$shown" 2>"$err" && status=0 || status=$?
}

absent() {
	outside
	for number in 4000000 2147483647; do
		show --status=$number
		is "$status" 125 "no process $number: status"
		check "no process $number: one line" one_line
		check "no process $number: the line" \
		    said "^podinit: --status=$number: there is no such process"
		check "no process $number: nothing on standard output" \
		    not [ -s "$shown" ]
	done
}

# A thread's number is no process's.
thread() {
	start brood -h 0
	await_line ready
	main=$(children "$pid")
	for task in "/proc/$main/task/"*; do
		task=${task##*/}
		[ "$task" = "$main" ] || other=$task
	done
	outside
	show --status="$other"
	is "$status" 125 "a thread that is not the first is no process"
	end
}

# Only what is a procfs, and of this PID namespace, is believed.
proc_() {
	by="launch -e"
	show --status
	is "$status" 125 "without /proc: status"
	check "without /proc: the line" said '^podinit: /proc: .*procfs'
	by="unshare --pid --fork"
	show --status
	is "$status" 125 "with another namespace's /proc: status"
	check "with another namespace's /proc: one line" one_line
}

broken_output() {
	outside
	for number in 1 $$; do
		"$podinit" --status="$number" >/dev/full 2>"$err" && status=0 ||
		    status=$?
		is "$status" 125 "standard output is a full disk: status"
		check "standard output is a full disk: the line" \
		    said '^podinit: write standard output: No space left'
	done
	"$podinit" --status >&- 2>"$err" && status=0 || status=$?
	is "$status" 125 "standard output is closed: status"
	check "standard output is closed: the line" \
	    said '^podinit: write standard output: Bad file descriptor'
	{
		await test -e "$tests_folder/gone"
		"$podinit" --status 2>"$err" && echo 0 >code || echo $? >code
	} | sh -c 'exec <&-; : >"$1/gone"' sh "$tests_folder"
	is "$(cat code)" 125 "nobody reads standard output: status"
	check "nobody reads standard output: the line" \
	    said '^podinit: write standard output: Broken pipe'
}

# A name can fake neither a row nor another state, and does no harm.
names() {
	start brood -t 1
	await_line ready
	outside
	show --status="$pid"
	check "a name is escaped" \
	    grep -Fq 'x\x0a\x1b[2J) Z 1 1' "$shown"
	is "$(rows | awk '{ print $3 }' | xargs)" "S S Z" \
	    "a name is not taken for what follows it"
	is "$(LC_ALL=C tr -d '\n -~' <"$shown" | wc -c)" 0 \
	    "all that is printed prints"
	check "a name makes no row" well_formed
	end
}

# More than can be looked up one by one; and a pipe that nobody empties holds
# up nobody who wants it to end.
crowded() {
	start brood -l $((crowd / 2)) $((crowd / 2))
	await_line ready
	outside
	began=$(now)
	show --status="$pid"
	took=$(($(now) - began))
	echo "# $crowd processes took $((took * 10)) ms"
	is "$(rows | wc -l)" $((crowd + 2)) "$crowd processes: each is shown"
	is "$(section ZOMBIES | awk '{ print $1 }')" $((crowd / 2)) \
	    "$crowd processes: the zombies are counted"
	check "$crowd processes: in a few seconds" between 0 "$took" 500
	shows=$pid
	mkfifo pipe
	exec 3<>pipe
	head -c 65536 /dev/zero >pipe
	begin_showing
	await in_state S "$showing"
	kill -s TERM "$showing"
	wait "$launched" && status=0 || status=$?
	is "$status" 143 "TERM ends it while standard output is full"
	exec 3<&-
	end
}

# launch resets what the shell has background jobs ignore.
begin_showing() {
	launch -p showing.pid "$podinit" --status="$shows" >pipe 2>"$err" &
	launched=$!
	await test -s showing.pid
	showing=$(cat showing.pid)
}

# The same rows as objects, whatever a name holds.
as_json() {
	brood_below -t 3
	outside
	show --status="$pid"
	rows | awk '{ print $1, $2, $3 }' >seen-process
	section ZOMBIES | awk '{ print $1, $2, $3 }' >seen-zombies
	section NAMESPACE | awk '{ print $1, $2, $3 }' >seen-namespace
	show --log-format=json --status="$pid"
	is "$status" 0 "as JSON: status"
	cat >compare.py <<-'EOF'
	import json, sys
	rows = {}
	for line in open(sys.argv[1], encoding="utf-8"):
	    row = json.loads(line)
	    rows.setdefault(row["show"], []).append(row)
	def same(name, of):
	    wanted = open("seen-" + name).read().splitlines()
	    got = [" ".join(str(x) for x in of(row)) for row in rows[name]]
	    assert got == wanted, (got, wanted)
	same("process", lambda r: (r["pid"], r["parent"], r["state"]))
	same("zombies", lambda r: (r["count"], r["parent"], r["state"]))
	same("namespace", lambda r: (r["kind"], r["id"],
	     "same" if r["is_callers"] else "other"))
	assert [r["name"] for r in rows["limit"]] == ["pids", "memory"]
	assert any("\x1b" in r["command"] for r in rows["process"])
	EOF
	check "as JSON: the same" python3 compare.py "$shown"
	end
}

# The init has not noticed.
unnoticed() {
	tells=false
	start -q sleep 1000
	await has_child
	await in_state S "$pid"
	before=$(switches)
	inside
	show --status
	is "$(switches)" "$before" "the init sleeps on"
	end
}

switches() {
	awk '/ctxt_switches/ { n += $2 } END { print n }' "/proc/$pid/status"
}

in_mode pid1 tree
in_mode pid1 levels
in_mode subreaper alone_in_image
in_mode pid1 from_outside
in_mode pid1 namespaces
in_mode pid1 limits
in_mode pid1 unprivileged
in_mode pid1 unnoticed
in_mode subreaper names
in_mode subreaper headless
in_mode subreaper thread
in_mode subreaper crowded
in_mode subreaper as_json
for test in absent proc_ broken_output hidden; do
	alone "$test"
done
tap_end
