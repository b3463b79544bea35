#!/bin/sh
# The command line: what is refused, and how that is said; what is printed;
# where the options end.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

usage_error() {
	[ "$status" = 125 ] && one_line && [ ! -s "$out" ] &&
	    said '^podinit: ' && said 'podinit --help'
}

# The line begins so.
begins() {
	case $(cat "$err") in
	"podinit: $1"*) return 0 ;;
	esac
	return 1
}

# bad TEXT ARG...: refused by one line that begins with TEXT; nothing runs.
bad() {
	wanted=$1
	shift
	rm -f started
	run "$@" sh -c 'echo >started'
	[ ! -e started ] || echo "sh was started" >>"$err"
	check "'$*' is refused" usage_error
	check "'$*' is refused: $wanted" begins "$wanted"
}

# bad_values OPTION VALUE...: OPTION=VALUE is refused by name and value.
bad_values() {
	option=$1
	shift
	for value; do
		bad "$option=$value: expected " "$option=$value"
	done
}

# bad_end TEXT ARG...: the same, where no command can follow.
bad_end() {
	wanted=$1
	shift
	run "$@"
	check "'$*' is refused" usage_error
	check "'$*' is refused: $wanted" begins "$wanted"
}

unknown_options() {
	bad '--frobnicate: there is no such option' --frobnicate
	bad '--frobnicate=7: there is no such option' --frobnicate=7
	bad '-X: there is no such option' -X
	bad '-X: there is no such option' -vX
	bad '--s=1: there is no such option' --s=1
}

missing_values() {
	for option in --scope --rewrite --stop-signal --stop-delay \
	    --kill-after --success-exit-status --on-exit --grace \
	    --pdeathsig; do
		bad_end "$option: expected a value" "$option"
	done
	bad_end '--rewrite: expected a value' -r
	bad_end '--success-exit-status: expected a value' -e
	bad_end '--pdeathsig: expected a value' -p
}

unwanted_values() {
	for option in --single-child --setsid --subreaper --pause --verbose \
	    --quiet --warn-reap --help --version --license; do
		bad "$option=1: expected no value" "$option=1"
	done
}

bad_durations() {
	for option in --stop-delay --kill-after --grace; do
		bad_values "$option" '' x 5x s 5sm -1 '5 ' ' 5' 1.5s 0x10 \
		    99999999999h 18446744073709551617
		bad "$option=+5: expected" "$option=+5"
	done
}

bad_signals() {
	for option in --stop-signal --pdeathsig; do
		bad_values "$option" '' 0 65 -1 15x 0x9 '9 ' ' 9' FOO SIG \
		    SIGSIGTERM 'TERM ' 'RTMIN+' 'RTMIN-1' 'RTMAX-31' \
		    99999999999999999999
		bad "$option=RTMIN+31: expected" "$option=RTMIN+31"
		bad "$option=+9: expected" "$option=+9"
	done
	bad '--pdeathsig=FOO: expected' -p FOO
}

bad_rewrites() {
	bad_values --rewrite '' : TERM TERM: :TERM 15 15:0x9 15:9x 0:TERM \
	    TERM:FOO FOO:TERM TERM:INT:HUP 'TERM:INT ' 65:1 1:65 TERM:-1 \
	    KILL:TERM STOP:TERM 9:15 CHLD:TERM
	bad '--rewrite=TERM: expected' -r TERM
}

bad_statuses() {
	bad_values --success-exit-status '' 256 -1 3x x , 1, ,1 1,,2 '1 2' \
	    ' 1' 0x1 99999999999999999999 125 126 127 1,125 TERM,FOO
	bad '--success-exit-status=x: expected' -e x
}

bad_choices() {
	bad_values --scope '' everyone grou groups 'group '
	bad_values --on-exit '' never terminat 'wait '
}

bad_mounts() {
	bad_values --bind '' /a /a: :/b /a:b /a:/ /a:/b: /a:/b:bogus \
	    /a:/b:ro, /a:/b:ro:rw
	bad_values --tmpfs '' t / /t:ro, /t:rslave
	bad_values --dev '' dev / ..
	bad_values --mask '' x / /..
	bad_values --read-only '' x
	bad_values --mount-proc '' proc / /.
	bad_values --proc-options '' rw hidepid=3 subset=all ro,
	bad_values --pin '' net net: :/x nets:/x /x
	bad '--pin=net:/x: expected with a new namespace' --pin=net:/x
	bad '--pin=net:/x: expected with a new namespace' --isolate \
	    --pin=uts:/y --pin=net:/x
}

