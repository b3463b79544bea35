#!/bin/sh
# --seccomp: the filter that was asked for is on main, and on nobody else.
# shellcheck disable=SC2016 # main expands them
set -u
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# Two filters, and what is none.
deny -p chdir=EACCES >no-chdir
deny -p chdir=KILL >kill-chdir
printf '\006\0\0\0\0\0\0\200' >kill-all
printf '\006\0\0\0\001\0\005\0' >refuse-all
printf '\006\0\0\0\0\0\377\177' >allow-all

# What the kernel wants of who has no CAP_SYS_ADMIN.
privilege() {
	if [ "$mode" = user ]; then
		echo --no-new-privs
	else
		echo --umask=022
	fi
}

t_installed() {
	run "$(privilege)" --seccomp=no-chdir -- \
	    sh -c 'cd / 2>/dev/null || echo refused'
	outcome refused "the filter is main's"
	run "$(privilege)" --seccomp=no-chdir --chdir=/usr -- pwd
	outcome /usr "what podinit does before needs no leave of it"
	run "$(privilege)" --seccomp=kill-chdir -- env --chdir=/ true
	is "$status" 159 "a main that the filter kills died of SIGSYS"
	run "$(privilege)" --seccomp=allow-all -- sh -c 'exit 7'
	is "$status" 7 "one that allows all changes nothing"
	start "$(privilege)" --seccomp=no-chdir -- \
	    sh -c 'trap "exit 8" TERM; echo ready; while :; do sleep 0.1; done'
	await_line ready
	child=$(children "$pid")
	is "$(field Seccomp "$child") $(field Seccomp_filters "$child")" "2 1" \
	    "main has one filter"
	is "$(field Seccomp) $(field NoNewPrivs)" "0 0" "podinit has none"
	send TERM
	finish
	is "$status" 8 "and forwards as ever"
	run --isolate "$(privilege)" --seccomp=no-chdir -- \
	    sh -c 'cd / 2>/dev/null || echo refused'
	outcome refused "in namespaces"
}

t_all_refused() {
	run "$(privilege)" --seccomp=kill-all -- echo started
	is "$status: $(cat "$out")" "159: " "a filter that kills all"
	run "$(privilege)" --seccomp=refuse-all -- echo started
	is "$status: $(cat "$out")" "126: " "a filter that refuses all"
	check "a filter that refuses all: podinit says so" \
	    said 'exec echo: Operation not permitted .*--seccomp'
}

t_sources() {
	printf '#!/bin/sh\nexec "$@" 9<no-chdir\n' >with-file
	printf '#!/bin/sh\nmkfifo p; (sleep 0.2; cat no-chdir) >p &\n%s\n' \
	    'exec "$@" 9<p' >with-pipe
	chmod 755 with-file with-pipe
	for source in with-file with-pipe; do
		rm -f p
		through "./$source"
		run "$(privilege)" --seccomp=fd:9 -- sh -c \
		    'cd / 2>/dev/null || echo refused; ls /proc/self/fd'
		outcome "refused 0 1 2 3" "fd:9 $source, which main has not got"
	done
	mkdir -p box/proc box/bin
	cp "$(command -v busybox)" box/bin/sh
	via=
	run "$(privilege)" --isolate --root=box --seccomp=no-chdir -- \
	    /bin/sh -c 'cd / 2>/dev/null || echo refused'
	outcome refused "FILE is the caller's, not one inside"
	rm -rf box p
}

t_bad() {
	: >empty
	head -c 12 no-chdir >odd
	for i in $(seq 4097); do cat allow-all; done >large
	printf '\0\0\0\0\0\0\0\0' >no-program
	mkfifo silent
	for case in "missing:No such file or directory" \
	    "empty:expected statements of BPF of 8 bytes each, got 0" \
	    "odd:expected statements of BPF of 8 bytes each, got 12" \
	    "large:larger than 32768 bytes" "/dev/zero:.*neither a file nor" \
	    "/:.*neither a file nor" "silent:expected statements" \
	    "fd:99:Bad file descriptor" "fd:2:expected FILE or fd:N" \
	    "fd:x:expected FILE or fd:N" "fd::expected FILE or fd:N" \
	    ":expected some text"; do
		case $case in
		fd:*) value=fd:$(echo "$case" | cut -d: -f2) ;;
		*) value=${case%%:*} ;;
		esac
		run "--seccomp=$value" -- echo started
		refused -- "--seccomp=$value: ${case#"$value":}" \
		    "--seccomp=$value"
	done
	rm silent
	run --seccomp=no-program -- echo started
	refused 'prctl PR_SET_SECCOMP: Invalid argument \(the kernel does not' \
	    "what the kernel does not take"
	through env PODINIT_SECCOMP=no-chdir
	run -- sh -c 'cd / && env | grep -c ^PODINIT_'
	outcome 1 "not from the environment"
}

t_privilege() {
	run --seccomp=allow-all -- echo started
	refused 'PR_SET_SECCOMP: Permission denied \(needs --no-new-privs' \
	    "without privilege the error says what it takes"
}

t_privilege_given_up() {
	run --run-as=nobody --seccomp=allow-all -- echo started
	refused 'PR_SET_SECCOMP: Permission denied \(needs --no-new-privs' \
	    "nor with --run-as alone"
	run --run-as=nobody --no-new-privs --seccomp=no-chdir -- \
	    sh -c 'cd / 2>/dev/null || id -u'
	outcome 65534 "with --run-as and --no-new-privs"
	for error in EPERM ENOSYS; do
		through deny "prctl/22=$error" --
		run --seccomp=no-chdir -- echo started
		refused 'prctl PR_SET_SECCOMP' "refused with $error"
	done
}

every_mode t_installed t_all_refused t_sources
in_mode subreaper t_bad
in_mode user t_privilege
in_mode subreaper t_privilege_given_up
tap_end
