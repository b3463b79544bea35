#!/bin/sh
# podinit beside the programs it stands in for: the same words, the same
# environment, and the same status, output and messages, but for what
# differences.txt says.
set -eu
list=$(cd "$(dirname "$0")" && pwd)/differences.txt
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

step=1
if [ "$quick" = 1 ]; then
	step=17
fi
ours=$tests_folder/ours
mkdir "$ours"
for name in tini tini-static dumb-init catatonit pause; do
	ln -s "$podinit" "$ours/$name"
done
# The cases that were seen to differ.
: >cases
# Some of them die of the signal of a fault.
prlimit --core=0 --pid $$

# What differs from run to run: numbers of processes, and where a program is.
plain() {
	sed -e 's/([0-9]*)/(PID)/; s/:[0-9]*):/:PID):/' \
	    -e "s/\(pid:*\) '[0-9]*'/\1 'PID'/; s/PID [0-9]*/PID N/" \
	    -e 's/pid=[0-9]*/pid=N/' -e "s|$folder/|./|g" "$1"
}

# ask FOLDER WORD...: what the program there does with them.
ask() {
	folder=$1
	shift
	status=0
	"$folder/$name" "$@" </dev/null >"$out" 2>"$err" || status=$?
	{
		echo "status $status"
		plain "$out" | sed 's/^/out: /'
		plain "$err" | sed 's/^/err: /'
	} >"asked.$(basename "$folder")"
}

# Where nobody can be asked there is nothing to compare.
ask_both() {
	ask /usr/bin "$@"
	mv asked.bin asked.theirs
	ask "$ours" "$@"
}

agree() {
	ask_both "$@"
	none "$name $*" diff asked.theirs asked.ours
}

# The same in any order: who is started may be faster than who starts it.
agree_sorted() {
	ask_both "$@"
	for asked in asked.theirs asked.ours; do
		sort -o "$asked" "$asked"
	done
	none "$name $*" diff asked.theirs asked.ours
}

# The same but for a usage, a version or a license, which are podinit's own:
# only where these are said has to be the same.
agree_status() {
	ask_both "$@"
	for asked in asked.theirs asked.ours; do
		sed -e "\|^err: ./$name: |b" -e 's/^\(...: \).*/\1/' "$asked" |
		    uniq >"$asked.where"
	done
	none "$name $*: the status, and where it is said" \
	    diff asked.theirs.where asked.ours.where
}

# differs CASE NAME: both were asked, and the list knows that they disagree.
differs() {
	echo "$1" >>cases
	if ! grep -q "^$1[[:blank:]]" "$list"; then
		fail "$2: differences.txt has no $1"
	elif cmp -s asked.theirs asked.ours; then
		fail "$2: $1 is no difference"
	else
		pass "$2: $1"
	fi
}

unlike() {
	case=$1
	shift
	ask_both "$@"
	differs "$case" "$name $*"
}

# of_both COMMAND...: what it sees of each, which is the podinit it has.
of_both() {
	for folder in /usr/bin "$ours"; do
		podinit=$folder/$name
		"$@" >"asked.$(basename "$folder")"
	done
	mv asked.bin asked.theirs
}

# alike NAME COMMAND...
alike() {
	alike_name=$1
	shift
	of_both "$@"
	none "$name: $alike_name" diff asked.theirs asked.ours
}

# alike_and NAME WANTED COMMAND...: and this is what is seen, in one line.
alike_and() {
	alike_name=$1
	wanted=$2
	shift 2
	of_both "$@"
	is "$(xargs <asked.theirs), $(xargs <asked.ours)" "$wanted, $wanted" \
	    "$name: $alike_name"
}

# apart CASE NAME THEIRS OURS COMMAND...: this is seen of them, and of us.
apart() {
	case=$1
	apart_name=$2
	wanted="$3, $4"
	shift 4
	of_both "$@"
	seen="$(xargs <asked.theirs), $(xargs <asked.ours)"
	if [ "$seen" = "$wanted" ]; then
		differs "$case" "$name: $apart_name"
	else
		is "$seen" "$wanted" "$name: $apart_name"
	fi
}

# --- signals

# Those that are treated like any other by everybody.
ordinary="1 2 3 10 12 13 14 15 16 18 23 24 25 26 27 28 29 30"
ordinary="$ordinary $(seq -s ' ' 34 64)"
faults="4 5 6 7 8 11 31"

count() {
	echo $#
}

