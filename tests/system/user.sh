#!/bin/sh
# User namespaces: who is whom inside, who wrote the maps, and what is said
# where they cannot be written.
. "$(dirname "$0")/lib.sh"

# The caller's files are this test's own, in a mount namespace that is its own
# too.  /usr/bin is a folder of links, so that helpers can be replaced in it.
cat >passwd <<'PASSWD'
root:x:0:0:root:/root:/bin/sh
ann:x:2000:2000:Ann:/:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/sh
PASSWD
cat >subids <<'SUBIDS'
# comment
root:300000:1000
nobody:100000:65536
ann:500000:1000
annette:1:1
3000:700000:10
ann:600000:10
SUBIDS
mkdir real links local fake
cp subids other_subids
chmod 644 passwd subids other_subids

arrange() {
	mount --bind passwd /etc/passwd &&
	    mount --bind subids /etc/subuid &&
	    mount --bind other_subids /etc/subgid &&
	    mount --bind /usr/bin real &&
	    ln -s "$tests_folder"/real/* links/ &&
	    mount --bind links /usr/bin &&
	    mount --bind local /usr/local/bin
}
if ! arrange; then
	cannot "files cannot be replaced here" "user namespaces"
	tap_end
	exit 0
fi

# who: one line that tells all of it, as main sees it.
cat >bin/who <<'WHO'
#!/bin/sh
map() {
	awk '{ printf "%s%s:%s:%s", (NR > 1 ? "," : ""), $1, $2, $3 }' "$1"
}
echo "users $(map /proc/self/uid_map) groups $(map /proc/self/gid_map)" \
    "setgroups $(cat /proc/self/setgroups) is $(id -u):$(id -g) in $(id -G)"
WHO
chmod 755 bin/who

# helper NAME: what comes on standard input is what /usr/bin has of that name.
helper() {
	rm -f "links/$1"
	cat >"links/$1"
	chmod 755 "links/$1"
}

restore_helpers() {
	for name in newuidmap newgidmap; do
		rm -f "links/$name" "local/$name" "bin/$name"
		ln -s "$tests_folder/real/$name" "links/$name"
	done
}

# is_who WANTED NAME: the command was who, and said so.
is_who() {
	is "$status: $(cat "$out")" "0: $1" "$2"
}

own_id() {
	case $mode in
	user) echo 65534 ;;
	*) echo 0 ;;
	esac
}

# With privilege --isolate adds no user namespace by itself.
t_no_namespace() {
	run --isolate --setgroups=deny -- echo started
	refused '--setgroups: expected with a new user namespace' \
	    "--setgroups without a user namespace"
}

# What setgroups is where podinit maps the caller alone.
single() {
	case $mode in
	user) echo deny ;;
	*) echo allow ;;
	esac
}

# --- in every mode

t_root() {
	own=$(own_id)
	run --map-root-user -- who
	is_who "users 0:$own:1 groups 0:$own:1 setgroups $(single) is 0:0 in 0" \
	    "--map-root-user: the caller is root inside"
}

t_current() {
	own=$(own_id)
	for flag in --map-current-user --user; do
		run "$flag" -- who
		is_who "users $own:$own:1 groups $own:$own:1 setgroups $(single) is $own:$own in $own" \
		    "$flag: the caller is itself inside"
	done
}

# The files of /proc/PID are podinit's to write in a new PID namespace too.
t_with_others() {
	own=$(own_id)
	run --map-root-user --isolate=pid,mount,uts,ipc -- who
	is_who "users 0:$own:1 groups 0:$own:1 setgroups $(single) is 0:0 in 0" \
	    "--map-root-user with --isolate"
}

t_denied() {
	run --map-root-user --setgroups=deny -- who
	check "--setgroups=deny denies" grep -q "setgroups deny" "$out"
	run --map-root-user --setgroups=deny -- setpriv --groups 0 true
	is "$status" 127 "a denied setgroups(2) fails inside"
}

t_auto() {
	case $mode in
	user) ids="0:65534:1,1:100000:65536" ;;
	*) ids="0:0:1,1:300000:1000" ;;
	esac
	run --map-users=auto --map-groups=auto -- who
	is_who "users $ids groups $ids setgroups allow is 0:0 in 0" \
	    "auto: the caller and its subordinate ids"
}

t_bad_rows() {
	for row in 0 0:0 0:0:0 a:0:1 0:0:1: 4294967295:0:1 0:0:4294967296; do
		for flag in --map-users --map-groups; do
			run "$flag=$row" -- who
			refused "podinit: $flag=$row: expected" "$flag=$row"
		done
	done
	run --map-users=0:0:2 --map-users=1:5:1 -- who
	refused "=1:5:1: expected ids inside" "rows that overlap inside"
	run --map-users=0:0:2 --map-users=5:1:1 -- who
	refused "=5:1:1: expected ids outside" "rows that overlap outside"
	run --map-users=auto --map-users=5:1:1 -- who
	refused "=5:1:1: auto is a whole map" "a row after auto"
	run --map-users=5:1:1 --map-users=auto -- who
	refused "=auto: auto is a whole map" "auto after a row"
}

# --- as root

t_rows() {
	run --map-users=0:100000:10 --map-users=10:5000:1 \
	    --map-groups=3:200000:5 --map-groups=0:7:1 -- who
	is_who "users 0:100000:10,10:5000:1 groups 3:200000:5,0:7:1 setgroups allow is 0:0 in 0" \
	    "--map-users and --map-groups: as given"
	run --map-users=0:100000:10 -- who
	is_who "users 0:100000:10 groups 0:0:1 setgroups allow is 0:0 in 0" \
	    "users with a 0 alone: the group is 0 too"
	run --map-users=7:0:1 -- who
	is_who "users 7:0:1 groups 0:0:1 setgroups allow is 7:0 in 0" \
	    "without a 0 main is the caller, as it is called inside"
	run --map-groups=9:0:1 -- who
	is_who "users 0:0:1 groups 9:0:1 setgroups allow is 0:9 in 9" \
	    "groups alone: the user is itself"
	run --map-users=1000:100000:10 -- who
	refused "map of user ids has neither 0 inside nor the caller's own, 0" \
	    "users of whom main could be none"
	run --map-groups=1000:100000:10 -- who
	refused "map of group ids has neither" "groups of which main could be none"
	run --map-users=0:0:4294967295 -- who
	is_who "users 0:0:4294967295 groups 0:0:1 setgroups allow is 0:0 in 0" \
	    "all ids there are"
}

t_remap() {
	ids=0:500000:1000,1000:600000:10
	for name in ann 2000; do
		run --userns-remap="$name" -- who
		is_who "users $ids groups $ids setgroups allow is 0:0 in 0" \
		    "--userns-remap=$name"
	done
	run --userns-remap=3000 -- who
	is_who "users 0:700000:10 groups 0:700000:10 setgroups allow is 0:0 in 0" \
	    "--userns-remap of an id without a name"
	run --userns-remap=ann -- touch "$tests_folder/made"
	is "$status" 0 "a remapped root writes where everybody may"
	is "$(stat -c %u:%g made)" 500000:500000 "what it makes is the user's"
	rm -f made
	run --userns-remap=bob -- who
	refused "--userns-remap=bob: no such user in /etc/passwd" "nobody's name"
	run --userns-remap=4000 -- who
	refused "/etc/subuid: no ids for user 4000" "a user without ids"
}

# A root that is not the mapped root's: mount points cannot be made in it.
t_root_of_another() {
	mkdir box
	cp bin/podinit box/
	run --userns-remap=ann --root=box --tmpfs=/new -- /podinit --version
	refused "/new: Permission denied \(has to belong to 500000:500000, who is 0:0" \
	    "a root whose owner is not mapped"
	chown 500000:500000 box
	run --userns-remap=ann --root=box --tmpfs=/new -- /podinit --version
	is "$status" 0 "a root whose owner is the mapped root"
	chown 0:0 box
	chmod 700 box
	run --userns-remap=ann --root=box -- /podinit --version
	refused "root box: Permission denied \(has to belong to 500000:500000" \
	    "a root that the mapped root may not enter"
	rm -rf box
}

t_groups() {
	via="setpriv --groups 4,24"
	run --map-root-user -- who
	is_who "users 0:0:1 groups 0:0:1 setgroups allow is 0:0 in 0" \
	    "supplementary groups are left"
	run --map-root-user --setgroups=deny -- who
	is_who "users 0:0:1 groups 0:0:1 setgroups deny is 0:0 in 0 65534" \
	    "where that is denied they stay"
	run --map-root-user --setgroups=allow -- who
	check "--setgroups=allow allows" grep -q "setgroups allow" "$out"

	# A group that is denied what others may must not be left.
	echo secret >letter
	chown 0:4 letter
	chmod 0604 letter
	via="setpriv --reuid 65534 --regid 65534 --groups 4"
	run --map-root-user -- cat letter
	is "$status:$(cat "$out")" 1: "a group's denial holds inside"
	via="setpriv --reuid 65534 --regid 65534 --clear-groups"
	run --map-root-user -- cat letter
	is "$status:$(cat "$out")" 0:secret "others may"
	rm -f letter
}

# What root may not either; each cause is named.
t_causes() {
	via="setpriv --bounding-set -setfcap"
	run --map-root-user -- who
	refused "write /proc/[0-9]*/uid_map: .*CAP_SETFCAP" "without CAP_SETFCAP"
	via="unshare --user --map-root-user"
	run --map-root-user -- who
	is_who "users 0:0:1 groups 0:0:1 setgroups deny is 0:0 in 0" \
	    "within a user namespace of one id"
	run --map-users=0:0:2 -- who
	refused "uid_map: .* \(ids that podinit's own user namespace has not" \
	    "ids that are not there"
	run --map-root-user --map-groups=0:0:1 -- who
	refused "exclude|--map-groups" "two options that map groups"
	run --map-users=0:0:1 --map-groups=0:0:2 -- who
	refused "gid_map: .* \(ids that podinit's own user namespace has not" \
	    "group ids that are not there"
	run --map-root-user --setgroups=allow -- who
	refused "setgroups: .*\(denied in podinit's own user namespace" \
	    "setgroups denied above"
}

