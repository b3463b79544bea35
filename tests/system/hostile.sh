#!/bin/sh
# Surroundings that a container init meets and does not choose: a standard
# error that takes nothing, no /proc, no /dev, refused system calls, limits, and
# a binary with privileges that nobody should have given it.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# There are as few descriptors and calls as can be.
tellers=

# goes_on NAME ARG...: podinit with these options starts, forwards, reaps and
# ends as ever.  The main process needs nothing but system calls.
goes_on() {
	name=$1
	shift
	start "$@" report -n 3 -x 7
	await_line ready
	send HUP
	await_line 1
	send PIPE
	await_line 13
	send TERM
	finish
	is "$(xargs <"$out")" "ready 1 13 15" "$name: signals are forwarded"
	is "$status" 7 "$name: main's status"
}

# --- standard error

bad_standard_error() {
	for kind in full-pipe broken-pipe full-socket broken-socket; do
		through with-state -2 $kind
		goes_on "$kind" -vvv
		run -vvv absent
		is "$status" 127 "$kind: not found"
		run -vvv sh -c 'for i in 1 2 3; do report -o -n 0; done; exit 5'
		is "$status" 5 "$kind: orphans"
		run --grace=x true
		is "$status" 125 "$kind: wrong use"
	done
}

# O_NONBLOCK would show in main, which has the same pipe.
pipe_is_not_changed() {
	through with-state -2 full-pipe
	start -vvv report -n 1
	await_line ready
	flags=$(sed -n 's/^flags:[[:space:]]*//p' "/proc/$pid/fdinfo/2")
	is $((flags & 04000)) 0 "podinit does not make main's pipe non-blocking"
	send TERM
	finish
}

full_device() {
	cat >to_full <<-'END'
		#!/bin/sh
		exec "$@" 2>/dev/full
	END
	chmod 755 to_full
	through ./to_full
	goes_on "standard error is /dev/full" -vvv
}

# What the kernel sends podinit for that is no news for main.
file_size_limit() {
	through prlimit --fsize=100
	run -vvv report -n 0 -x 7 -f /dev/null
	is "$status" 7 "standard error is a file at its limit"
	through prlimit --fsize=100
	start -vvv report -n 1 -f /dev/null -x 7
	await has_child
	await grep -qx report "/proc/$(children "$pid")/comm"
	send HUP
	finish
	is "$status" 7 "standard error is a file at its limit, with a signal"
}

# --- what is not there

no_proc_no_dev() {
	# shellcheck disable=SC2034 # of lib.sh
	without_proc=true
	goes_on "without /proc and /dev"
	run report -n 0 -x 7
	is "$status" 7 "without /proc and /dev: status"
	run absent
	is "$status" 127 "without /proc and /dev: not found"
	start --scope=all report -n 1 -x 7
	await_line ready
	send USR1
	finish
	is "$status $(xargs <"$out")" "7 ready 10" \
	    "without /proc and /dev: --scope=all reaches main"
	for far in "" -s; do
		began=$(now)
		# shellcheck disable=SC2086 # may be no word at all
		run --grace=200ms report -o $far
		is "$status" 0 "without /proc and /dev: left-overs $far"
		check "without /proc and /dev: left-overs $far hold nobody" \
		    between 0 $(($(now) - began)) 1000
	done
}

# --- what the kernel, or a filter, refuses

# Without these there is no main, or no end of it.
essential='clone|vfork|fork|setpgid|waitid'

# Those of deny's table that podinit makes, or the kernel for it: with something
# to say, an orphan, a left-over, scopes that walk /proc.
calls_made() {
	deny -l >deniable
	for scope in session all; do
		strace -qq -e signal=none -o trace -- "$podinit" -vvv \
		    --scope=$scope --grace=200ms sh -c \
		    'said=$(report -o -n 0); report >/dev/null &
		    kill -s HUP $PPID; sleep 10' 2>/dev/null
		sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' trace
	done | sort -u | grep -Fx -f deniable | grep -Evx "$essential"
}

refused_calls() {
	calls=$(calls_made)
	if [ -z "$calls" ]; then
		cannot "strace cannot trace here" "refused system calls"
		return
	fi
	echo "# refused, one by one: $(echo "$calls" | xargs)"
	# Whatever else changes, these are made.
	for call in close_range getdents64 pwritev2 prctl; do
		check "podinit calls $call" [ -z "${calls##*"$call"*}" ]
	done
	for call in $calls; do
		for error in ENOSYS EPERM; do
			through deny "$call=$error" --
			goes_on "$call: $error" -v
		done
	done
	through deny close_range=ENOSYS pwritev2=ENOSYS pipe2=ENOSYS \
	    prctl=ENOSYS openat=ENOSYS --
	goes_on "an old kernel" -v
}

# Where the kernel's own way past the call, vdso(7), knows the time.
refused_clock() {
	for error in ENOSYS EPERM; do
		told=$(deny clock_gettime=$error -- date +%s) || told=0
		if [ $((told - $(date +%s))) -lt -60 ]; then
			cannot "the vDSO knows no time here" \
			    "clock_gettime: $error: --kill-after"
			continue
		fi
		through deny clock_gettime=$error --
		start --kill-after=50ms report
		await_line ready
		send TERM
		finish
		is "$status" 137 "clock_gettime: $error: --kill-after"
		is "$(xargs <"$out")" "ready 15" \
		    "clock_gettime: $error: TERM first"
	done
}

no_subreaper() {
	for error in EPERM ENOSYS EINVAL; do
		through deny prctl=$error --
		run sh -c 'exit 7'
		is "$status" 7 "prctl: $error: status"
		check "prctl: $error: a warning" said '^podinit: warning: prctl'
	done
}