is_heard() {
	grep -qx "$number" "$out" || gone "$pid"
}

# hear NUMBERS WORD...: what main hears of these signals, each sent when the
# one before it was heard, and the end of both.
hear() {
	numbers=$1
	shift
	# shellcheck disable=SC2086 # words
	start "$@" report -n "$(count $numbers)"
	await_line ready
	main=$(children "$pid")
	for number in $numbers; do
		kill "-$number" "$pid" 2>/dev/null || :
		await is_heard || break
	done
	finish
	# Of some it is not the end when podinit dies.
	kill -s KILL "$main" 2>/dev/null || :
	echo "$status, $(xargs <"$out")"
}

# hear_past NUMBER WORD...: of one that may not be forwarded. The one behind it
# is, and is taken later by all who take both.
hear_past() {
	doubtful=$1
	shift
	start "$@" report
	await_line ready
	main=$(children "$pid")
	kill "-$doubtful" "$pid"
	number=64
	kill "-$number" "$pid"
	await is_heard
	kill -s KILL "$main"
	finish
	xargs <"$out"
}

# who_hears WORD...: main and a process beside it in its group. That one is
# sent one more, which it takes after what came through podinit.
who_hears() {
	start "$@" sh -c 'report -l beside & exec report -n 2 -l main'
	await_line 'main ready' && await_line 'beside ready'
	beside=$(children "$(children "$pid")")
	kill -s USR1 "$pid"
	await_line 'main 10'
	kill -62 "$pid"
	finish
	kill -64 "$beside"
	await_line 'beside 64'
	kill -s KILL "$beside"
	sort "$out"
}

# Main is gone before what is beside it, which may be told.
left_behind() {
	start "$@" sh -c 'report -l beside & echo $! >beside
	    until grep -q ready out; do :; done'
	finish
	beside=$(cat beside)
	kill -64 "$beside"
	await_line 'beside 64'
	kill -s KILL "$beside"
	echo "$status"
	cat "$out"
}

# The one that started it dies, and main is sent on what it is sent then.
orphaned() {
	rm -f heard
	sh -c '"$@" report -n 1 >heard &
	    until grep -q ready heard; do :; done' sh "$podinit" "$@"
	await grep -qx 10 heard
	cat heard
}

is_asleep() {
	main=$(children "$pid")
	[ -n "$main" ] && grep -qx sleep "/proc/$main/comm"
}

both_are() {
	in_state "$1" "$pid" && in_state "$1" "$main"
}

# In a process group that is not orphaned, whatever this one is: TSTP stops
# nobody in one that is.
cat >job <<'EOF'
#!/usr/bin/python3
import os, sys
os.setpgid(0, 0)
os.execv(sys.argv[1], sys.argv[1:])
EOF
chmod +x job

# suspend SIGNAL WORD...: with its job, and on again.
suspend() {
	suspending=$1
	shift
	through ./job
	start "$@" sleep 1000
	via=
	await is_asleep
	send "$suspending"
	await in_state T "$main"
	# Whom nobody expects to stop is not given that long for it.
	usual=$deadline
	case $folder/$name in
	/usr/bin/tini) deadline=1 ;;
	esac
	if await both_are T; then
		echo stopped
	fi
	deadline=$usual
	send CONT || :
	if await both_are S; then
		echo continued
	fi
	send TERM || :
	finish
	echo "$status"
}

# In the wait for a signal: nowhere else is it asleep.
is_pausing() {
	grep -qx "$name" "/proc/$pid/comm" && in_state S "$pid"
}

pause() {
	ending=$1
	shift
	start "$@"
	await is_pausing
	send HUP USR1 WINCH "$ending" || :
	finish
	echo "$status"
	cat "$out" "$err"
}

# --- terminals, pipes, descriptors

cat >on_terminal <<'EOF'
tty -s && echo terminal
read -r line && echo "$line"
set -- $(ps -o pgid=,tpgid=,sid= -p $$)
[ "$1" = "$2" ] && echo foreground
[ "$1" = "$3" ] && echo session
[ "$1" = $$ ] && echo group
exit 3
EOF

# Sorted, for the terminal echoes what is typed before or after what main says.
on_terminal() {
	{
		code=0
		echo word | timeout "$deadline" script -qec \
		    "$podinit $* sh on_terminal" /dev/null || code=$?
		echo "$code"
	} | sort
}

