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
mkdir ours
for name in tini dumb-init catatonit; do
	ln -s "$podinit" "ours/$name"
done

# What differs from run to run: numbers of processes, and where a program is.
plain() {
	sed -e 's/([0-9]*)/(PID)/; s/:[0-9]*):/:PID):/' \
	    -e "s/\(pid:*\) '[0-9]*'/\1 'PID'/; s/PID [0-9]*/PID N/" \
	    -e 's/pid=[0-9]*/pid=N/' \
	    -e "s|^[^ ]*/\($name\):|\1:|" "$1"
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
	ask "$tests_folder/ours" "$@"
}

agree() {
	ask_both "$@"
	none "$name $*" diff asked.theirs asked.ours
}

# The same of the status alone: what is said is each one's own.
agree_status() {
	ask_both "$@"
	none "$name $*: the status" diff "$(first asked.theirs)" \
	    "$(first asked.ours)"
}

first() {
	head -n 1 "$1" >"$1.first"
	echo "$1.first"
}

# differs CASE NAME: both were asked, and the list knows that they disagree.
differs() {
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
	for place in theirs:/usr/bin "ours:$tests_folder/ours"; do
		podinit=${place#*:}/$name
		"$@" >"asked.${place%%:*}"
	done
}

# alike NAME COMMAND...
alike() {
	alike_name=$1
	shift
	of_both "$@"
	none "$name: $alike_name" diff asked.theirs asked.ours
}

# hear NUMBER WORD...: what main hears of that signal, and the end of both.
hear() {
	number=$1
	shift
	start "$@" report -n 1
	await_line ready
	kill "-$number" "$pid"
	finish
	echo "$status, $(xargs <"$out")"
}

# The signals of a fault are tried apart: fault below.
unequal_signals() {
	for number in 1 2 3 10 $(seq 12 16) $(seq 23 30) 34 50 64; do
		of_both hear "$number" "$@"
		cmp -s asked.theirs asked.ours || echo "$number"
	done
}

unequal_faults() {
	for number in $(seq 4 8) 11 31; do
		of_both hear "$number" "$@"
		cmp -s asked.theirs asked.ours || echo "$number"
	done
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

# suspend WORD...: with its job, and on again.
suspend() {
	through ./job
	start "$@" sleep 1000
	via=
	await is_asleep
	send TSTP
	if await both_are T; then
		echo stopped
	fi
	send CONT || :
	if await both_are S; then
		echo continued
	fi
	send TERM || :
	finish
	echo "$status"
}

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
		status=0
		echo word | timeout "$deadline" script -qec \
		    "$podinit $* sh on_terminal" /dev/null || status=$?
		echo "$status"
	} | sort
}

through_pipes() {
	{
		status=0
		printf 'a line\nand no line' | "$podinit" "$@" \
		    sh -c 'cat; echo said >&2; exit 4' 2>&1 || status=$?
		echo "$status"
	} | cat
}

# One test point for 256 statuses.
unequal_statuses() {
	for number in $(seq 0 "$step" 255); do
		ask_both "$@" sh -c "exit $number"
		cmp -s asked.theirs asked.ours || echo "$number"
	done
}
unequal_deaths() {
	for number in $(seq 1 31) 34 50 64; do
		case $number in
		17 | 18 | 19 | 20 | 21 | 22 | 23 | 28) continue ;;
		esac
		ask_both "$@" sh -c "kill -$number \$\$"
		cmp -s asked.theirs asked.ours || echo "$number"
	done
}

for name in tini dumb-init catatonit; do
	if [ ! -x "/usr/bin/$name" ]; then
		cannot "no $name here" "$name"
		continue
	fi
	set -- --
	if [ "$name" = tini ]; then
		set -- -s --
	fi
	none "$name: exit statuses" unequal_statuses "$@"
	none "$name: deaths by a signal" unequal_deaths "$@"
	none "$name: signals" unequal_signals "$@"
	alike "a terminal" on_terminal "$@"
	alike "pipes" through_pipes "$@"
	agree "$@" no-such-command
	agree "$@" /etc/passwd
	agree "$@" /
	agree "$@" sh -c 'echo out; echo err >&2; exit 3'
	# shellcheck disable=SC2016 # the script's own
	printf 'echo script $1\n' >script
	chmod +x script
	agree "$@" ./script word
	agree_status -Z
	agree_status
done

name=tini
if [ -x /usr/bin/tini ]; then
	agree -s -e 3 -- sh -c 'exit 3'
	agree -s -e 143 -- sh -c 'kill -TERM $$'
	agree -s -e '' -- true
	agree -e 256 -- true
	agree -e 1x -- true
	agree -p FOO -- true
	agree -s -v -- true
	agree -s -vv -- true
	agree -s -w -- true
	agree -s -w -- sh -c '(sleep 0.1 &) && sleep 0.5'
	agree -s sh -- script x
	agree_status -h
	export TINI_SUBREAPER=
	agree true
	for TINI_VERBOSITY in 0 1 2 3 x; do
		export TINI_VERBOSITY
		agree -v -- true
	done
	unset TINI_SUBREAPER TINI_VERBOSITY
	of_both hear 11 -s --
	differs tini-fault "$name: SIGSEGV from another"
	alike "pipes, -g" through_pipes -s -g --
	alike "a terminal, -g" on_terminal -s -g --
	deadline=5 of_both suspend -s --
	differs tini-stops "$name: TSTP and CONT"
	unlike tini-version -s --version
	unlike tini-operand -s sh -c 'exit 3'
	unlike tini-no-init true
	unlike tini-pdeathsig-name -s -p term -- true
fi

name=dumb-init
if [ -x /usr/bin/dumb-init ]; then
	agree -c sh -c 'exit 3'
	agree --single-child true
	agree -c -v true
	agree -r 15:3 -r 2:0 true
	agree --rew 15:0x true
	agree -r 40:1 true
	agree -r 1:32 true
	agree -r nonsense true
	agree -c -v -r 15:0 true
	agree_status -V
	agree_status -h
	DUMB_INIT_SETSID=0
	export DUMB_INIT_SETSID
	agree true
	unset DUMB_INIT_SETSID
	none "$name: signals of a fault" unequal_faults --
	none "$name -c: signals" unequal_signals -c --
	alike "TSTP and CONT" suspend --
	alike "TSTP and CONT, -c" suspend -c --
	of_both on_terminal -c
	differs dumb-init-group "$name: a terminal, -c"
	unlike dumb-init-debug-tty -v true
fi

name=catatonit
if [ -x /usr/bin/catatonit ]; then
	agree -g -- sh -c 'exit 3'
	agree true --
	agree_status -V
	agree_status -L
	agree_status -h
	unlike catatonit-operand sh -c 'exit 3'
	none "$name -g: signals" unequal_signals -g --
	of_both hear 11 --
	differs catatonit-fault "$name: SIGSEGV from another"
	CATATONIT_LOG=
	export CATATONIT_LOG
	unlike catatonit-log true
	agree_status true
	unset CATATONIT_LOG
fi
tap_end
