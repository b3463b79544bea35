#!/bin/sh
# Exit statuses: main's own, the signal that killed it, a command that cannot
# be executed, and where it is looked for.
# shellcheck disable=SC2016 # inner shells expand
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

every_exit() {
	wrong=
	for number in $(seq 0 255); do
		run sh -c "exit $number"
		[ "$status" = "$number" ] || wrong="$wrong $number:$status"
	done
	is "$wrong" "" "main's exit status is podinit's, 0 to 255"
}

# Some only stop, or do nothing.
every_signal() {
	wrong=
	for number in $(seq 1 64 | grep -vxE '1[7-9]|2[0-3]|28'); do
		run sh -c "kill -$number \$\$"
		[ "$status" = $((128 + number)) ] ||
		    wrong="$wrong $number:$status"
	done
	is "$wrong" "" "main's signal is 128 and its number, 1 to 64"
}

with_core() {
	through prlimit --core=10000000
	for number in 3 6 11; do
		run sh -c "kill -$number \$\$"
		is "$status" $((128 + number)) "signal $number, core dumped"
	done
	rm -f core*
}

reported_as_0() {
	for list in 3 1,3,TERM TERM,3 003 255,3; do
		run --success-exit-status="$list" sh -c 'exit 3'
		is "$status" 0 "--success-exit-status=$list: 3 is 0"
	done
	run -e 1 -e 3 -e 5 sh -c 'exit 3'
	is "$status" 0 "-e 1 -e 3 -e 5: 3 is 0"
	run -e 1,5 sh -c 'exit 3'
	is "$status" 3 "-e 1,5: 3 is 3"
	run -e TERM sh -c 'kill -s TERM $$'
	is "$status" 0 "-e TERM: killed by TERM is 0"
	run -e sigrtmin+1 sh -c 'kill -35 $$'
	is "$status" 0 "-e sigrtmin+1: killed by signal 35 is 0"
	run -e 143 sh -c 'kill -s TERM $$'
	is "$status" 0 "-e 143: killed by TERM is 0"
	run -e INT sh -c 'kill -s TERM $$'
	is "$status" 143 "-e INT: killed by TERM is 143"
	run -e 1,2,3,15 sh -c 'kill -s TERM $$'
	is "$status" 143 "-e 15 is a status and no signal"
}

# cannot_run STATUS REGEX NAME COMMAND...: one line says why.
cannot_run() {
	wanted=$1 regex=$2 name=$3
	shift 3
	run "$@"
	is "$status" "$wanted" "$name: status"
	check "$name: one line" one_line
	check "$name: is told" said "^podinit: exec $regex"
}

executable() {
	cat >"$1"
	chmod 755 "$1"
}

exec_errors() {
	rm -rf x
	mkdir x
	cannot_run 127 'absent: not found in PATH' "not in PATH" absent
	cannot_run 127 './x/absent: No such file' "no such file" ./x/absent
	cannot_run 127 ': No such file' "an empty name" ''
	cannot_run 126 '\./x: Permission denied' "a directory" ./x
	: >x/plain
	cannot_run 126 '\./x/plain: Permission denied' "no x bit" ./x/plain
	cannot_run 127 '\./x/plain/a: Not a directory' "below a file" \
	    ./x/plain/a
	# A shell would run it; and would run another machine's program so.
	echo 'echo ran' | executable x/garbage
	cannot_run 126 '\./x/garbage: Exec format error' "no #! line" \
	    ./x/garbage
	check "no #! line: nothing is run by a shell" test ! -s "$out"
	: | executable x/empty
	cannot_run 126 '\./x/empty: Exec format error' "an empty file" \
	    ./x/empty
	head -c 200 "$podinit" | tr '\002' '\001' | executable x/foreign
	cannot_run 126 '\./x/foreign: ' "another machine's program" \
	    ./x/foreign
	echo '#!/absent/interpreter' | executable x/script
	cannot_run 127 '\./x/script: No such file.*interpreter' \
	    "a missing interpreter" ./x/script
	ln -s loop x/loop
	# As glibc has it, and as musl has it.
	cannot_run 127 '\./x/loop: (Too many levels|Symbolic link loop)' \
	    "a loop of links" ./x/loop
	long=$(head -c 5000 /dev/zero | tr '\0' a)
	cannot_run 127 "\\./aaaaaaaa" "a path of 5000 characters" "./$long"
	cannot_run 127 "aaaaaaaa" "a name of 5000 characters" "$long"
	newline=$(printf 'no\nFAKE: x\033[2J')
	cannot_run 127 'no\\x0aFAKE: x\\x1b\[2J: not found' \
	    "a name that would forge a line" "$newline"
	rm -rf x
}

# An open file that is being written cannot be executed.
text_file_busy() {
	cp bin/report busy
	exec 9>>busy
	cannot_run 126 '\./busy: Text file busy' "a file being written" ./busy
	exec 9>&-
	rm busy
}

# run_by_path PATH COMMAND
run_by_path() {
	through env "PATH=$1"
	run "$2"
}

# Every directory of PATH has its turn; the first that can run it does.
path_walk() {
	mkdir -p p/none p/plain p/closed p/first p/second
	for where in p/first p/second .; do
		printf '#!/bin/sh\necho %s\n' "$where" | executable $where/tool
	done
	: >p/plain/tool
	: >p/closed/tool
	chmod 700 p/closed
	for path in p/first:p/second p/none:p/first p/plain:p/first \
	    p/absent:p/first p/closed:p/first tool:p/first \
	    "$PWD/p/first:p/second"; do
		run_by_path "$path" tool
		is "$(cat "$out")" p/first "PATH=$path"
	done
	for path in :p/first p/none::p/first p/none: ''; do
		run_by_path "$path" tool
		is "$(cat "$out")" . "PATH=$path has the directory in it"
	done
	run_by_path p/plain:p/none tool
	is "$status" 126 "PATH: found, and not executable"
	check "PATH: what is not executable is named" \
	    said '^podinit: exec p/plain/tool: Permission denied'
	run_by_path p/none ./tool
	is "$(cat "$out")" . "a name with a slash is not looked for"
	run_by_path p/none p/first/tool
	is "$(cat "$out")" p/first "a relative path is taken as it is"
	run_by_path p/none:/absent tool
	is "$status" 127 "PATH: nowhere"
	rm -rf p tool
}

no_path() {
	through env -u PATH
	run sh -c 'exit 8'
	is "$status" 8 "without PATH the standard one serves"
	run absent
	is "$status" 127 "without PATH: not found"
}

every_mode every_exit every_signal with_core reported_as_0 exec_errors \
    text_file_busy path_walk no_path
tap_end
