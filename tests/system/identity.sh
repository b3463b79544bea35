#!/bin/sh
# Who main is: --run-as, --cap-drop, --cap-keep.  setpriv(1) and the kernel's
# own account of a process say whether it is so.
# shellcheck disable=SC2016 # main expands them
set -u
# shellcheck source=tests/system/identity_lib.sh
. "$(dirname "$0")/identity_lib.sh"

# --- the user

t_users() {
	identity --run-as=nobody
	as_setpriv "--run-as=NAME is setpriv's" --reuid=nobody \
	    --regid=nogroup --init-groups
	identity --run-as=65534
	as_setpriv "--run-as=NUMBER" --reuid=65534 --regid=65534 \
	    --clear-groups
	identity --run-as=4242
	as_setpriv "a number without an entry" --reuid=4242 --regid=4242 \
	    --clear-groups
	identity --run-as=nobody:daemon
	as_setpriv "--run-as=NAME:NAME" --reuid=nobody --regid=daemon \
	    --clear-groups
	identity --run-as=4242:4343
	as_setpriv "--run-as=NUMBER:NUMBER" --reuid=4242 --regid=4343 \
	    --clear-groups
	identity --run-as=root
	as_setpriv "root again" --reuid=root --regid=root --init-groups
	identity --run-as=nobody --no-new-privs
	as_setpriv "with --no-new-privs" --reuid=nobody --regid=nogroup \
	    --init-groups --no-new-privs
	identity --isolate --run-as=nobody
	as_setpriv "in namespaces" --reuid=nobody --regid=nogroup \
	    --init-groups
	identity --time --run-as=nobody
	as_setpriv "in a time namespace" --reuid=nobody --regid=nogroup \
	    --init-groups
}

# To have another user, or new clocks, main takes a fork(2) of its own.
t_session() {
	for option in --run-as=nobody --time; do
		times=0
		while [ $times -lt 50 ]; do
			run --setsid $option -- sh -c \
			    'read -r _ _ _ _ group session _ </proc/$$/stat
			    echo $(($$ - group)) $(($$ - session))'
			[ "$status: $(cat "$out")" = "0: 0 0" ] || break
			times=$((times + 1))
		done
		is $times 50 "--setsid with $option, 50 times"
	done
}

t_login() {
	through env -i PATH="$PATH" HOME=/x USER=y SHELL=/bin/old
	run --run-as=daemon -- sh -c 'echo $HOME $USER $LOGNAME $SHELL'
	is "$(cat "$out")" "/usr/sbin daemon daemon /bin/old" \
	    "HOME, USER and LOGNAME are the user's, SHELL is the caller's"
	run --run-as=4242 -- sh -c 'echo $HOME $USER $LOGNAME'
	is "$(cat "$out")" "/ 4242 4242" "those of a number without an entry"
	run --clear-env --run-as=daemon -- sh -c 'echo $HOME $USER'
	is "$(cat "$out")" "/usr/sbin daemon" "--clear-env leaves them"
	run --env=HOME=/mine --run-as=daemon -- sh -c 'echo $HOME $USER'
	is "$(cat "$out")" "/mine daemon" "--env is stronger"
}

t_no_way_back() {
	for try in "setpriv --reuid 0 true" "setpriv --regid 0 true" \
	    "setpriv --clear-groups true" "chown 0 /"; do
		# shellcheck disable=SC2086 # words
		run --run-as=nobody -- $try
		check "no way back by $try" test "$status" != 0
	done
	start --run-as=nobody -- \
	    sh -c 'trap "exit 7" TERM; echo ready; while :; do sleep 0.1; done'
	await_line ready
	is "$(field Uid | xargs)" "0 0 0 0" "podinit itself stays who it is"
	is "$(field CapEff)$(field CapPrm)" \
	    "00000000000000200000000000000020" \
	    "of its capabilities it keeps CAP_KILL"
	is "$(field CapInh)" 0000000000000000 "and hands none on"
	child=$(children "$pid")
	check "podinit's memory is out of main's reach" \
	    not setpriv --reuid=nobody --regid=nogroup --clear-groups \
	    head -c 1 "/proc/$pid/mem"
	is "$(field Uid "$child" | xargs)" "65534 65534 65534 65534" \
	    "main is another"
	send TERM
	finish
	is "$status" 7 "it is signalled and waited for all the same"
}

