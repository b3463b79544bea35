#!/bin/sh
# The signal state that podinit is started in: it changes nothing in how
# podinit works, and main gets it back as it was.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# main_sees BLOCKED IGNORED NAME: as set in hexadecimal.
main_sees() {
	run report -a -n 0
	is "$(head -n 1 "$out")" "blocked $1 ignored $2" "$3"
}

clean() {
	main_sees 0000000000000000 0000000000000000 \
	    "main starts without a signal blocked or ignored"
}

blocked() {
	through with-state -b all
	main_sees fffffffffffbfeff 0000000000000000 \
	    "main starts with every signal blocked, where podinit did"
	through with-state -b 1,15,34,64
	main_sees 8000000200004001 0000000000000000 \
	    "main starts with podinit's own mask"
}

ignored() {
	through with-state -i 1,2,3,13,22,40
	main_sees 0000000000000000 0000008000201007 \
	    "main starts with what podinit's caller ignored"
	through with-state -i all
	main_sees 0000000000000000 fffffffffffbfeff \
	    "main starts with every signal ignored, where podinit did"
	through with-state -i 17
	main_sees 0000000000000000 0000000000010000 \
	    "main starts with SIGCHLD ignored, where podinit did"
}

# The peers' own test: some of both.
mixed() {
	through with-state -i 22,11,2 -b 21,4,15
	main_sees 0000000000104008 0000000000200402 \
	    "main starts with some ignored and some blocked"
}

# Without SIGCHLD there is no status to be had; podinit must not notice.
works_anyway() {
	through with-state -i 17
	run sh -c 'exit 7'
	is "$status" 7 "SIGCHLD is ignored: the status comes through"
	through with-state -b all
	run sh -c 'exit 7'
	is "$status" 7 "all is blocked: the status comes through"
	through with-state -i all -b all
	start report -n 2 -x 6
	await_line ready
	send USR1
	await_line 10
	send TERM
	finish
	is "$status" 6 "all is blocked and ignored: the status comes through"
	is "$(tail -n +2 "$out" | xargs)" "10 15" \
	    "all is blocked and ignored: signals are forwarded"
}

nohup_stays() {
	through with-state -i 1
	start sleep 1000
	await has_child
	main=$(children "$pid")
	await grep -qx sleep "/proc/$main/comm"
	send HUP TERM
	finish
	is "$status" 143 "a HUP that main ignores is not its end"
}

every_mode clean blocked ignored mixed works_anyway nohup_stays
tap_end
