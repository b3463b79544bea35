#!/bin/sh
# What podinit says of main's end, and of what went before: when the death
# report is due and what is in it, the termination log, the log as JSON, and
# who sent a signal.
. "$(dirname "$0")/lib.sh"

log=$tests_folder/termination-log

# The death report of main, which is the one line there is.
reported() {
	if said "^podinit: $1\$" && one_line; then
		pass "$2$tag"
	else
		fail "$2$tag"
		echo "# expected the line '$1' alone"
		what_was_said
	fi
}

# told REGEX NAME: the termination log holds just that line.
told() {
	if [ "$(wc -l <"$log")" -eq 1 ] && grep -Eqx -- "$1" "$log"; then
		pass "$2$tag"
	else
		fail "$2$tag"
		sed 's/^/# log: /' "$log"
		what_was_said
	fi
}

span='[0-9.]+m?s'

t_due() {
	run -- sh -c 'exit 3'
	check "a main process that exits is no news" silent
	run -- sh -c 'kill -SEGV $$'
	reported "main process 'sh' \(pid [0-9]+\) was killed by SIGSEGV( \(core dumped\))? after $span" \
	    "a signal that nobody forwarded is news"
	run -q -- sh -c 'kill -SEGV $$'
	check "-q: no report" silent
	start -- sleep 1000
	send TERM
	finish
	check "an ordinary stop is no news" silent
	start -- sleep 1000
	await has_child
	kill -s TERM "$(children "$pid")"
	finish
	reported "main process 'sleep' \(pid [0-9]+\) was killed by SIGTERM after $span" \
	    "the same signal, sent past podinit, is"
	start --kill-after=100ms -- report
	await_line ready
	send TERM
	finish
	check "a main process that --kill-after ends: says so" \
	    said "outlived --kill-after"
}

t_verbose() {
	run -v -- true
	check "-v: an end with 0 needs no report" not said "after $span"
	run -v -- sh -c 'exit 3'
	check "-v: any other end does" \
	    said "main process 'sh' \(pid [0-9]+\) exited with status 3 after $span\$"
	start -v -- sleep 1000
	await said started
	send TERM
	finish
	check "-v: an ordinary stop, and who asked for it" \
	    said "was killed by SIGTERM after $span; TERM came from "
}

t_leftovers() {
	# shellcheck disable=SC2016 # main's
	start --grace=100ms -- sh -c 'report -s &
	    until grep -q ready "$1"; do sleep 0.01; done' sh "$out"
	finish
	reported "main process 'sh' \(pid [0-9]+\) exited with status 0 after $span; 1 orphan reaped, 1 left-over process killed after [0-9]+ms" \
	    "a left-over that had to be killed is news"
}

# The name comes from the command line, and the line stays one.
t_hostile_name() {
	cp "$(command -v sleep)" "bin/$(printf 'a\nb\033[2J')"
	start "--termination-log=$log" -- "$(printf 'a\nb\033[2J')" 1000
	await has_child
	kill -s KILL "$(children "$pid")"
	finish
	reported "main process 'a.x0ab.x1b.2J' .* was killed by SIGKILL.*" \
	    "a name that does not print is escaped"
	told "main process 'a.x0ab.x1b.2J' .* was killed by SIGKILL.*" \
	    "in the termination log, too"
}

t_termination_log() {
	rm -f "$log"
	run "--termination-log=$log" -- sh -c 'exit 3'
	told "main process 'sh' \(pid [0-9]+\) exited with status 3 after $span" \
	    "--termination-log: an end but 0"
	check "... which standard error says nothing of" silent
	echo "of an earlier run, which was much longer than what is to be" >"$log"
	run "--termination-log=$log" -- sh -c 'kill -KILL $$'
	told "main process 'sh' .* was killed by SIGKILL .*" \
	    "what it held before is gone"
	echo earlier >"$log"
	run "--termination-log=$log" -- true
	told earlier "an end with 0 leaves it alone"
	: >"$log"
	run "--termination-log=$log" -- sh -c "echo own words >$log; exit 3"
	told "own words" "what main has written there is left alone"
	: >"$log"
	run "--termination-log=$log" -- "$tests_folder/missing"
	told "main process '.*missing' could not be executed: No such file or directory" \
	    "a command that cannot be executed"
	: >"$log"
	run "--termination-log=$log" --chdir="$tests_folder/missing" -- true
	told "main process 'true' could not be set up: No such file or directory" \
	    "what podinit itself cannot do for it"
	run "--termination-log=$tests_folder/no/log" -- sh -c 'exit 3'
	is "$status" 3 "a log that cannot be had changes nothing"
	check "... and is a warning" \
	    said '^podinit: warning: --termination-log: open .*/no/log: No such file'
	: >"$log"
	through env "PODINIT_TERMINATION_LOG=$log"
	run -- sh -c 'exit 4'
	told "main process 'sh' .* exited with status 4 .*" \
	    "PODINIT_TERMINATION_LOG=FILE"
	via=
	rm -f "$log"
}

