#!/bin/sh
# Each option has its effect, and the same effect from the environment; what
# else there is to know of the environment.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# give OPTION[=VALUE]: in the way that is being tested.
give() {
	given=$1
	if [ "$by" = line ]; then
		set_here=$given
		return
	fi
	set_here=
	case $given in
	*=*) value=${given#*=} ;;
	*) value=1 ;;
	esac
	through env "$(echo "${given%%=*}" |
	    sed 's/^--/PODINIT_/' | tr a-z- A-Z_)=$value"
}

# with_option run|start|begin ARG...
with_option() {
	verb=$1
	shift
	if [ -n "$set_here" ]; then
		"$verb" "$set_here" "$@"
	else
		"$verb" "$@"
	fi
}

effect() {
	is "$1" "$2" "$given by $by has its effect"
}

reported() {
	grep -x '[0-9]*' "$out" | xargs
}

# heard_by OPTION: which of two hears a signal.
two_hear() {
	give "$1"
	with_option start sh -c 'report -l other & exec report -l main'
	await has_heard ready "main other"
	kill -40 "$pid"
	kill -41 "$pid"
	await grep -q 'main 41' "$out"
	effect "$(heard 40)" "$2"
	kill -s KILL "$pid"
	finish
}

scope() {
	two_hear --scope=child main
	two_hear --scope=group "main other"
	two_hear --single-child main
}

setsid_() {
	give --setsid
	with_option run sh -c 'read -r _ _ _ _ _ session _ </proc/$$/stat
	    [ "$session" = $$ ]'
	effect "$status" 0
}

rewrite() {
	give --rewrite=TERM:USR1
	with_option start report -n 1
	await_line ready
	send TERM
	finish
	effect "$(reported)" 10
}

stop_signal() {
	give --stop-signal=INT
	with_option start report -n 1
	await_line ready
	send TERM
	finish
	effect "$(reported)" 2
}

stop_delay() {
	give --stop-delay=1h
	with_option start report -n 2
	await_line ready
	send TERM HUP
	await_line 1
	send TERM
	finish
	effect "$(reported)" "1 15"
}

kill_after() {
	give --kill-after=100ms
	with_option start report
	await_line ready
	send TERM
	finish
	effect "$status" 137
}

success_exit_status() {
	give --success-exit-status=2,HUP,4
	with_option run sh -c 'exit 4'
	effect "$status" 0
	with_option run sh -c 'kill -s HUP $$'
	effect "$status" 0
}

# The left-over is deaf: by default this takes the grace of 5 seconds.
leaving_took() {
	began=$(now)
	with_option run sh -c 'trap "" TERM; sleep 1000 & exit 3'
	took=$(($(now) - began))
	[ "$status" = 3 ] && [ "$took" -lt 400 ] && echo quick
}

on_exit() {
	give --on-exit=leave
	effect "$(leaving_took)" quick
}

grace() {
	give --grace=0
	effect "$(leaving_took)" quick
}

pdeathsig() {
	give --pdeathsig=USR1
	with_option start report
	await_line ready
	kill -s KILL "$launcher"
	await_line 10
	effect "$(reported)" 10
}

subreaper() {
	give --subreaper
	with_option run true
	effect "$status" 0
}

verbose() {
	give --verbose
	with_option run true
	effect "$(grep -c '^podinit: main process .*exited' "$err")" 1
}

# Something worth a warning: main outlives --kill-after.
quiet() {
	give --quiet
	with_option start --kill-after=0 report
	await_line ready
	send TERM
	finish
	effect "$status $(cat "$err")" "137 "
}

# One orphan, which has ended and was reaped before main goes on.
orphan='said=$(report -o -n 0)
	until [ "$(cat /proc/$PPID/task/$PPID/children)" = "$$ " ]; do
		sleep 0.01
	done'

warn_reap() {
	give --warn-reap
	with_option run sh -c "$orphan"
	effect "$(grep -c '^podinit: warning: reaped adopted process' "$err")" 1
}

effects="scope setsid_ rewrite stop_signal stop_delay kill_after
    success_exit_status on_exit grace pdeathsig subreaper verbose quiet
    warn_reap"

# --- how much is said

levels() {
	through
	run sh -c "$orphan"
	check "by default an ordinary run says nothing" silent
	said_before=0
	for option in -v -vv -vvv; do
		run "$option" sh -c "$orphan"
		check "$option says more" [ "$(wc -l <"$err")" -gt "$said_before" ]
		said_before=$(wc -l <"$err")
		check "$option: each line is podinit's" not said '^[^p]'
	done
	run -v sh -c "$orphan; exit 5"
	check "-v: main's start" said 'main process .sh. started with pid'
	check "-v: main's end" said 'main process .* exited with status 5'
	run -vv sh -c "$orphan"
	check "-vv: adopted processes" said 'reaped adopted process'
	run -w sh -c "$orphan; (exit 7) & wait"
	is "$(wc -l <"$err")" 1 "-w: main's own children are main's affair"
}

# --- the environment

