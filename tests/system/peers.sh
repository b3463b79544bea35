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

unlike() {
	case=$1
	shift
	ask_both "$@"
	if ! grep -q "^${case}[[:blank:]]" "$list"; then
		fail "$name $*: differences.txt has no $case"
	elif cmp -s asked.theirs asked.ours; then
		fail "$name $*: $case is no difference"
	else
		pass "$name $*: $case"
	fi
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
	agree -s sh -- script x
	agree_status -h
	export TINI_SUBREAPER=
	agree true
	for TINI_VERBOSITY in 0 1 2 3 x; do
		export TINI_VERBOSITY
		agree -v -- true
	done
	unset TINI_SUBREAPER TINI_VERBOSITY
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
	CATATONIT_LOG=
	export CATATONIT_LOG
	unlike catatonit-log true
	agree_status true
	unset CATATONIT_LOG
fi
tap_end