# The signal must go nowhere: -1 is no process.
no_process() {
	for error in EAGAIN ENOMEM EPERM; do
		through with-state -r 15,10 deny clone=$error vfork=$error \
		    fork=$error clone3=$error --
		rm -f started
		run sh -c 'echo >started'
		is "$status" 125 "no process to be had ($error)"
		check "no process to be had ($error) is told" \
		    said '^podinit: fork: '
		check "no process to be had ($error): one line" one_line
		check "no process to be had ($error): none" [ ! -e started ]
	done
}

no_group() {
	for error in ENOSYS EPERM; do
		through deny setpgid=$error --
		rm -f started
		run sh -c 'echo >started'
		is "$status" 125 "setpgid: $error"
		check "setpgid: $error: nothing is started" [ ! -e started ]
		check "setpgid: $error is told" said '^podinit: setpgid: '
	done
}

process_limit() {
	through prlimit --nproc=1
	run true
	is "$status" 125 "RLIMIT_NPROC"
	check "RLIMIT_NPROC is told" said 'RLIMIT_NPROC'
}

# --- limits

three_descriptors() {
	through prlimit --nofile=3
	goes_on "RLIMIT_NOFILE=3"
	run ./absent
	is "$status" 127 "RLIMIT_NOFILE=3: not found"
	: >plain
	run ./plain
	is "$status" 126 "RLIMIT_NOFILE=3: not executable"
	began=$(now)
	run --grace=100ms report -o -n 0 -x 3
	is "$status" 0 "RLIMIT_NOFILE=3: an orphan"
}

# Closing one by one up to the limit takes for ever.
many_descriptors() {
	through prlimit "--nofile=$(prlimit -n -o HARD --noheadings | xargs)"
	for denied in "" "deny close_range=ENOSYS --"; do
		began=$(now)
		through "$via" "$denied"
		run report -n 0 -x 7
		is "$status" 7 "RLIMIT_NOFILE at its hard limit"
		check "RLIMIT_NOFILE at its hard limit: quickly" \
		    between 0 $(($(now) - began)) 200
	done
}

# What is above the limit was opened before it was lowered.
cat >with_nine <<'NINE'
#!/bin/sh
exec 9<"$0"
exec "$@"
NINE
chmod 755 with_nine

open_above_the_limit() {
	through ./with_nine prlimit --nofile=3:64 deny close_range=ENOSYS --
	for without_proc in false true; do
		run --preserve-fds=0 --ulimit=nofile=64 \
		    sh -c 'if (: >&9) 2>/dev/null; then echo open; fi'
		is "$status: $(cat "$out")" "0: " \
		    "a descriptor above RLIMIT_NOFILE is closed, /proc or not"
	done
}

little_memory() {
	if $sanitized; then
		return
	fi
	through prlimit --stack=131072
	goes_on "RLIMIT_STACK=128 KiB" -vvv
	through prlimit --as=8000000
	goes_on "RLIMIT_AS=8 MB" -vvv
}

many_arguments() {
	# shellcheck disable=SC2046 # words
	run true $(seq 20000)
	is "$status" 0 "20000 arguments"
	through env $(seq -f 'VARIABLE_%.0f=1' 5000)
	run true
	is "$status" 0 "5000 variables"
}

# A process can call itself anything.
forged_names() {
	forged=$(printf 'x\ny\033[2J')
	cp bin/report "bin/$forged"
	run -w sh -c 'said=$("$0" -o -n 0)
	    until [ "$(cat /proc/$PPID/task/$PPID/children)" = "$$ " ]; do
		sleep 0.01
	    done' "$forged"
	rm "bin/$forged"
	check "a process's name is told in one line" one_line
	check "a process's name is escaped" grep -qF '(x\x0ay\x1b[2J)' "$err"
}

# --- privileges

# refuses NAME: the copy, run by one who may not have what it gives.
refuses() {
	podinit=$PWD/privileged
	for argument in --help --version --grace=x true; do
		run "$argument"
		is "$status" 125 "$1 refuses to run: $argument"
		check "$1 says why: $argument" \
		    said '^podinit: refusing to run .*(set-|capabilities)'
		check "$1 prints nothing: $argument" [ ! -s "$out" ]
	done
	podinit=$PWD/bin/podinit
}

privileged_copy() {
	if nosuid; then
		cannot "the folder is mounted nosuid" "privileged copies"
		return
	fi
	cp "$podinit" privileged
	chmod 4755 privileged
	refuses "a set-user-id copy"
	chmod 2755 privileged
	refuses "a set-group-id copy"
	chmod 755 privileged
	if setcap cap_net_raw+ep privileged; then
		refuses "a copy with file capabilities"
		setcap cap_net_raw+p privileged
		refuses "a copy with permitted file capabilities"
	else
		cannot "setcap fails" "a copy with file capabilities"
	fi
	rm privileged
}

# Root loses by it, and it is refused all the same.
nobodys_copy() {
	cp "$podinit" privileged
	chown 65534 privileged
	chmod 4755 privileged
	refuses "a copy set-user-id to nobody"
	rm privileged
}

every_mode bad_standard_error pipe_is_not_changed full_device \
    file_size_limit no_proc_no_dev refused_calls refused_clock no_process \
    no_group three_descriptors many_descriptors open_above_the_limit little_memory \
    many_arguments forged_names
in_mode subreaper no_subreaper
in_mode user no_subreaper
in_mode user process_limit
in_mode user privileged_copy
in_mode subreaper nobodys_copy
tap_end
