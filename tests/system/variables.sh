#!/bin/sh
# Main's environment: --clear-env, --env, --env-file, --file-env, and the
# variable of socket activation.
# shellcheck disable=SC2016 # main expands them
set -u
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# The environment as main has it, byte by byte and in order.
main_has() {
	[ "$(tr '\0' '|' <"$out")" = "$1" ]
}

t_env() {
	through env -i PATH="$PATH" KEPT=1 CHANGED=2 GONE=3
	run --env=NEW=4 --env=CHANGED=5 --env=EMPTY= -- cat /proc/self/environ
	check "--env adds, changes, and keeps places" \
	    main_has "PATH=$PATH|KEPT=1|CHANGED=5|GONE=3|NEW=4|EMPTY=|"
	run --env=KEPT=x --env=KEPT -- cat /proc/self/environ
	check "--env=NAME is the caller's again" \
	    main_has "PATH=$PATH|KEPT=1|CHANGED=2|GONE=3|"
	run --env=GONE=x --env=NEVER=1 --env=NEVER -- cat /proc/self/environ
	check "--env=NAME of what the caller has not is unset" \
	    main_has "PATH=$PATH|KEPT=1|CHANGED=2|GONE=x|"
	run --clear-env --env=A=1 -- cat /proc/self/environ
	check "--clear-env leaves what comes after it" main_has "A=1|"
	run --env=A=1 --clear-env -- cat /proc/self/environ
	check "--clear-env takes what comes before it" main_has ""
	run --clear-env --env=KEPT --env=A==b=c -- cat /proc/self/environ
	check "--env=NAME after --clear-env, and a value with =" \
	    main_has "KEPT=1|A==b=c|"
	printf '#!/bin/sh\necho "by its own PATH"\n' >there
	chmod 755 there
	run --env=PATH="$tests_folder" -- there
	outcome "by its own PATH" "COMMAND is looked up in main's PATH"
	run --env="PODINIT_GRACE=7s" -- sh -c 'echo "$PODINIT_GRACE"'
	outcome 7s "--env sets any name"
	start --env=INNER=1 -- sh -c 'echo ready; exec sleep 1000'
	await_line ready
	check "podinit's own environment stays as it was" \
	    not grep -qz '^INNER=' "/proc/$pid/environ"
	send TERM
	finish
}

t_duplicates() {
	# What finds the first of two and what finds the last have to agree.
	through twice A=1 A=2 PATH="$PATH" --
	run -- cat /proc/self/environ
	check "what is not touched passes as it is" \
	    main_has "A=1|A=2|PATH=$PATH|"
	run --env=A=3 -- cat /proc/self/environ
	check "a variable that is set is there once" \
	    main_has "A=3|PATH=$PATH|"
	run --env=A=3 --env=B -- cat /proc/self/environ
	check "also beside others" main_has "A=3|PATH=$PATH|"
}

t_env_file() {
	printf '\357\273\277FIRST=1\r\n# COMMENT=2\n\n   LEFT= kept \n' >vars
	printf 'QUOTED="a b"\n\tTAB=x\n#\nKEPT\nMISSING\nLAST=no newline' >>vars
	through env -i PATH="$PATH" KEPT=here
	run --clear-env --env-file=vars -- cat /proc/self/environ
	check "--env-file is Docker's" main_has \
	    'FIRST=1|LEFT= kept |QUOTED="a b"|TAB=x|KEPT=here|LAST=no newline|'
	echo FIRST=3 >vars2
	run --clear-env --env=FIRST=0 --env-file=vars --env-file=vars2 \
	    --env=LAST=4 -- cat /proc/self/environ
	check "--env-file among others, in order" main_has \
	    'FIRST=3|LEFT= kept |QUOTED="a b"|TAB=x|KEPT=here|LAST=4|'
	: >empty
	run --clear-env --env-file=empty -- cat /proc/self/environ
	check "an empty file" main_has ""
	via=
	run --env-file=missing -- echo started
	refused '--env-file=missing: No such file or directory' \
	    "a file that is not there"
	mkfifo fifo
	run --env-file=fifo -- echo started
	refused '--env-file=fifo: not a regular file' "a FIFO"
	run --env-file=/dev/zero -- echo started
	refused '--env-file=/dev/zero: not a regular file' "a device"
	run --env-file=. -- echo started
	refused '--env-file=\.: not a regular file' "a folder"
	printf 'A=1\n=2\n' >bad
	run --env-file=bad -- echo started
	refused '--env-file=bad: line 2: expected a name before the "="' \
	    "a line without a name"
	printf 'A=1\n\nA B=2\n' >bad
	run --env-file=bad -- echo started
	refused '--env-file=bad: line 3: expected a name without blanks' \
	    "a name with a blank"
	printf 'A=1\nB=\000\n' >bad
	run --env-file=bad -- echo started
	refused '--env-file=bad: line 2: expected no NUL byte' "a NUL byte"
	head -c 1048577 /dev/zero | tr '\0' '#' >bad
	run --env-file=bad -- echo started
	refused '--env-file=bad: larger than 1048576 bytes' "too large a file"
	head -c 1048576 /dev/zero | tr '\0' '#' >bad
	run --env-file=bad -- echo started
	outcome started "the largest file"
	seq -f V%.0f= 20000 >bad
	run --env-file=bad -- echo started
	refused 'expected no more than 16384 variables' "too many variables"
	if [ "$mode" = user ]; then
		: >closed
		chmod 0 closed
		run --env-file=closed -- echo started
		refused '--env-file=closed: Permission denied' \
		    "a file that may not be read"
	fi
	rm -rf fifo closed
}

