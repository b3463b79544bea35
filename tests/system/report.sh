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
	echo earlier >"$log"
	run "--termination-log=$log" -- sh -c "exec 3>$log; exit 3"
	told "main process 'sh' .* exited with status 3 .*" \
	    "a main process that opened it anew and wrote nothing"
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

# from WANTED NAME SENDER...: podinit is sent TERM by that command.  The log, the
# death report and the event name who did it in the same way, but for a pid.
from() {
	wanted=$1
	name=$2
	shift 2
	fresh_events
	# shellcheck disable=SC2086 # words
	start -v "--events=$events" $with -- report -n 1 -x 3
	await_line ready
	target=$pid
	"$@"
	finish
	sender=$(sed -n 's/.*received SIGTERM from //p' "$err")
	is "$(echo "$sender" | sed 's/^pid [0-9]*/pid N/')" "$wanted" "$name"
	check "$name: the death report" grep -qF "; TERM came from $sender" \
	    "$err"
	uid=${sender##*uid }
	is "$(sed -n 's/.*"signal".*"sender":{.*"uid":\([0-9]*\).*/\1/p' \
	    "$events")" "${uid%%[!0-9]*}" "$name: the event"
}

# A dead process has no name: who sends lives until that is told.
sends='kill -s TERM "$0"
until grep -q "received SIGTERM" "$1"; do sleep 0.01; done'

root() {
	"$@" sh -c "$sends" "$target" "$err"
}

# Another one, who may do it.
user() {
	"$@" setpriv --reuid 65533 --clear-groups --inh-caps +kill \
	    --ambient-caps +kill sh -c "$sends" "$target" "$err"
}

# inside USER: in podinit's PID namespace, which that one does not outlive.
inside() {
	target=1
	"$1" nsenter -t "$pid" -p -m 2>/dev/null
}

main_itself() {
	run -v -- sh -c 'trap "exit 0" USR1; echo $$; kill -s USR1 $PPID
	    while :; do sleep 0.01; done'
	is "$(sed -n 's/.*received SIGUSR1 from //p' "$err")" \
	    "pid $(cat "$out"), uid $1 (sh)" "a signal that main sent"
}

t_senders() {
	with=
	case $mode in
	pid1)
		main_itself 0
		from "outside the PID namespace, uid 0" "root, outside" root
		from "outside the PID namespace, uid 65533" \
		    "another user, outside" user
		from "pid N, uid 0 (sh)" "root, inside" inside root
		from "pid N, uid 65533 (sh)" "another user, inside" inside user
		;;
	subreaper)
		main_itself 0
		from "pid N, uid 0 (sh)" "root" root
		from "pid N, uid 65533 (sh)" "another user" user
		with=--isolate
		from "pid N, uid 0 (sh), all as seen outside" \
		    "root, to --isolate" root
		from "pid N, uid 65533 (sh), all as seen outside" \
		    "another user, to --isolate" user
		;;
	user)
		main_itself 65534
		from "pid N, uid 0 (sh)" "root" root
		from "pid N, uid 65533 (sh)" "another user" user
		from "pid N, uid 65534 (sh)" "its own user" root launch -u
		;;
	esac
}

# claims SENDER WORDS ORIGIN: who sends USR1 says that it is SENDER, uid 7.
claims() {
	fresh_events
	# shellcheck disable=SC2086 # words
	start -v "--events=$events" $with -- report -n 1
	await_line ready
	forge "$pid" 10 "$1" 7
	finish
	is "$(sed -n 's/.*received SIGUSR1 from //p' "$err")" \
	    "$2, as it says itself" "a sender that says it is $1$with"
	check "... in the event" grep -q \
	    "\"signal\".*{\"origin\":\"$3\",.*\"uid\":7,.*\"claimed\":true}}\$" \
	    "$events"
}

# Who queues a signal writes its sender itself, as a process inside may do.
t_claims() {
	with=
	# In a user namespace of one id nobody can say to be another.
	[ "$mode" != pid1 ] || [ "$(id -u)" -eq 0 ] || return 0
	# From outside the kernel makes it 0.
	[ "$mode" = pid1 ] ||
	    claims 5000000 "pid 5000000, uid 7 (?)" process
	claims 0 "outside the PID namespace, uid 7" outside
	claims -2 "outside the PID namespace, uid 7" outside
	[ "$mode" = subreaper ] || return
	with=" --isolate"
	claims 5000000 "pid 5000000, uid 7 (?), all as seen outside" caller
	claims 0 "outside the PID namespace, uid 7" outside
	claims -2 "outside the PID namespace, uid 7" outside
	# The terminal is not to be had by any number.
	claims -3 "outside the PID namespace, uid 7" outside
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

every_mode t_due t_verbose t_leftovers t_termination_log t_senders t_claims \
    t_steps
in_mode subreaper t_hostile_name
in_mode subreaper t_default_log
in_mode subreaper t_kubernetes_log
in_mode pid1 t_json
tap_end