# A job in the background has no claim to the terminal, and what is over gives
# it back. A command that is none of the shell's own would change who has it.
cat >foreground <<'EOF'
has_it() {
	read -r _ _ _ _ group _ _ foreground _ </proc/$$/stat
	[ "$group" = "$foreground" ]
}
set -m
"$@" sh -c 'echo $$ >up; exec sleep 1000' </dev/tty &
until [ -s up ]; do :; done
has_it && echo left alone
kill -KILL $! "$(cat up)"
set +m
trap '' TTOU
"$@" true </dev/tty
has_it && echo given back
rm up
EOF

foreground() {
	timeout "$deadline" script -qec "bash foreground $podinit $*" \
	    /dev/null </dev/null | tr -d '\r' | grep -E '^(left|given)' || :
}

through_pipes() {
	{
		code=0
		printf 'a line\nand no line' | "$podinit" "$@" \
		    sh -c 'cat; echo said >&2; exit 4' 2>&1 || code=$?
		echo "$code"
	} | cat
}

# without LIST WORD...: with these descriptors closed.
without() {
	through with-state -c "$1"
	shift
	run "$@" sh -c 'exit 3'
	via=
	echo "$status"
}

# Where it is, and what it keeps of descriptors that main is done with.
holds() {
	through with-state -o 7
	start "$@" report -n 1
	via=
	await_line ready && await in_state S "$pid"
	readlink "/proc/$pid/cwd" | sed "s|$tests_folder|here|"
	for number in 0 1 7; do
		[ ! -e "/proc/$pid/fd/$number" ] || echo "$number"
	done
	send USR1
	finish
}

# inherits STATE WORD...: what main has of it.
inherits() {
	# shellcheck disable=SC2086 # words
	through with-state $1
	shift
	run "$@" sed -n 's/^Sig\(Blk\|Ign\):.0*/\1 /p' /proc/self/status
	via=
	cat "$out"
}

# Where it must have no child.
without_child() {
	mode=user
	through prlimit --nproc=0
	run "$@" true
	via=
	mode=subreaper
	echo "$status"
	plain "$err"
}

listens() {
	# shellcheck disable=SC2016 # the other shell's
	sh -c 'LISTEN_PID=$$ exec "$@"' sh "$podinit" "$@" \
	    sh -c '[ $LISTEN_PID = $$ ] && echo mine; exit 0'
}

# --- statuses, and PID 1

# One test point for 256 statuses.
unequal_statuses() {
	for number in $(seq 0 "$step" 255); do
		ask_both "$@" sh -c "exit $number"
		echo "status $number" | cmp -s - asked.ours &&
		    cmp -s asked.theirs asked.ours || echo "$number"
	done
}
unequal_deaths() {
	for number in $(seq 1 31) $(seq 34 64); do
		case $number in
		17 | 18 | 19 | 20 | 21 | 22 | 23 | 28) continue ;;
		esac
		ask_both "$@" sh -c "kill -$number \$\$"
		echo "status $((128 + number))" | cmp -s - asked.ours &&
		    cmp -s asked.theirs asked.ours || echo "$number"
	done
}

as_init() {
	mode=pid1
	run "$@"
	mode=subreaper
	echo "$status"
	plain "$out"
	plain "$err"
}

# An orphan, which is adopted and ends before main does.
# shellcheck disable=SC2016 # main's own
orphan='(sleep 0.1 & echo $! >orphan)
    while [ -e "/proc/$(cat orphan)" ]; do :; done'

# Each line of ours has a prefix, of theirs only the first.
warning() {
	"$podinit" true 2>&1 </dev/null | plain - |
	    sed 's/^\[WARN  tini (PID)\] //'
}

# What main leaves would like to say goodbye, in its own time: before its KILL
# comes it may get some.
farewell() {
	mode=pid1
	run "$@" sh -c '(trap "sleep 0.5; echo farewell; exit" TERM; echo >up
	    while :; do sleep 0.01; done) & until [ -e up ]; do :; done; rm up'
	mode=subreaper
	echo "$status"
	cat "$out"
}

# What catatonit tells when it is asked to, text by text: lines of two processes
# get into one another. What it tells of the terminal is not in here.
texts() {
	{
		code=0
		CATATONIT_DEBUG='' "$podinit" "$@" </dev/null >"$out" \
		    2>"$err" || code=$?
		echo "got $code"
		plain "$err" | sed 's/process [0-9]*/process N/'
	} >text
	for text in 'pid1 (PID) spawned: ' 'child process N [a-z0-9 ]*' \
	    'got ECHILD: [a-z ]*' 'got [0-9]*' 'failed to exec pid1: [A-Za-z ]*'
	do
		grep -o "$text" text || :
	done | sort
}

