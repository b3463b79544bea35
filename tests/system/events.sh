#!/bin/sh
# --events: which there are, what is in them, and that no reader holds podinit
# up.  That they are as the schema says is held at the end, as in every test.
. "$(dirname "$0")/lib.sh"

# ours KIND: how many there are.
ours() {
	grep -c "^{\"event\":\"$1\"," "$events"
}

# has REGEX: an event begins so.
has() {
	grep -Eq "^\{\"event\":$1" "$events"
}

times='"time":"[^"]*Z","monotonic_ns":[0-9]+'
usage='"user_ns":[0-9]+,"system_ns":[0-9]+,"max_rss_bytes":[1-9][0-9]*\}$'

# stop_and_continue PID: and waits for the events of both.
stop_and_continue() {
	kill -s STOP "$1"
	await has '"stopped"'
	kill -s CONT "$1"
	await has '"continued"'
}

t_each() {
	fresh_events
	start "--events=$events" --grace=100ms -- sh -c 'report -l left -s &
	    exec report -l main -d -n 3'
	await_line 'main ready'
	await_line 'left ready'
	send USR1
	await_line 'main 10'
	main=$(children "$pid")
	inside=$(field NSpid "$main" | awk '{ print $NF }')
	stop_and_continue "$main"
	send TERM
	finish
	is "$status" 143 "main died of the last signal"
	is "$(sed 's/{"event":"\([^"]*\)".*/\1/' "$events" | xargs)" \
	    "started signal forwarded stopped continued signal forwarded main-exited terminating killed reaped exit" \
	    "each in its turn"
	check started has "\"started\",$times,\"pid\":$inside,\"command\":\"sh\"\}"
	check forwarded has "\"forwarded\",$times,\"signal\":\"SIGUSR1\",\"number\":10,\"to\":\"group\"\}"
	check stopped has "\"stopped\",$times,\"pid\":$inside,\"signal\":\"SIGSTOP\",\"number\":19\}"
	check continued has "\"continued\",$times,\"pid\":$inside,\"signal\":\"SIGCONT\",\"number\":18\}"
	check main-exited has "\"main-exited\",$times,\"pid\":$inside,\"command\":\"sh\",\"signal\":\"SIGTERM\",\"number\":15,\"core_dumped\":false,$usage"
	check terminating has "\"terminating\",$times,\"grace_ns\":100000000\}"
	check killed has "\"killed\",$times,\"signal\":\"SIGKILL\",\"number\":9,\"to\":\"rest\"\}"
	check reaped has "\"reaped\",$times,\"pid\":[0-9]+,\"command\":\"report\",\"signal\":\"SIGKILL\",\"number\":9,\"core_dumped\":false,$usage"
	check exit has "\"exit\",$times,\"status\":143,\"orphans_reaped\":1,\"leftovers_killed\":1,\"out_of_memory\":\"no\",(\"oom_kills\":0,)?\"events_dropped\":0\}"
}

# A process that has stopped and is killed right then is neither for a moment.
t_stopped_and_killed() {
	fresh_events
	run "--events=$events" -- python3 -c '
import os, signal, time
for i in range(4000):
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        orphan = os.fork()
        if orphan == 0:
            signal.pause()
        os.write(into, b"%d" % orphan)
        os._exit(0)
    os.waitpid(child, 0)
    orphan = int(os.read(out, 16))
    os.close(out)
    os.close(into)
    os.kill(orphan, signal.SIGSTOP)
    end = time.monotonic_ns() + i % 60 * 1000
    while time.monotonic_ns() < end:
        pass
    os.kill(orphan, signal.SIGKILL)
'
	is "$(grep -c '^{"event":"reaped",.*"signal":"SIGKILL"' "$events")" \
	    4000 "each of 4000 that were stopped and killed is told"
	is "$(ours reaped)" 4000 "... and no other"
}

t_senders() {
	fresh_events
	start "--events=$events" -- report -n 1
	await_line ready
	send USR1
	finish
	if [ "$mode" = pid1 ]; then
		wanted='\{"origin":"outside","uid":0\}'
	else
		wanted="\{\"origin\":\"process\",\"pid\":$$,\"uid\":0,\"command\":\"sh\"\}"
	fi
	check "a signal's sender" \
	    has "\"signal\",$times,\"signal\":\"SIGUSR1\",\"number\":10,\"sender\":$wanted\}\$"
}

# The inner process of two tells all, once, with the sender as the outer saw it.
t_isolated() {
	fresh_events
	start "--events=$events" --isolate -- report -n 1
	await_line ready
	send USR1
	finish
	is "$(ours started)/$(ours signal)/$(ours exit)" 1/1/1 \
	    "--isolate: each is told once"
	check "--isolate: pids are those inside" \
	    has "\"started\",$times,\"pid\":2,"
	check "--isolate: the sender is the caller's" \
	    has "\"signal\".*\"sender\":\{\"origin\":\"caller\",\"pid\":$$,\"uid\":0,\"command\":\"sh\"\}\}\$"
}

# Where the inner process is killed the outer one tells the end.
t_inner_killed() {
	fresh_events
	start "--events=$events" --isolate -- report
	await_line ready
	kill -s KILL "$(children "$pid")"
	finish
	is "$status" 137 "an inner process that was killed"
	check "... is told by the outer one" \
	    has "\"main-exited\",$times,.*\"signal\":\"SIGKILL\""
}

# Names are anything; what is no UTF-8 is replaced.
t_hostile() {
	fresh_events
	name=$(printf 'q"b\\n\nx\303(\033\342\200\250\302\233')
	cp /bin/true "bin/$name"
	run "--events=$events" -- "$name"
	is "$(ours started)" 1 "a hostile name is one line"
	check "... with nothing in it that steers a terminal" \
	    not grep -q "$(printf '[\001-\010\013-\037]')" "$events"
	long=$(printf %5000s '' | tr ' ' '\001')
	run "--events=$events" -- "$long"
	run "--events=$events" -- sh -c 'exec "$0" "$@"' true "$long"
	check "no line is longer than 4096 bytes" \
	    awk 'length > 4095 { exit 1 }' "$events"
}

# Several processes that write to one file all are heard.
t_appends() {
	fresh_events
	run "--events=$events" -- podinit "--events=$events" -- true
	is "$(ours started)/$(ours exit)" 2/2 "events are appended"
}

t_descriptor() {
	fresh_events
	echo "exec \"\$@\" 7>>$events" >with-seven
	through sh with-seven
	run --events=fd:7 -- sh -c 'test -e /proc/$$/fd/7 && echo has it'
	is "$(ours exit): $(cat "$out")" "1: " \
	    "fd:7, which main does not get"
	fresh_events
	via=
	run --events=fd:1 -- echo of main
	check "fd:1, which main keeps" grep -qx 'of main' "$out"
	grep -v '^of main$' "$out" >"$events"
	is "$(ours exit)" 1 "... with events beside it"
	for bad in fd: fd:x fd:-1 fd:99999 fd:0; do
		run "--events=$bad" -- echo started
		is "$status: $(cat "$out")" "125: " \
		    "--events=$bad: nothing is started"
		check "--events=$bad: one line says why" one_line
	done
	run --events=no/such/file -- echo started
	is "$status: $(cat "$out")" "125: " \
	    "a file that cannot be had: nothing is started"
	fresh_events
	through env "PODINIT_EVENTS=$events"
	run -- true
	is "$(ours exit)" 1 PODINIT_EVENTS
	via=
}

# What nobody reads while main, with the same descriptor, has 1000 orphans.
t_full_pipe() {
	for kind in pipe socket; do
		fresh_events
		python3 - "$kind" "$podinit" "$events" >full <<-'EOF'
		import os, socket, subprocess, sys, time
		kind, podinit, events = sys.argv[1:]
		if kind == "pipe":
		    reading, writing = os.pipe()
		else:
		    ends = socket.socketpair()
		    reading, writing = (end.detach() for end in ends)
		os.set_inheritable(writing, True)
		main = """
		i=0
		while [ $i -lt 1000 ]; do (true &); i=$((i + 1)); done
		printf done >&2
		kill -s TERM $PPID
		sleep 1000
		"""
		begin = time.monotonic()
		child = subprocess.Popen(
		    [podinit, f"--events=fd:{writing}", "--", "sh", "-c", main],
		    pass_fds=[writing], stderr=subprocess.PIPE)
		os.close(writing)
		said = child.stderr.read().decode()
		status = child.wait()
		spent = time.monotonic() - begin
		lines = open(reading, "rb").read().decode().split("\n")
		open(events, "w").write("\n".join(lines))
		print("status", status)
		print("whole", all(l.startswith('{"event"') and l.endswith("}")
		    for l in lines[:-1]))
		print("many", len(lines) > 20)
		print("told", "events were dropped" in said)
		print("fast", spent < 20)
		EOF
		is "$(xargs <full)" \
		    "status 143 whole True many True told True fast True" \
		    "a $kind that nobody reads from: dropped, counted, told"
	done
}

# There is room for the first event, and for a part of the second.
t_full_file() {
	fresh_events
	through prlimit --fsize=200
	run "--events=$events" -- sh -c 'exit 3'
	is "$status: $(ours started)/$(wc -l <"$events")" "3: 1/1" \
	    "a file without room: one event is in it"
	check "... and what has only begun is told as dropped, too" \
	    said '^podinit: warning: --events: 2 events were dropped$'
	via=
}

# The same pipe is full of what main itself writes, and wants to write.
t_shared_pipe() {
	mkfifo shared
	exec 3<>shared
	# shellcheck disable=SC2016 # its own
	echo 'exec "$@" >shared' >to-shared
	through sh to-shared
	# shellcheck disable=SC2016 # main's
	start --events=fd:1 -- sh -c 'cat /dev/zero &
	    until grep -q "^State:.S" /proc/$!/status; do sleep 0.01; done
	    i=0; while [ $i -lt 100 ]; do (true &); i=$((i + 1)); done
	    echo full >&2
	    wait'
	check "a pipe that main has filled: all goes on" await said '^full$'
	send TERM
	finish
	is "$status" 143 "... and signals are forwarded"
	check "... and it is told what was dropped" said 'events were dropped'
	exec 3<&-
	via=
}

# Standard error is the same: nobody reads what -vvv says of 1000 orphans.
t_full_log() {
	python3 - "$podinit" >full <<-'EOF'
	import os, subprocess, sys, time
	reading, writing = os.pipe()
	main = """
	i=0
	while [ $i -lt 1000 ]; do (true &); i=$((i + 1)); done
	kill -s TERM $PPID
	sleep 1000
	"""
	begin = time.monotonic()
	child = subprocess.Popen([sys.argv[1], "-vvv", "--", "sh", "-c", main],
	    stderr=writing)
	os.close(writing)
	status = child.wait()
	spent = time.monotonic() - begin
	lines = open(reading, "rb").read().decode().split("\n")
	print("status", status)
	print("whole", all(l.startswith("podinit: ") for l in lines[:-1]))
	print("full", len(lines) > 500)
	print("fast", spent < 20)
	EOF
	is "$(xargs <full)" "status 143 whole True full True fast True" \
	    "-vvv with a standard error that nobody reads"
}

# With all of it on, and nothing to tell, nothing is done.
t_idle() {
	fresh_events
	start -vvv "--events=$events" "--pid-file=$tests_folder/file" \
	    "--termination-log=$tests_folder/log" -- sleep 1000
	await said 'out-of-memory kills until now'
	await in_state S "$pid"
	before=$(awk '/ctxt_switches/ { print $2 }' "/proc/$pid/status" | xargs)
	sleep 3
	is "$(awk '/ctxt_switches/ { print $2 }' "/proc/$pid/status" | xargs)" \
	    "$before" "while nothing happens podinit does not wake up"
	send TERM
	finish
}

# A FIFO without a reader, and one whose reader goes away.
t_gone_reader() {
	fresh_events
	mkfifo reader
	start --events=reader -- report -n 2
	await_line ready
	head -n 1 <reader >"$events"
	send USR1
	await_line 10
	send USR2
	finish
	is "$status: $(ours started)" "0: 1" \
	    "a reader that goes away ends nothing"
	rm -f reader
}

# The schema, which is held against every event, refuses what is none.
t_schema() {
	if ! python3 -c 'import jsonschema' 2>/dev/null; then
		cannot "python3-jsonschema is missing" "what is no event"
		return
	fi
	fresh_events
	start "--events=$events" --kill-after=50ms -- sh -c 'setsid brood 1 & (true &)
	    exec report -l main'
	await_line 'main ready'
	await_line ready
	main=$(children "$pid")
	main=${main%% *}
	stop_and_continue "$main"
	send TERM
	finish
	# What takes a parent at fault, and a sender that says itself who it is.
	cat >>"$events" <<-'EOF'
	{"event":"zombie","time":"2026-11-23T23:59:59.000000000Z","monotonic_ns":1,"pid":2,"command":"a","parent":1,"parent_command":"b","age_ns":0,"count":1,"pids":3,"pids_max":4}
	{"event":"signal","time":"2026-11-23T23:59:59.000000000Z","monotonic_ns":1,"signal":"SIGHUP","number":1,"sender":{"origin":"outside","uid":0,"claimed":true}}
	EOF
	python3 - "$tests/../share/podinit-events.schema.json" "$events" \
	    >refused <<-'EOF'
	import copy, json, sys
	from jsonschema import Draft202012Validator
	holds = Draft202012Validator(json.load(open(sys.argv[1]))).is_valid
	optional = ("oom_kills", "pids", "pids_max", "claimed")
	kinds = set()
	def wrong(what, event):
	    if holds(event):
	        print(what, json.dumps(event))
	def changed(event, path, name, value):
	    event = copy.deepcopy(event)
	    at = event[path] if path else event
	    if value is None:
	        del at[name]
	    else:
	        at[name] = value
	    return event
	for line in open(sys.argv[2]):
	    event = json.loads(line)
	    kinds.add(event["event"])
	    if not holds(event):
	        print("refused", line)
	    for path in [None] + ["sender"] * ("sender" in event):
	        wrong("more", changed(event, path, "junk", 1))
	        for name in event[path] if path else event:
	            if name not in optional:
	                wrong("less", changed(event, path, name, None))
	            for value in [], 1.5, -1, "", "SIG":
	                if "command" not in name or type(value) is not str:
	                    wrong(name, changed(event, path, name, value))
	    for name, value in (("status", 0), ("signal", "SIGHUP"),
	            ("number", 1), ("core_dumped", True), ("pids", 0),
	            ("sender", {"origin": "terminal"}), ("to", "rest")):
	        if name not in event:
	            wrong("more", changed(event, None, name, value))
	    for time in ("2026-13-01T00:00:00", "2026-11-32T00:00:00",
	            "2026-11-23T24:00:00", "2026-11-23T00:60:00"):
	        wrong("time", changed(event, None, "time", f"{time}.000000000Z"))
	    if event["event"] in ("killed", "continued"):
	        wrong("signal", changed(event, None, "signal", "SIGHUP"))
	print(len(kinds))
	EOF
	is "$(cat refused)" 11 "the schema refuses what is no event, of each kind"
}

every_mode t_each t_senders
in_mode subreaper t_schema
in_mode subreaper t_isolated
in_mode subreaper t_inner_killed
in_mode pid1 t_hostile
in_mode subreaper t_appends
in_mode subreaper t_descriptor
in_mode subreaper t_full_pipe
in_mode subreaper t_full_file
in_mode subreaper t_shared_pipe
in_mode subreaper t_full_log
in_mode subreaper t_idle
in_mode subreaper t_gone_reader
in_mode subreaper t_stopped_and_killed
tap_end