# Where there is none of Kubernetes', none is made, and nobody is bothered.
t_default_log() {
	if [ -e /dev/termination-log ]; then
		cannot "/dev/termination-log exists" "the default log"
		return
	fi
	run --termination-log -- sh -c 'exit 3'
	is "$status" 3 "--termination-log without a file"
	check "... is silent where there is none" silent
	check "... and makes none" not test -e /dev/termination-log
	run --termination-log=/dev/termination-log -- sh -c 'exit 3'
	check "... nor where it is named" not test -e /dev/termination-log
	for word in yes no; do
		through env "PODINIT_TERMINATION_LOG=$word"
		run --chdir="$tests_folder" -- sh -c 'exit 3'
		check "PODINIT_TERMINATION_LOG=$word is no file" \
		    not test -e "$word"
	done
	via=
}

t_kubernetes_log() {
	cat >kubernetes <<-'EOF'
	mount -t tmpfs tmpfs /dev || exit 9
	: >/dev/termination-log
	"$1" --termination-log -- /bin/sh -c 'kill -KILL $$' 2>/dev/null
	cat /dev/termination-log
	EOF
	unshare --mount sh kubernetes "$podinit" >"$log"
	told "main process '/bin/sh' .* was killed by SIGKILL .*" \
	    "/dev/termination-log where Kubernetes has made it"
	rm -f "$log"
}

t_json() {
	run -vvv --log-format=json -- sh -c 'exit 3'
	check "--log-format=json: every line is an object" \
	    python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    entry = json.loads(line)
    assert list(entry) == ["time", "level", "message"], line
    assert entry["level"] in ("notice", "info", "debug", "trace"), line' "$err"
	check "... with its level" said '"level":"info","message":"main process'
	check "... and some were said" said '"level":"trace"'
	wrong='"level":"error","message":"--grace=x: expected'
	run --log-format=json --grace=x -- true
	refused "$wrong" "... and so is what is wrong with the command line"
	run --grace=x --log-format=json -- true
	refused '^podinit: --grace=x: expected' "... from there on"
	through env PODINIT_GRACE=x PODINIT_LOG_FORMAT=json
	run -- true
	refused '"level":"error","message":"PODINIT_GRACE=x: expected' \
	    "... or with the environment"
	through env PODINIT_LOG_FORMAT=json
	run -- sh -c 'kill -SEGV $$'
	via=
	check "PODINIT_LOG_FORMAT=json" \
	    said "^\{\"time\":\"20[^\"]*Z\",\"level\":\"notice\",\"message\":\"main process 'sh' "
}

# from SENDER...: sets sender to podinit's words for who sent USR1 by that
# command.
from() {
	start -v -- report -n 1
	await_line ready
	"$@"
	finish
	sender=$(sed -n 's/.*received SIGUSR1 from //p' "$err")
}

from_outside() {
	send USR1
}

# Lives until it has been named, for a dead process has no name.
from_other_user() {
	launch -u sh -c "kill -s USR1 $pid
	    until grep -q 'received SIGUSR1' $err; do sleep 0.01; done"
}

from_main() {
	# shellcheck disable=SC2016 # main's
	run -v -- sh -c 'trap "exit 0" USR1; echo $$; kill -s USR1 $PPID
	    while :; do sleep 0.01; done'
	is "$(sed -n 's/.*received SIGUSR1 from //p' "$err")" \
	    "pid $(cat "$out"), uid $1 (sh)" "a signal that main sent"
}

t_senders() {
	from_main "$(if [ "$mode" = user ]; then echo 65534; else echo 0; fi)"
	case $mode in
	pid1)
		from from_outside
		is "$sender" "outside the PID namespace, uid 0" \
		    "from outside, root"
		;;
	subreaper)
		from from_outside
		is "$sender" "pid $$, uid 0 (sh)" "root's"
		;;
	user)
		from from_outside
		is "$sender" "pid $$, uid 0 (sh)" "root's"
		from from_other_user
		is "$(echo "$sender" | sed 's/[0-9]*,/N,/')" \
		    "pid N, uid 65534 (sh)" "another user's"
		;;
	esac
}

t_steps() {
	start -vv -- report -l main -n 3
	await_line 'main ready'
	main=$(children "$pid")
	send USR1
	await_line 'main 10'
	kill -s STOP "$main"
	inside=$(field NSpid "$main" | awk '{ print $NF }')
	await said "main process $inside was stopped by SIGSTOP"
	kill -s CONT "$main"
	await said "main process $inside was continued"
	check "-vv: whom a signal is forwarded to" \
	    said "^podinit: forwarding SIGUSR1 to process group $inside\$"
	check "-v: main stopped" said "main process $inside was stopped by SIGSTOP"
	check "-v: main continued" said "main process $inside was continued"
	send USR1
	finish
}

every_mode t_due t_verbose t_leftovers t_termination_log t_senders t_steps
in_mode subreaper t_hostile_name
in_mode subreaper t_default_log
in_mode subreaper t_kubernetes_log
in_mode pid1 t_json
tap_end