for name in tini dumb-init catatonit; do
	if [ ! -x "/usr/bin/$name" ]; then
		cannot "no $name here" "$name"
		continue
	fi
	case $name in
	tini) kept="here 0 1 7" && set -- -s -- ;;
	dumb-init) kept="/ 0 1 7" && set -- -- ;;
	catatonit) kept="here 0 1" && set -- -- ;;
	esac
	none "$name: exit statuses" unequal_statuses "$@"
	none "$name: deaths by a signal" unequal_deaths "$@"
	alike_and "signals" "0, ready $ordinary" hear "$ordinary" "$@"
	alike "CHLD" hear_past 17 "$@"
	for number in 32 33; do
		apart "$name-libc" "signal $number" \
		    "signal $number, ready" "0, ready $number" \
		    hear "$number" "$@"
	done
	alike "a terminal" on_terminal "$@"
	alike "pipes" through_pipes "$@"
	for closed in 1 2 1,2; do
		alike_and "without $closed" 3 without "$closed" "$@"
	done
	apart "$name-holds" "what it keeps" "$kept" / holds "$@"
	apart "$name-leftovers" "what main leaves in a container" \
	    0 "0 farewell" farewell "$@"
	case $modes in
	*user*) alike "where it must have no child" without_child "$@" ;;
	esac
	agree "$@" no-such-command
	agree "$@" ''
	agree "$@" /etc/passwd
	agree "$@" /
	agree "$@" /etc/passwd/no
	# The reason is told by libc, and not by each in the same words.
	agree_status "$@" "$(seq -s '' 300)"
	agree "$@" sh -c 'echo out; echo err >&2; exit 3'
	# shellcheck disable=SC2016 # the script's own
	printf 'echo script $1\n' >script
	chmod +x script
	agree "$@" ./script word
	agree_status -Z
	agree_status
	agree_status --
done

name=tini
if [ -x /usr/bin/tini ]; then
	agree -s -e 3 -- sh -c 'exit 3'
	agree -s -e 3 -e 4 -- sh -c 'exit 4'
	agree -s -e 143 -- sh -c 'kill -TERM $$'
	agree -s -e 127 -- no-such-command
	for value in '' 0 255 256 -1 1x ' 3' '3 ' +3 0x3 3,4 TERM \
	    99999999999999999999; do
		agree -s -e "$value" -- sh -c 'exit 3'
	done
	for value in '' FOO SIGFOO SIGTERM SIGKILL SIGSYS; do
		agree -s -p "$value" -- true
	done
	alike_and "what main inherits, blocked" \
	    "Blk 2000000000200 Ign" inherits "-b 10,50" -s --
	alike_and "what main inherits, ignored" "Blk Ign 1201" \
	    inherits "-i 1,10,13" -s --
	alike_and "-p" "ready 10" orphaned -s -p SIGUSR1 --
	agree -s -v -- true
	agree -s -v -- no-such-command
	agree -svv -- true
	agree -s -v -v -v -- true
	agree -svvvvv -- sh -c 'kill -TERM $$'
	agree -s -w -- true
	agree -s -w -- sh -c "$orphan"
	agree -s sh -- script x
	agree -sw -e3 -- sh -c 'exit 3'
	for words in -h -l -sh "-h x" --version "--version x" "-s --version" \
	    --vers --help -e -p "-s --" "-p SIGTERM" -W ---; do
		# shellcheck disable=SC2086 # words
		agree_status $words
	done
	POSIXLY_CORRECT=
	export POSIXLY_CORRECT
	agree -s sh -c 'exit 3'
	unset POSIXLY_CORRECT
	TINI_SUBREAPER=
	export TINI_SUBREAPER
	agree true
	for TINI_VERBOSITY in 0 1 2 3 4 x '' ' 3' 3x; do
		export TINI_VERBOSITY
		agree -v -- true
	done
	TINI_VERBOSITY=-1
	unlike tini-verbosity true
	unset TINI_VERBOSITY
	TINI_KILL_PROCESS_GROUP=
	export TINI_KILL_PROCESS_GROUP
	alike "TINI_KILL_PROCESS_GROUP" who_hears --
	unset TINI_SUBREAPER TINI_KILL_PROCESS_GROUP
	alike "who hears" who_hears -s --
	alike "who hears, -g" who_hears -s -g --
	alike "what is left" left_behind -s -g --
	for number in $faults; do
		apart tini-fault "signal $number" "signal $number, ready" \
		    "0, ready $number" hear "$number" -s --
	done
	alike "TSTP" hear_past 20 -s --
	for number in 21 22; do
		apart tini-terminal-signal "signal $number" "ready 64" \
		    "ready $number 64" hear_past "$number" -s --
	done
	alike "pipes, -g" through_pipes -s -g --
	alike "a terminal, -g" on_terminal -s -g --
	apart tini-stops "TSTP and CONT" "continued 143" \
	    "stopped continued 143" suspend TSTP -s --
	apart tini-foreground "a job in the background" "" \
	    "left alone given back" foreground -s --
	apart tini-no-stdin "without 0" 1 3 without 0 -s --
	apart tini-listens "LISTEN_PID" "" mine listens -s --
	alike_and "PID 1" 3 as_init -- sh -c 'exit 3'
	alike "PID 1, an orphan" as_init -w -- sh -c "$orphan"
	unlike tini-operand -s sh -c 'exit 3'
	unlike tini-operand -s echo word -- word
	unlike tini-no-init true
	alike "the words of that warning" warning
	unlike tini-pdeathsig-name -s -p term -- true
	unlike tini-log -e "$(printf '\t')" -- true
	unlike tini-log -s "./$(seq -s '' 1000)"
	# In its buffer this line does not outlive an exec.
	unlike tini-tty-lines -svv -- no-such-command
	unlike tini-trace -svvv -- sh -c 'sleep 1000 & exec true'
	unlike tini-usage -h
	unlike tini-usage -l
	unlike tini-usage --version