# Where /proc hides the processes of others podinit finds them all the same.
t_hidden() {
	for option in off:0000000000000020 ptraceable:0000000000080020; do
		start --isolate --proc-options=hidepid="${option%:*}" \
		    --scope=session --run-as=nobody -- report -n 1 -x 7
		await_line ready
		# The inner process: the one that starts main.
		pid=$(children "$pid")
		is "$(field CapEff)" "${option#*:}" \
		    "what podinit keeps with hidepid=${option%:*}"
		send USR1
		finish
		is "$status" 7 "and main gets its signals"
	done
}

# The folder of a pid file often is main's user's own.
t_pid_file() {
	mkdir -m 755 run
	chown nobody run
	start --run-as=nobody --pid-file=run/pid -- report -n 1
	await_line ready
	is "$(cat run/pid)" "$(children "$pid")" "a pid file in main's folder"
	is "$(field CapEff)" 0000000000000022 "podinit can remove it"
	send TERM
	finish
	is "$(ls -A run)" "" "and does"
	rm -r run
}

# --- the files inside, which are anybody's

# users LINE...: the box has just these.
users() {
	printf '%s\n' "$@" >box/etc/passwd
}

groups() {
	printf '%s\n' "$@" >box/etc/group
}

# in_box USER: main in the box is that.
in_box() {
	run --isolate --root=box --run-as="$1" -- cat /proc/self/status
	grep -E "$lines" "$out" >got
}

# is_in_box USER UID GID GROUPS NAME
is_in_box() {
	in_box "$1"
	is "$(sed -n 's/^Uid:.//p' got | cut -f1) $(sed -n 's/^Gid:.//p' got |
	    cut -f1) $(sed -n 's/^Groups:.//p' got | xargs)" "$2 $3 $4" "$5"
}

# no_user USER REGEX NAME
no_user() {
	in_box "$1"
	refused "--run-as=$1: $2" "$3"
}

t_files() {
	make_box box
	mkdir box/etc box/proc
	users root:x:0:0::/root: ann:x:1000:1001:A:/home/ann:/bin/sh \
	    ann:x:0:0::/: bob:x:1002:100 5:x:77:77::/:
	groups root:x:0: users:x:100:bob,ann more:x:50:ann less:x:40:bob,ann,x \
	    again:x:50:ann ann:x:1001: users:x:0:
	is_in_box ann 1000 1001 "40 50 100 1001" \
	    "the first of a name, and all its groups once"
	is_in_box bob 1002 100 "40 100" "a short entry"
	is_in_box 1000 1000 1001 "" "a number's own group alone"
	is_in_box 5 5 5 "" "a number is never a name"
	is_in_box ann:users 1000 100 "" "the first group of a name"
	is_in_box ann:0 1000 0 "" "a group in digits"
	run --isolate --root=box --run-as=ann -- sh -c 'echo $HOME $USER'
	is "$(cat "$out")" "/home/ann ann" "HOME is the entry's"
	no_user cid "no user cid in /etc/passwd" "no such user"
	no_user ann:wheel "no group wheel in /etc/group" "no such group"
	no_user nobody "no user nobody" "the caller's own files mean nothing"
	printf 'ann:x:1000:1001::/:' >box/etc/passwd
	printf 'g:x:9:ann' >box/etc/group
	is_in_box ann 1000 1001 "9 1001" "no newline at the end"
	for line in ann:x:-1:5 ann:x:1:-5 ann:x:4294967295:5 ann:x:99999999999:5 \
	    ann:x:0x1:5 ann:x::5 ann:x:1 ann ann: 'ann:x: 1:5' ann:x:1:+5; do
		users "$line"
		no_user ann "/etc/passwd: line 1: expected NAME:PASSWORD:UID" \
		    "a broken entry: $line"
	done
	users ann:x:1000:1001::/:
	for line in g:x:-1:ann g:x:4294967295:ann g:x::ann g:x:x:ann; do
		groups "$line"
		no_user ann "/etc/group: line 1: expected NAME:PASSWORD:GID" \
		    "a broken group: $line"
		is_in_box 1000 1000 1001 "" "which a number does not need"
	done
	groups
	# Whatever stands there is an error, and nothing is waited for.
	for file in passwd group; do
		for what in fifo device folder link nul long; do
			users ann:x:1000:1001::/:
			groups g:x:9:ann
			rm -r "box/etc/$file"
			case $what in
			fifo) mkfifo "box/etc/$file" ;;
			device) mknod "box/etc/$file" c 1 5 ;;
			folder) mkdir "box/etc/$file" ;;
			link) ln -s "$tests_folder/leak" "box/etc/$file" ;;
			nul) printf 'ann:\000:1:1:ann:/:\n' \
			    >"box/etc/$file" ;;
			long) head -c 300000 /dev/zero | tr '\0' a \
			    >"box/etc/$file" ;;
			esac
			printf 'ann:x:0:0::/:\n' >leak
			in_box ann
			if [ "$file $what" = "group link" ]; then
				main_is Groups 1001 \
				    "a group file that leads nowhere is none"
				rm "box/etc/$file"
				continue
			fi
			refused "--run-as=ann: .*/etc/$file" "/etc/$file: $what"
			rm -r "box/etc/$file"
		done
	done
	rm -rf box/etc
	is_in_box 7 7 7 "" "a number needs no file"
	no_user ann "no user ann in /etc/passwd" "a name does"
	is_in_box 7:8 7 8 "" "nor does a group in digits"
	rm -rf box
}