# Booleans that say no leave the default.
booleans() {
	for value in 1 yes true YES True; do
		through env PODINIT_VERBOSE="$value"
		run true
		check "PODINIT_VERBOSE=$value is on" not silent
	done
	for value in 0 no false NO False; do
		through env PODINIT_VERBOSE="$value"
		run true
		check "PODINIT_VERBOSE=$value is off" silent
	done
}

# The line wins over it, option by option.
line_wins() {
	through env PODINIT_REWRITE=TERM:HUP PODINIT_SCOPE=child \
	    PODINIT_GRACE=1h PODINIT_STOP_SIGNAL=QUIT PODINIT_ON_EXIT=wait
	start --rewrite=TERM:USR1 report -n 1
	await_line ready
	send TERM
	finish
	is "$(reported)" 10 "the command line's --rewrite wins"
	through env PODINIT_ON_EXIT=wait PODINIT_GRACE=1h
	run --on-exit=terminate --grace=0 \
	    sh -c 'trap "" TERM; sleep 1000 & exit 3'
	is "$status" 3 "the command line's --on-exit and --grace win"
}

# through takes words, and this is about white space.
white_space() {
	export PODINIT_REWRITE="	TERM:USR1
  HUP:USR2 "
	export PODINIT_SUCCESS_EXIT_STATUS=" 1,2  3	4"
	start report -n 2 -x 3
	unset PODINIT_REWRITE PODINIT_SUCCESS_EXIT_STATUS
	await_line ready
	send TERM
	await_line 10
	send HUP
	finish
	is "$(reported)" "10 12" "PODINIT_REWRITE takes several values"
	is "$status" 0 "PODINIT_SUCCESS_EXIT_STATUS takes several values"
}

# Just ours are taken out of main's environment; the rest stays in order.
taken_out() {
	through env -i A=1 PODINIT_SCOPE=group PODINIT_SINGLE_CHILD=0 \
	    PODINIT_SETSID=0 B=2 PODINIT_REWRITE=TERM:INT \
	    PODINIT_STOP_SIGNAL=TERM PODINIT_STOP_DELAY=0 \
	    PODINIT_KILL_AFTER=1h PODINIT_SUCCESS_EXIT_STATUS=9 \
	    PODINIT_ON_EXIT=wait PODINIT_GRACE=1 PODINIT_PDEATHSIG=TERM \
	    PODINIT_SUBREAPER=1 PODINIT_VERBOSE=0 PODINIT_QUIET=1 \
	    PODINIT_WARN_REAP=1 C=3
	run env
	is "$(xargs <"$out")" "A=1 B=2 C=3" \
	    "podinit's variables are taken out, and no others"
	others="PODINIT_SERVICE_HOST=192.0.2.1 PODINIT_SERVICE_PORT=80
	    PODINIT_PORT=tcp://192.0.2.1:80 PODINIT_PAUSE=1 PODINIT_STATUS=1
	    PODINIT_HELP=1 PODINIT_VERSION=1 PODINIT_LICENSE=1 PODINIT_=1
	    PODINIT_GRACEFUL=x PODINIT_GRAC=x PODINIT_grace=x PODINIT=1
	    XPODINIT_GRACE=x"
	# shellcheck disable=SC2086 # words
	through env -i $others
	run env
	is "$(xargs <"$out")" "$(echo "$others" | xargs)" \
	    "any other name passes through and means nothing"
}

# bad NAME=VALUE...: refused by name and value; nothing runs.
bad() {
	for setting; do
		export "${setting?}"
		rm -f started
		run sh -c 'echo >started'
		unset "${setting%%=*}"
		[ ! -e started ] || echo "sh was started" >>"$err"
		is "$status" 125 "$setting is refused"
		check "$setting: one line" one_line
		check "$setting: a pointer to --help" said 'podinit --help'
		check "$setting is told" grep -qF \
		    "podinit: $setting: expected " "$err"
	done
}

refused() {
	bad PODINIT_SCOPE=everyone PODINIT_SINGLE_CHILD=2 PODINIT_SETSID=on \
	    PODINIT_REWRITE=TERM 'PODINIT_REWRITE=TERM:INT x' \
	    PODINIT_STOP_SIGNAL=FOO PODINIT_STOP_DELAY=x PODINIT_KILL_AFTER= \
	    PODINIT_SUCCESS_EXIT_STATUS=125 'PODINIT_SUCCESS_EXIT_STATUS=1 x' \
	    PODINIT_ON_EXIT=never PODINIT_GRACE= PODINIT_GRACE=5x \
	    PODINIT_PDEATHSIG=0 PODINIT_SUBREAPER=maybe PODINIT_VERBOSE=4 \
	    PODINIT_QUIET= PODINIT_WARN_REAP=10
}

# Whatever its length, one line.
long_value() {
	PODINIT_GRACE=$(head -c 100000 /dev/zero | tr '\0' a)
	export PODINIT_GRACE
	run true
	unset PODINIT_GRACE
	is "$status" 125 "a value of 100000 characters is refused"
	check "a value of 100000 characters: one line" one_line
}

for by in line environment; do
	# shellcheck disable=SC2086 # words
	every_mode $effects
done
every_mode levels
for test in booleans line_wins white_space taken_out refused long_value; do
	alone "$test"
done
tap_end