fi

# Debian's other build of it.
name=tini-static
if [ -x /usr/bin/tini-static ]; then
	agree -s -- sh -c 'exit 3'
	agree -s -v -- sh -c 'kill -TERM $$'
	agree_status -Z
	agree_status --version
fi

name=dumb-init
if [ -x /usr/bin/dumb-init ]; then
	agree -c sh -c 'exit 3'
	agree --single-child true
	agree -c -v true
	agree -cv true
	agree_sorted -c -v no-such-command
	agree -r 15:3 -r 2:0 true
	agree --rew 15:0x true
	for value in 40:1 1:32 31:31 0:1 -1:1 1:-1 nonsense '' 15 15: :15 \
	    ' 15: 2' '15 :2' +15:+2 015:002 15:2:3 TERM:INT \
	    99999999999999999999:2; do
		agree -r "$value" true
	done
	agree -c -v -r 15:0 true
	agree -c -v -r 15:2 true
	agree -c --rewrite=15:2 --verb true
	for word in --v --ver=x --bogus --bogus=1 --rewrite --rew -r \
	    --single-child=x --sing=x -x -vx -; do
		agree "$word"
		agree "$word" true
	done
	for words in -V --version --vers -h --help -Vh -hV "-h x" -v -c \
	    "-v --"; do
		# shellcheck disable=SC2086 # words
		agree_status $words
	done
	agree
	for DUMB_INIT_SETSID in 0 1 ''; do
		export DUMB_INIT_SETSID
		agree true
		alike "DUMB_INIT_SETSID=$DUMB_INIT_SETSID" who_hears
	done
	DUMB_INIT_SETSID=0
	for DUMB_INIT_DEBUG in 1 0 11 ''; do
		export DUMB_INIT_DEBUG
		agree true
		agree -v true
	done
	unset DUMB_INIT_SETSID
	DUMB_INIT_DEBUG=1
	agree -c true
	unset DUMB_INIT_DEBUG
	alike "who hears" who_hears
	alike "who hears, -c" who_hears -c
	alike "what is left" left_behind
	alike "what is left, -r" left_behind -r 15:10
	alike "what is left, -r to nothing" left_behind -r 15:0
	alike "what is left, -c" left_behind -c
	alike_and "signals of a fault" "0, ready $faults" hear "$faults"
	alike_and "-c: signals" "0, ready $ordinary" hear "$ordinary" -c
	alike_and "-r" "ready 10 64" hear_past 15 -r 15:10
	alike_and "-r to nothing" "ready 64" hear_past 15 -r 15:0
	for number in TSTP TTIN TTOU; do
		alike_and "$number and CONT" "stopped continued 143" \
		    suspend "$number"
		alike_and "$number and CONT, -c" "stopped continued 143" \
		    suspend "$number" -c
	done
	of_both on_terminal -c
	differs dumb-init-group "$name: a terminal, -c"
	alike_and "a job in the background" "left alone given back" \
	    foreground
	apart dumb-init-inherited "what main inherits, blocked" \
	    "Blk Ign" "Blk 2000000000200 Ign" inherits "-b 10,50"
	apart dumb-init-inherited "what main inherits, ignored" \
	    "Blk Ign" "Blk Ign 1201" inherits "-i 1,10,13"
	alike_and "without 0" 3 without 0
	apart dumb-init-listens "LISTEN_PID" "" mine listens
	alike "PID 1" as_init sh -c 'exit 3'
	alike "PID 1, an orphan" as_init -cv sh -c "$orphan"
	unlike dumb-init-tty-lines -v true
	unlike dumb-init-rewrite -r 4294967311:2 true
	unlike dumb-init-log "./$(seq -s '' 1000)"
	unlike dumb-init-usage -h
	unlike dumb-init-usage -V