exclusions() {
	bad '--quiet: expected without --verbose' -v -q
	bad '--quiet: expected without --verbose' -q -v
	for option in --scope=all --setsid --rewrite=TERM:INT \
	    --stop-signal=INT --stop-delay=1 --kill-after=1 \
	    --success-exit-status=1 --single-child; do
		bad_end "${option%%=*}: expected without --pause" \
		    --pause "$option"
	done
	bad_end '-g: expected without --pause' -g -P
	bad '--pause: expected without a COMMAND' --pause
}

nothing_to_apply_to() {
	bad '--proc-options: expected with a procfs to mount' --proc-options=ro
	bad '--proc-options: expected with a procfs to mount' \
	    --isolate --no-mount-proc --proc-options=ro
	bad '--setgroups: expected with a new user namespace' --setgroups=deny
}

no_command() {
	bad_end 'expected a COMMAND'
	bad_end 'expected a COMMAND' --
	bad_end 'expected a COMMAND' -vv --grace=1
	through with-state -e
	bad_end 'expected a COMMAND'
}

# A value of any length, with anything in it, stays one line.
hostile_values() {
	long=$(head -c 5000 /dev/zero | tr '\0' a)
	bad '--grace=aaaaaaaa' "--grace=$long"
	bad '--aaaaaaaa' "--$long"
	newline=$(printf 'no\nFAKE: \033[2J')
	bad '--grace=no\x0aFAKE: \x1b[2J: expected' \
	    "--grace=$newline"
	bad '--no\x0aFAKE' "--$newline"
}

end_of_options() {
	run sh -c 'echo "$0 $*"; exit 3' name -v --pause -- --grace=x
	is "$status" 3 "the first operand ends the options"
	is "$(cat "$out")" "name -v --pause -- --grace=x" \
	    "what follows the command is the command's"
	run -w -- sh -c 'exit 4'
	is "$status" 4 "-- ends the options"
	ln -s /bin/true ./--help
	PATH=$PWD:$PATH run -- --help
	rm ./--help
	is "$status$(cat "$out")" 0 "after -- an option is a command"
}

values_taken() {
	run --grace 10 --stop-delay=250ms --kill-after=1h --grace=2m --grace=0 \
	    --stop-signal=sigint --pdeathsig rtmin+3 -p RTMAX-1 -p 64 \
	    -r TERM:RTMAX -r 15:0 -rhup:SIGQUIT -e 1,TERM,sigHUP,255 \
	    --scope=session --on-exit=wait -gcsvvvw true
	is "$status" 0 "every form of a value is taken"
}

printed() {
	run --help
	is "$status" 0 "--help: status"
	check "--help: nothing on standard error" silent
	for option in --scope --single-child --setsid --rewrite --stop-signal \
	    --stop-delay --kill-after --success-exit-status --on-exit --grace \
	    --pdeathsig --subreaper --pause --verbose --quiet --warn-reap \
	    --help --version --license; do
		check "--help tells of $option" grep -q -- "$option" "$out"
	done
	check "--help fits into 80 columns" not grep -q '.\{81\}' "$out"
	PODINIT_GRACE=soon run --help --pause --bogus
	is "$status" 0 "--help: whatever else is wrong"
	run --version
	is "$status" 0 "--version: status"
	check "--version: the form that docker info parses" grep -Eqx \
	    'podinit [0-9][0-9.]*[^ ]* - git\.([0-9a-f]{7,}|unknown).*' "$out"
	is "$(wc -l <"$out")" 1 "--version: one line"
	run --license
	is "$status" 0 "--license: status"
	check "--license: prints it" grep -q 'Permission to use, copy' "$out"
}

# Status 0 would claim that it had been printed.
cannot_be_printed() {
	for option in --help --version --license; do
		status=0
		"$podinit" "$option" >/dev/full 2>"$err" || status=$?
		is "$status" 125 "$option into a full device fails"
		check "$option into a full device says so" said 'No space left'
		status=0
		"$podinit" "$option" >&- 2>"$err" || status=$?
		is "$status" 125 "$option into a closed descriptor fails"
	done
}

for group in unknown_options missing_values unwanted_values bad_durations \
    bad_signals bad_rewrites bad_statuses bad_choices bad_mounts exclusions \
    nothing_to_apply_to \
    no_command hostile_values end_of_options values_taken printed \
    cannot_be_printed; do
	alone "$group"
done
tap_end