t_bad() {
	for value in '' : nobody: :daemon; do
		run --run-as="$value" -- echo started
		refused "--run-as=$value: expected" "--run-as=$value"
	done
	run --run-as=-1 -- echo started
	refused "--run-as=-1: no user" "--run-as=-1"
	run --run-as="$(head -c 300 /dev/zero | tr '\0' a)" -- echo started
	refused 'expected USER or USER:GROUP' "a name that is none"
	for value in 4294967295 4294967296 nobody:99999999999; do
		run --run-as=$value -- echo started
		refused "--run-as=$value: expected a number up to 4294967294" \
		    "--run-as=$value"
	done
	through env PODINIT_RUN_AS=nobody PODINIT_CAP_DROP=ALL \
	    PODINIT_CAP_KEEP=KILL
	run -- sh -c 'id -u; env | grep -c ^PODINIT_'
	is "$(xargs <"$out")" "0 3" "none of it comes from the environment"
}

# Without privilege: what can be done is done, and what cannot says why.
t_unprivileged() {
	identity --run-as=65534:65534
	main_is Uid "65534 65534 65534 65534" "who one is already"
	run --run-as=daemon -- echo started
	refused 'set(groups|resgid).*: .* \(needs CAP_SETGID' "another user"
	run --run-as=0:65534 -- echo started
	refused 'setresuid 0: Operation not permitted \(needs CAP_SETUID\)' \
	    "root"
	run --isolate --run-as=1000 -- echo started
	refused 'setresgid 1000: .*\(not mapped in this user namespace: --map' \
	    "a user that is not mapped"
	identity --isolate --run-as=0
	main_is Uid "0 0 0 0" "root of a user namespace"
	run --cap-drop=ALL -- echo started
	refused 'prctl PR_CAPBSET_DROP .*\(needs CAP_SETPCAP' \
	    "a bounding set that cannot be made smaller"
	identity --isolate --cap-drop=ALL
	main_is CapBnd 0000000000000000 "in a user namespace it can"
	run --cap-keep=KILL -- echo started
	refused -- '--cap-keep: podinit has not got CAP_KILL itself' \
	    "keeping what one has not got"
}

# --- the capabilities