t_proc() {
	# It takes all that is written, and is no procfs.
	cat >bin/fake_proc <<-'FAKE'
		#!/bin/sh
		i=$$
		last=$((i + 20))
		while [ $i -lt $last ]; do
			mkdir -p "fake/$i"
			for file in uid_map gid_map setgroups; do
				: >"fake/$i/$file"
			done
			i=$((i + 1))
		done
		ln -s $$ fake/self
		mount --bind fake /proc
		exec "$@"
	FAKE
	chmod 755 bin/fake_proc
	via="unshare --mount fake_proc"
	run --map-root-user --no-mount-proc -- true
	refused "open /proc: " "a /proc that is no procfs"
	is "$(find fake -type f -size +0)" "" "nothing is written to it"
	check "it was there to be written to" test -f "$(find fake -name uid_map | head -n 1)"
	rm -rf fake/*
}

# What is short is told, not taken for what is mounted over.
t_no_descriptor() {
	tells=false
	for limit in 5 6; do
		via="prlimit --nofile=$limit"
		run --map-root-user -- who
		# As glibc has it, and as musl has it.
		refused "open /proc.*: (Too many|No file desc)" \
		    "no descriptor to be had: $limit"
	done
}

t_hostile() {
	mkfifo pipe
	mount --bind pipe /etc/subuid
	run --userns-remap=ann -- who
	refused "/etc/subuid: not a regular file" "/etc/subuid is a FIFO"
	umount /etc/subuid
	mount --bind /dev/zero /etc/passwd
	run --userns-remap=ann -- who
	refused "/etc/passwd: not a regular file" "/etc/passwd is a device"
	umount /etc/passwd
	rm pipe
	cp subids saved
	for line in 'ann:1' 'ann:1:x' 'ann:1:0' 'ann:4294967295:1' \
	    'ann:1:99999999999'; do
		echo "$line" >subids
		run --userns-remap=ann -- who
		refused "/etc/subuid: line 1: expected" "/etc/subuid has $line"
	done
	printf 'ann:5:10\nann:14:1\n' >subids
	run --userns-remap=ann -- who
	refused "/etc/subuid: line 2: expected ids outside" "ranges that overlap"
	printf 'ann:500000:7' >subids
	run --userns-remap=ann -- who
	check "a last line without its newline" grep -q "users 0:500000:7 " "$out"
	printf 'x\0y\nann:1:1\n' >subids
	run --userns-remap=ann -- who
	refused "/etc/subuid: line 1: a NUL byte" "/etc/subuid has a NUL byte"
	awk 'BEGIN { while (n++ < 5000) printf "x"; print "\nann:1:1" }' >subids
	run --userns-remap=ann -- who
	refused "/etc/subuid: line 1: more than" "/etc/subuid has a long line"
	awk 'BEGIN { while (n++ < 340) print "ann:" 1000 + n ":1" }' >subids
	run --userns-remap=ann -- sh -c 'wc -l </proc/self/uid_map'
	is "$status:$(cat "$out")" 0:340 "340 ranges"
	echo ann:5000:1 >>subids
	run --userns-remap=ann -- who
	refused "line 341: expected no more than 340 ranges" "341 ranges"
	cat saved >subids
}

# --- without privilege

t_unprivileged() {
	run --isolate -- who
	is_who "users 0:65534:1 groups 0:65534:1 setgroups deny is 0:0 in 0" \
	    "--isolate adds the user namespace"
	run --map-users=0:65534:1 --map-users=1:5000:1 -- who
	refused "podinit: /usr/bin/newuidmap exited with status 1: newuidmap: " \
	    "two lines that /etc/subuid does not grant"
	run --map-users=0:0:1 -- who
	refused "podinit: /usr/bin/newuidmap exited with status 1: newuidmap: " \
	    "an id that is another's"
	run --map-root-user --setgroups=allow -- who
	refused "--setgroups=allow: .*CAP_SETGID" "--setgroups=allow"
	run --map-users=0:65534:1 --map-users=1:100000:5 \
	    --map-groups=0:65534:1 -- who
	is_who "users 0:65534:1,1:100000:5 groups 0:65534:1 setgroups deny is 0:0 in 0" \
	    "users by the helper, the group by podinit"
	run --map-users=0:65534:1 -- who
	is_who "users 0:65534:1 groups 0:65534:1 setgroups deny is 0:0 in 0" \
	    "users with a 0 alone: the group is 0 too"
	run --map-users=7:65534:1 -- who
	is_who "users 7:65534:1 groups 65534:65534:1 setgroups deny is 7:65534 in 65534" \
	    "users without a 0 alone: the group is itself"
	cp bin/podinit bin/unreadable
	chmod 711 bin/unreadable
	podinit=$tests_folder/bin/unreadable
	run --map-root-user -- who
	refused "cannot read podinit's own file" "a podinit that cannot be read"
	podinit=$tests_folder/bin/podinit
	rm bin/unreadable
}

t_helper_missing() {
	rm links/newuidmap
	# This one is in PATH, where no privileged helper is looked for.
	printf '#!/bin/sh\necho called >&2\n' >bin/newuidmap
	chmod 755 bin/newuidmap
	run --map-users=auto --map-groups=auto -- who
	refused "newuidmap is missing: neither in /usr/bin nor" "newuidmap missing"
	ln -s "$tests_folder/real/newuidmap" local/newuidmap
	rm links/newgidmap
	run --map-users=auto --map-groups=auto -- who
	refused "newgidmap is missing" "newgidmap missing, newuidmap elsewhere"
	restore_helpers
}

t_helper_failing() {
	via="setpriv --no-new-privs"
	run --map-users=auto -- who
	refused "/usr/bin/newuidmap cannot help: no_new_privs is set" no_new_privs
	via=
	helper newuidmap <<-'HELPER'
		#!/bin/sh
		printf 'first\nsecond\n' >&2
		exit 3
	HELPER
	run --map-users=auto --map-groups=auto -- who
	refused "/usr/bin/newuidmap exited with status 3: first$" "newuidmap fails"
	helper newuidmap <<-'HELPER'
		#!/bin/sh
		kill -KILL $$
	HELPER
	run --map-users=auto --map-groups=auto -- who
	refused "/usr/bin/newuidmap was killed by SIGKILL$" "newuidmap is killed"
	echo rubbish | helper newuidmap
	run --map-users=auto --map-groups=auto -- who
	refused "newuidmap exited with status 126: .*Exec format error" \
	    "newuidmap is no program"
	# More than a pipe holds: neither side may wait for the other.
	helper newuidmap <<-'HELPER'
		#!/bin/sh
		head -c 1000000 /dev/zero | tr '\0' 'y' >&2
		exit 4
	HELPER
	run --map-users=auto --map-groups=auto -- who
	refused "newuidmap exited with status 4: yyy" "newuidmap talks too much"
	restore_helpers
	helper newgidmap <<-'HELPER'
		#!/bin/sh
		exit 1
	HELPER
	run --map-users=auto --map-groups=auto -- who
	refused "/usr/bin/newgidmap exited with status 1$" "newgidmap fails"
	restore_helpers
}

# With what a helper is started: podinit's surroundings, not its own state.
t_helper_state() {
	helper newuidmap <<-HELPER
		#!/bin/sh
		{
			grep -E '^Sig(Blk|Ign)' /proc/self/status | tr -s '\t\n' ' '
			shift; echo "\$*"; ls /proc/self/fd | tr '\n' ' '
			cat; env | grep -c PODINIT_TEST
		} >"$tests_folder/state" 2>&1
		exit 1
	HELPER
	: >state
	chmod 666 state
	PODINIT_TEST=1
	export PODINIT_TEST
	run --map-users=auto --map-groups=auto -- who
	unset PODINIT_TEST
	refused "exited with status 1$" "a helper that looks around"
	is "$(sed -n 1p state)" \
	    "SigBlk: 0000000000000000 SigIgn: 0000000000000000 0 65534 1 1 100000 65536" \
	    "it has the caller's signal state, and the map"
	# 3 is ls's own.
	is "$(sed -n 2p state)" "0 1 2 3 0" \
	    "it has no descriptor of podinit's, no input, an empty environment"
	restore_helpers
}

# hold: newuidmap tells its arguments and goes on, truly, when it is let.
hold() {
	rm -f held gate
	mkfifo gate
	: >held
	chmod 666 held gate
	helper newuidmap <<-HELPER
		#!/bin/sh
		echo "\$\$ \$1" >"$tests_folder/held"
		read -r word <"$tests_folder/gate"
		exec "$tests_folder/real/newuidmap" "\$@"
	HELPER
}

t_helper_interrupted() {
	hold
	for number in 15 2; do
		: >held
		start --map-users=auto --map-groups=auto -- who
		check "newuidmap waits" await test -s held
		read -r helping inner <held
		send "$number"
		finish
		is "$status" $((128 + number)) "signal $number ends the start"
		check "newuidmap is gone" await gone "$helping"
		check "the inner process is gone" await gone "$inner"
		check "nothing was started" not test -s "$out"
	done
	: >held
	start --map-users=auto --map-groups=auto -- who
	check "newuidmap waits" await test -s held
	read -r helping inner <held
	send KILL
	finish
	check "newuidmap dies with podinit" await gone "$helping"
	check "the inner process dies with podinit" await gone "$inner"
	restore_helpers
}

t_helper_signals() {
	hold
	# Blocked, so that they wait until main looks for them.
	via="with-state -b 10,34"
	start --map-users=auto --map-groups=auto -- report -n 2
	check "newuidmap waits" await test -s held
	send USR1 RTMIN
	echo go >gate
	finish
	is "$status: $(sort "$out" | tr '\n' ' ')" "0: 10 34 ready " \
	    "signals that came while newuidmap ran reach main"
	restore_helpers
}

# What is mounted over a file of /proc takes no map.
t_mounted_over() {
	hold
	: >decoy
	chmod 666 decoy
	start --map-users=auto --map-groups=0:65534:1 -- who
	check "newuidmap waits" await test -s held
	read -r helping inner <held
	mount --bind decoy "/proc/$inner/gid_map"
	echo go >gate
	finish
	refused "open /proc/$inner/gid_map: .*\(something is mounted over it\)" \
	    "a file that is mounted over"
	check "nothing is written to it" not test -s decoy
	restore_helpers
}

every_mode t_root t_current t_with_others t_denied t_bad_rows
for mode in $modes; do
	case $mode in
	pid1) in_mode pid1 t_auto ;;
	subreaper)
		for function in t_auto t_rows t_remap \
		    t_root_of_another t_groups t_causes t_no_namespace \
		    t_proc t_no_descriptor t_hostile; do
			in_mode subreaper "$function"
		done
		;;
	user)
		for function in t_auto t_unprivileged t_helper_missing \
		    t_helper_failing t_helper_state t_helper_interrupted \
		    t_helper_signals t_mounted_over; do
			in_mode user "$function"
		done
		;;
	esac
done
tap_end