fi

name=catatonit
if [ -x /usr/bin/catatonit ]; then
	agree -g -- sh -c 'exit 3'
	agree -gg true
	agree true --
	POSIXLY_CORRECT=
	export POSIXLY_CORRECT
	agree sh -c 'exit 3'
	unset POSIXLY_CORRECT
	for words in -V -L -h -gV -VZ -ZV -hV -LV --version --vers \
	    "--version x" --version=x --help --bogus=1 "-e 3" -g "-g --" \
	    --- "-P -V" "-P -Z"; do
		# shellcheck disable=SC2086 # words
		agree_status $words
	done
	alike "who hears" who_hears --
	alike "who hears, -g" who_hears -g --
	alike "what is left" left_behind -g --
	alike_and "-g: signals" "0, ready $ordinary" hear "$ordinary" -g --
	for number in $faults; do
		apart catatonit-fault "signal $number" \
		    "signal $number, ready" "0, ready $number" \
		    hear "$number" --
	done
	for number in 20 21 22; do
		apart catatonit-terminal-signal "signal $number" "ready 64" \
		    "ready $number 64" hear_past "$number" --
	done
	apart catatonit-mask "what main inherits, blocked" \
	    "Blk 380200 Ign" "Blk 200 Ign" inherits "-b 10" --
	apart catatonit-mask "what main inherits, ignored" \
	    "Blk 380000 Ign 1201" "Blk Ign 1201" inherits "-i 1,10,13" --
	apart catatonit-foreground "a job in the background" "" \
	    "left alone given back" foreground --
	alike_and "without 0" 3 without 0 --
	alike_and "LISTEN_PID" mine listens --
	for ending in TERM INT; do
		alike_and "-P, $ending" 0 pause "$ending" -P
		alike_and "-P and a word, $ending" 0 pause "$ending" -P word
	done
	alike "PID 1" as_init -- sh -c 'exit 3'
	alike "texts" texts -- sh -c 'exit 3'
	alike "texts, killed" texts -- sh -c 'kill -KILL $$'
	alike "texts, an orphan" texts -- sh -c "$orphan"
	alike "texts, something left" texts -- sh -c 'sleep 1000 & exit 3'
	alike "texts, no such command" texts -- no-such-command
	unlike catatonit-operand sh -c 'exit 3'
	unlike catatonit-operand echo word -- word
	CATATONIT_DEBUG=
	export CATATONIT_DEBUG
	unlike catatonit-tty-lines true
	unset CATATONIT_DEBUG
	CATATONIT_LOG=
	export CATATONIT_LOG
	agree true
	agree
	unlike catatonit-log-first -V
	unset CATATONIT_LOG
	unlike catatonit-usage -h
	unlike catatonit-usage -L
	unlike catatonit-usage -V
fi

# This one is in no package. HUP and USR1, for which its source has no handler,
# would be its end.
name=pause
podinit=$ours/pause
is "$(pause TERM | head -n 1)" 0 "pause: what is neither TERM nor INT"
echo pause-signal >>cases

# Where all three are there, each case of the list has been looked at.
unseen() {
	grep -o '^[a-z][^[:blank:]]*' "$list" | sort | comm -23 - "$1"
}
if [ -x /usr/bin/tini ] && [ -x /usr/bin/dumb-init ] &&
    [ -x /usr/bin/catatonit ]; then
	sort -u cases >cases.sorted
	none "the list has nothing else" unseen cases.sorted
fi
tap_end
