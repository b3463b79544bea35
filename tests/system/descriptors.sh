#!/bin/sh
# Descriptors and directories: what reaches main, what podinit keeps.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# One for events would be counted.
tellers=

# script NAME: an executable that a test goes through.
script() {
	cat >"$1"
	chmod 755 "$1"
}

mkfifo pipe
chmod 666 pipe
script to_pipe <<'END'
#!/bin/sh
exec "$@" >pipe
END
script in_deleted_directory <<'END'
#!/bin/sh
mkdir -p deleted
cd deleted
rmdir ../deleted
exec "$@"
END

# Descriptors of podinit's, in order.
own() {
	find "/proc/$pid/fd" -mindepth 1 -printf '%f\n' | sort -n | xargs
}

own_are() {
	[ "$(own)" = "$1" ]
}

# is_in FOLDER PID
is_in() {
	[ "$(readlink "/proc/$2/cwd")" = "$1" ]
}

# ls needs one for the folder it lists.
nothing_leaks() {
	run ls /proc/self/fd
	is "$(xargs <"$out")" "0 1 2 3" "main has no descriptor of podinit's"
}

callers_reach_main() {
	through with-state -o 3,7,200
	run ls /proc/self/fd
	is "$(sort -n "$out" | xargs)" "0 1 2 3 4 7 200" \
	    "main has every descriptor of the caller's"
}

podinit_lets_go() {
	for through in "" "with-state -o 3,7,200" \
	    "with-state -o 3,200 deny close_range=ENOSYS --" \
	    "with-state -o 3,200 deny close_range=EPERM --"; do
		through "$through"
		start report -n 1
		await_line ready
		await own_are 2
		is "$(own)" 2 "podinit keeps standard error alone: $through"
		send TERM
		finish
		is "$status" 0 "podinit keeps standard error alone: status"
	done
}

end_of_output() {
	timeout "$deadline" cat pipe >/dev/null &
	reader=$!
	through ./to_pipe
	start sh -c 'exec report -f "$0" -n 1 >&-' "$out"
	await_line ready
	end=0
	wait "$reader" || end=$?
	is "$end" 0 "a reader sees the end when main closes its output"
	check "main has closed its output and lives" kill -0 "$pid"
	send TERM
	finish
	is "$status" 0 "main has closed its output: status"
}

# What podinit opens at its start gets these numbers; main must not see it, and
# what podinit has to say must not go there.
closed() {
	for list in 0 1 2 0,1 0,2 1,2 0,1,2; do
		rm -f "$tests_folder/seen"
		through with-state -c "$list"
		run -vvv sh -c 'for n in 0 1 2; do
			[ -e /proc/$$/fd/$n ] || set -- "$@" $n
		done
		echo "$*" >>seen
		exit 7' sh
		is "$status" 7 "closed: $list"
		is "$(tr ' ' , <seen)" "$list" "closed: $list, in main too"
		run -vvv absent
		is "$status" 127 "closed: $list, not found"
		run --grace
		is "$status" 125 "closed: $list, wrong use"
	done
}

closed_goes_on() {
	through with-state -c 0,1,2
	start -vvv report -f "$out" -n 2
	await_line ready
	send TERM
	await_line 15
	send HUP
	finish
	is "$(xargs <"$out")" "ready 15 1" "closed: signals are forwarded"
	is "$status" 0 "closed: status after signals"
}

directories() {
	run sh -c 'readlink /proc/$PPID/cwd; pwd'
	is "$(xargs <"$out")" "/ $PWD" \
	    "podinit is in / before main runs, main where podinit was"
	through prlimit --nofile=3
	start report -n 1
	await_line ready
	await is_in / "$pid"
	is "$(readlink "/proc/$pid/cwd")" / "podinit is in / with 3 descriptors"
	is "$(readlink "/proc/$(children "$pid")/cwd")" "$PWD" \
	    "main is where podinit was with 3 descriptors"
	send TERM
	finish
}

deleted_directory() {
	through ./in_deleted_directory
	run "$PWD/bin/report" -x 7 -n 0
	is "$status" 7 "in a deleted directory"
}

# Started there by another, which podinit itself could not enter.
closed_directory() {
	mkdir -p closed
	chmod 700 closed
	cd closed || return
	run report -x 7 -n 0
	cd ..
	is "$status" 7 "in a directory that podinit may not enter"
}

every_mode nothing_leaks callers_reach_main podinit_lets_go end_of_output \
    closed closed_goes_on directories deleted_directory
in_mode user closed_directory
tap_end