t_capabilities() {
	identity --cap-drop=ALL
	as_setpriv "--cap-drop=ALL" --bounding-set=-all --inh-caps=-all \
	    --ambient-caps=-all
	identity --cap-drop=cap_Chown,NET_RAW --cap-drop=kill
	as_setpriv "--cap-drop of some" --bounding-set=-chown,-net_raw,-kill
	identity --cap-keep=CHOWN,CAP_KILL
	as_setpriv "--cap-keep of root" \
	    --bounding-set=-all,+chown,+kill
	identity --cap-drop=ALL --cap-keep=CHOWN --cap-keep=KILL
	as_setpriv "--cap-drop=ALL beside it" --bounding-set=-all,+chown,+kill
	identity --run-as=nobody --cap-keep=NET_BIND_SERVICE
	as_setpriv "--cap-keep of another user is ambient" --reuid=nobody \
	    --regid=nogroup --init-groups \
	    --bounding-set=-all,+net_bind_service \
	    --inh-caps=-all,+net_bind_service \
	    --ambient-caps=-all,+net_bind_service
	identity --run-as=nobody --cap-drop=ALL
	as_setpriv "--cap-drop=ALL and another user" --reuid=nobody \
	    --regid=nogroup --init-groups --bounding-set=-all
	identity --isolate --run-as=nobody --cap-keep=KILL,SETUID
	as_setpriv "in namespaces" --reuid=nobody --regid=nogroup \
	    --init-groups --bounding-set=-all,+kill,+setuid \
	    --inh-caps=-all,+kill,+setuid --ambient-caps=-all,+kill,+setuid
	through setpriv --inh-caps=+chown,+kill --ambient-caps=+chown,+kill
	identity --cap-drop=CHOWN
	as_setpriv "what the caller hands on is dropped too" \
	    --bounding-set=-chown --inh-caps=-all --ambient-caps=-all
	through setpriv --reuid=nobody --clear-groups \
	    --inh-caps=+chown,+kill,+setpcap \
	    --ambient-caps=+chown,+kill,+setpcap
	identity --cap-drop=CHOWN,SETPCAP
	main_is CapAmb 0000000000000020 "of a caller that is not root"
	main_is CapEff 0000000000000020 "and it has no more"
}

# What --cap-keep gave is of use: a port that is root's.
t_of_use() {
	run --net --run-as=nobody -- busybox httpd -p 127.0.0.1:81
	check "no port of root's" said 'bind: Permission denied'
	run --net --run-as=nobody --cap-keep=NET_BIND_SERVICE -- \
	    busybox httpd -p 127.0.0.1:81
	is "$status" 0 "but by --cap-keep"
}

t_bad_lists() {
	for value in '' KIL ALLES 'KILL,' 5; do
		run --cap-drop="$value" -- echo started
		refused "--cap-drop=$value: expected capabilities" \
		    "--cap-drop=$value"
	done
	run --cap-keep=ALL -- echo started
	refused -- '--cap-keep=ALL: expected capabilities' "--cap-keep=ALL"
	run --cap-keep=KILL --cap-drop=CHOWN,KILL -- echo started
	refused -- '--cap-keep: expected without what --cap-drop drops, CAP_KILL' \
	    "kept and dropped"
	through setpriv --bounding-set=-chown
	run --cap-keep=CHOWN -- echo started
	refused -- '--cap-keep: podinit has not got CAP_CHOWN itself' \
	    "what podinit may not hand on"
}

# --- whatever fails, main is never started with more than was asked for

# By the numbers of prctl(2): the bounding set is read by 23 and reduced by 24,
# capabilities are kept by 8, and made ambient by 47.
t_faults() {
	for fault in setgroups=EPERM setresgid=EPERM setresuid=EPERM \
	    setresuid=EAGAIN capset=EPERM prctl/8=EPERM prctl/23=EPERM \
	    prctl/24=EPERM prctl/47=EPERM getresuid=EPERM getresgid=EPERM \
	    setgroups=NONE setresgid=NONE setresuid=NONE capset=NONE \
	    prctl/8=NONE prctl/24=NONE prctl/47=NONE capget=EPERM; do
		through deny "$fault" --
		run --run-as=daemon --cap-keep=KILL -- echo started
		refused "set|cap|CAP|identity" "$fault with --run-as"
	done
	for fault in capset=EPERM prctl/23=EPERM prctl/24=EPERM prctl/47=EPERM \
	    capset=NONE prctl/24=NONE capget=EPERM; do
		through deny "$fault" --
		run --cap-drop=ALL -- echo started
		refused "set|cap|CAP|identity" "$fault with --cap-drop"
	done
}

for place in pid1 subreaper; do
	in_mode "$place" t_users
	in_mode "$place" t_session
	in_mode "$place" t_login
	in_mode "$place" t_no_way_back
	in_mode "$place" t_capabilities
	in_mode "$place" t_faults
done
in_mode subreaper t_hidden
in_mode subreaper t_pid_file
in_mode subreaper t_files
in_mode subreaper t_bad
in_mode subreaper t_bad_lists
in_mode subreaper t_of_use
in_mode user t_unprivileged
tap_end