t_file_env() {
	printf 'the secret\n' >secret
	printf 'two lines\n\n' >lines
	: >nothing
	through env -i PATH="$PATH" DB_FILE="$tests_folder/secret"
	run --file-env=DB -- cat /proc/self/environ
	check "--file-env, without the last newline" \
	    main_has "PATH=$PATH|DB=the secret|"
	run --env=DB= --file-env=DB -- cat /proc/self/environ
	check "a variable that is set to nothing may be set" \
	    main_has "PATH=$PATH|DB=the secret|"
	run --env=DB=1 --file-env=DB -- echo started
	refused '--file-env=DB: expected DB or DB_FILE, not both' \
	    "both are an error"
	run --env=DB_FILE="$tests_folder/lines" --file-env=DB -- \
	    cat /proc/self/environ
	check "one newline is dropped, not two" \
	    main_has "PATH=$PATH|DB=two lines
|"
	run --env=DB_FILE="$tests_folder/nothing" --file-env=DB -- \
	    cat /proc/self/environ
	check "an empty file" main_has "PATH=$PATH|DB=|"
	run --file-env=OTHER -- cat /proc/self/environ
	check "neither is set: nothing happens" \
	    main_has "PATH=$PATH|DB_FILE=$tests_folder/secret|"
	run --file-env=DB --env=DB_FILE="$tests_folder/nothing" -- \
	    cat /proc/self/environ
	check "after the others, wherever it stands" main_has "PATH=$PATH|DB=|"
	for case in "missing:No such file or directory" \
	    "fifo:not a regular file" "bad:expected no NUL byte" \
	    "large:larger than 1048576 bytes"; do
		name=${case%%:*}
		case $name in
		fifo) mkfifo fifo ;;
		bad) printf 'a\000b' >bad ;;
		large) head -c 1048577 /dev/zero | tr '\0' a >large ;;
		esac
		run --env=DB_FILE="$tests_folder/$name" --file-env=DB -- \
		    echo started
		refused "--file-env=DB: $tests_folder/$name: ${case#*:}" \
		    "a secret that is no good: $name"
		rm -f "$name"
	done
	run --env=DB_FILE=/dev/zero --file-env=DB -- echo started
	refused '--file-env=DB: /dev/zero: not a regular file' "a device"
	run --env=DB_FILE=secret --file-env=DB -- echo started
	refused '--file-env=DB: DB_FILE=secret: expected a path' \
	    "a relative path"
	for name in '' A=B; do
		run --file-env="$name" -- echo started
		refused "--file-env=$name: expected" "--file-env=$name"
	done
	check "the secret is in no message" not said 'the secret'
}

# Main's files are those inside, the caller's those outside.
t_inside() {
	mkdir -p box/run box/proc
	echo inside >box/run/secret
	echo "WHERE=outside" >vars
	ln -sf "$tests_folder/secret" box/run/out
	echo outside >secret
	cp "$(command -v busybox)" box/run/busybox
	run --isolate --root=box --env-file=vars --env=S_FILE=/run/secret \
	    --file-env=S -- /run/busybox env
	check "--env-file outside" grep -qx WHERE=outside "$out"
	check "--file-env inside" grep -qx S=inside "$out"
	run --isolate --root=box --env=S_FILE=/run/out --file-env=S -- \
	    /run/busybox echo started
	refused '--file-env=S: /run/out: No such file or directory' \
	    "a link leads nowhere but inside"
	rm -rf box
}

t_listen_pid() {
	printf '#!/bin/sh\n%s\n' 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"' >passing
	chmod 755 passing
	through ./passing
	run -- sh -c 'echo $((LISTEN_PID - $$)) $LISTEN_FDS'
	outcome "0 1" "LISTEN_PID is main's"
	run --env=OTHER=1 -- sh -c 'echo $((LISTEN_PID - $$))'
	outcome 0 "also where the environment changes"
	run --isolate -- sh -c 'echo $((LISTEN_PID - $$))'
	outcome 0 "and in a namespace"
	through env LISTEN_PID=1234567 NOTIFY_SOCKET=/run/notify
	run -- sh -c 'echo $LISTEN_PID $NOTIFY_SOCKET'
	outcome "1234567 /run/notify" "what names another passes"
}

t_bad() {
	for value in '' =x; do
		run --env="$value" -- echo started
		refused "--env=$value: expected" "--env=$value"
	done
	run --env-file= -- echo started
	refused -- '--env-file=: expected' "--env-file="
	run --clear-env=1 -- echo started
	refused -- '--clear-env' "--clear-env=1"
	through env PODINIT_ENV=A=1 PODINIT_CLEAR_ENV=1 PODINIT_ENV_FILE=/x \
	    PODINIT_FILE_ENV=A
	run -- sh -c 'env | grep -c ^PODINIT_'
	outcome 4 "none of it comes from the environment"
}

every_mode t_env t_env_file t_file_env t_listen_pid
in_mode subreaper t_duplicates
in_mode subreaper t_inside
in_mode subreaper t_bad
tap_end
