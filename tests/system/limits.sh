#!/bin/sh
# What main is started with besides its identity: resource limits, umask,
# directory, no_new_privs; and that podinit itself keeps its own.
. "$(dirname "$0")/lib.sh"

# limit_of NAME [PID]: soft and hard, as /proc has them, this script's when
# left out.
limit_of() {
	sed -n "s/^Max $1  *\([^ ]*\)  *\([^ ]*\).*/\1 \2/p" \
	    "/proc/${2:-$$}/limits"
}

t_limits() {
	for limit in as:4294967296:8589934592 core:0:4096 cpu:1000:2000 \
	    data:4294967296:8589934592 fsize:1048576:2097152 locks:5:6 \
	    memlock:0:4096 msgqueue:1000:2000 nofile:50:60 nproc:20000:30000 \
	    rss:1048576:2097152 rttime:1000000:2000000 sigpending:10:20 \
	    stack:1048576:2097152; do
		name=${limit%%:*}
		values=${limit#*:}
		if [ "$name" = as ] && $sanitized; then
			continue
		fi
		run "--ulimit=$name=$values" -- \
		    sh -c "prlimit --pid \$\$ --$name --noheadings --raw \
		    --output SOFT,HARD"
		outcome "${values%:*} ${values#*:}" "--ulimit=$name=$values"
	done
	run --ulimit=nofile=70 -- sh -c 'ulimit -Sn; ulimit -Hn'
	outcome "70 70" "--ulimit with one number: soft and hard"
	run --ulimit=nofile=70 --ulimit=core=0 --ulimit=nofile=60 -- \
	    sh -c 'ulimit -n; ulimit -c'
	outcome "60 0" "--ulimit: each resource, the last of two counts"
	run --ulimit=core=unlimited:-1 -- sh -c 'ulimit -c'
	if limit_of "core file size" | grep -q ' unlimited$'; then
		outcome unlimited "--ulimit=core=unlimited"
	else
		refused 'prlimit core: .*\(raising it needs CAP_SYS_RESOURCE\)' \
		    "--ulimit=core=unlimited"
	fi
}

# The machine need not have the capability; without it nothing starts.
t_raising() {
	through launch -u prlimit --nofile=100:100 --
	run --ulimit=nofile=200 -- echo started
	refused 'prlimit nofile: Operation not permitted \(raising it needs CAP_SYS_RESOURCE' \
	    "a limit that cannot be raised is an error that names why"
}

t_own_limits() {
	start --ulimit=nofile=50:60 --ulimit=fsize=4096 -- \
	    sh -c 'echo ready; exec sleep 1000'
	await_line ready
	is "$(limit_of "open files" "$pid")" "$(limit_of "open files")" \
	    "podinit keeps its own limit of descriptors"
	is "$(limit_of "file size" "$pid")" "$(limit_of "file size")" \
	    "podinit keeps its own limit of file sizes"
	send TERM
	finish
}

t_umask() {
	for mask in 0 7 027 0777; do
		run "--umask=$mask" -- sed -n 's/^Umask:.0*//p' \
		    /proc/self/status
		outcome "$(echo "$mask" | sed 's/^0*//')" "--umask=$mask"
	done
	for mask in '' 8 1000 00022 -1 u=rwx 0x12; do
		run "--umask=$mask" -- echo started
		refused "--umask=.*: expected an octal number from 0 to 777" \
		    "--umask=$mask is refused"
	done
	start --umask=0777 -- sh -c 'echo ready; exec sleep 1000'
	await_line ready
	is "$(field Umask)" "$(field Umask $$)" "podinit keeps its own umask"
	send TERM
	finish
}

t_chdir() {
	mkdir -p there/here closed
	chmod 755 there there/here
	chmod 700 closed
	run --chdir=/usr -- pwd
	outcome /usr "--chdir"
	run --chdir=there/here -- pwd
	outcome "$tests_folder/there/here" \
	    "--chdir from where podinit was started"
	run --chdir=missing -- echo started
	refused 'chdir missing: No such file or directory' \
	    "--chdir to what is not there"
	run --chdir=/etc/passwd -- echo started
	refused 'chdir /etc/passwd: Not a directory' \
	    "--chdir to what is no directory"
	run --chdir= -- echo started
	refused -- '--chdir=: expected some text' "--chdir to nothing"
	if [ "$mode" = user ]; then
		run --chdir=closed -- echo started
		refused 'chdir closed: Permission denied' \
		    "--chdir to where main may not go"
	fi
	# A command with a slash is looked for where main starts.
	printf '#!/bin/sh\necho %s\n' there >there/prog
	chmod 755 there/prog
	run --chdir=there -- ./prog
	outcome there "COMMAND is looked for from there"
	start --chdir=there -- sh -c 'echo ready; exec sleep 1000'
	await_line ready
	is "$(readlink "/proc/$pid/cwd" 2>/dev/null || echo /)" / \
	    "podinit is in /"
	send TERM
	finish
}

t_no_new_privs() {
	run --no-new-privs -- grep NoNewPrivs /proc/self/status
	outcome "NoNewPrivs: 1" "--no-new-privs"
	run -- grep NoNewPrivs /proc/self/status
	outcome "NoNewPrivs: 0" "without it"
	start --no-new-privs -- sh -c 'echo ready; exec sleep 1000'
	await_line ready
	is "$(field NoNewPrivs)" 0 "podinit itself keeps what it had"
	send TERM
	finish
}

t_all_of_it() {
	run --isolate --chdir=/usr --umask=077 --ulimit=nofile=60 \
	    --no-new-privs -- sh -c 'pwd; umask; ulimit -n;
	    sed -n "s/NoNewPrivs:.//p" /proc/self/status'
	outcome "/usr 0077 60 1" "in new namespaces"
}

t_bad_limits() {
	for limit in '' nofile nofile= nofile=x nofile=1:x nofiles=1 =1; do
		run "--ulimit=$limit" -- echo started
		refused "--ulimit=$limit: expected NAME=SOFT\[:HARD\]" \
		    "--ulimit=$limit is refused"
	done
	run --ulimit=nofile=2:1 -- echo started
	refused '--ulimit=nofile=2:1: expected SOFT to be no more than HARD' \
	    "--ulimit=nofile=2:1 is refused"
}

# No variable stands for an option that changes what main may do.
t_not_from_environment() {
	through env PODINIT_UMASK=077 PODINIT_CHDIR=/usr \
	    PODINIT_ULIMIT=nofile=60 PODINIT_NO_NEW_PRIVS=1
	run -- sh -c 'umask; pwd
	    sed -n "s/^Max open files *\([0-9]*\).*/\1/p" /proc/self/limits
	    sed -n "s/NoNewPrivs:.//p" /proc/self/status
	    env | grep -c "^PODINIT_"'
	open_files=$(limit_of "open files")
	outcome "$(umask) $tests_folder ${open_files% *} 0 4" \
	    "none of it comes from the environment"
}

# Whatever cannot be done, main does not start without it.
t_refused_calls() {
	for case in "prlimit64 --ulimit=core=0" "chdir --chdir=/" \
	    "prctl --no-new-privs"; do
		call=${case%% *}
		through deny "$call=EPERM" --
		run -q "${case#* }" -- echo started
		is "$status: $(cat "$out")" "125: " \
		    "${case#* } without $call: nothing is started"
		check "${case#* } without $call: says so" \
		    said "$(echo "$call" | tr -d 0-9).*: Operation not permitted"
	done
}

every_mode t_limits t_own_limits t_umask t_chdir t_no_new_privs
in_mode subreaper t_raising
in_mode subreaper t_all_of_it
in_mode user t_all_of_it
in_mode subreaper t_bad_limits
in_mode subreaper t_not_from_environment
in_mode subreaper t_refused_calls
tap_end
