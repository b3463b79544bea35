#!/bin/sh
# The example that explains the project shows what it promises, and it is not
# content with a podinit that is none.
. "$(dirname "$0")/lib.sh"

export EXAMPLE_BUILD="$tests_folder/example"

example() {
	PODINIT=$1 EXAMPLE_PATIENCE=$2 "$top_srcdir/examples/helloworld/run" \
	    >"$out" 2>"$err"
}

# row LABEL LEFT RIGHT: the example's summary has this row.
row() {
	tr -s ' ' <"$out" | grep -qxF "$1 $2 $3"
}

# impostor NAME STEP: something that is no init, from standard input, is found
# out at that step of the example. Only this waits in vain, so not for long.
impostor() {
	cat >"$tests_folder/bin/$1"
	chmod +x "$tests_folder/bin/$1"
	check "the example is not content with $1" \
	    not example "$tests_folder/bin/$1" 8
	check "$1 is found out where it should be" said "in vain for $2\$"
}

status=0
example "$podinit" "$deadline" || status=$?
is "$status" 0 "the example is content with podinit"
check "zombies stay without podinit, none with it" \
    row "zombies left by the workers" 3 0
check "TERM reaches one program without podinit, all four with it" \
    row "programs that got TERM" "1 of 4" "4 of 4"
check "main's own status comes out" \
    row "exit status after TERM" "none: had to be killed" 7
check "a main without a handler is ended by TERM" \
    row "without a handler, TERM" "is ignored" "ends it: 143"

impostor no-reaping "podinit to reap the workers" <<'EOF'
#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec unshare --pid --fork --kill-child --mount-proc "$@"
EOF
# A shell reaps what is adopted; the words are those that the example looks for.
impostor no-forwarding "podinit to end" <<'EOF'
#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec unshare --pid --fork --kill-child --mount-proc \
    sh -c 'printf "reaped a worker\n%.0s" 1 2 3; "$@"; exit' sh "$@"
EOF
tap_end
