#!/bin/sh
# What the options that mount do, and that none of it shows outside.
set -u
# shellcheck source=tests/system/box_lib.sh
. "$(dirname "$0")/box_lib.sh"

here=$tests_folder/here
mkdir -m 777 "$here"
# What a shell inside waits with: a file, for a start that failed has nobody
# who would open a fifo.
until_go="until [ -e $tests_folder/go ]; do sleep 0.01; done"

# --- propagation

mountinfo() {
	cat /proc/self/mountinfo
}

# The caller's mounts, while podinit runs and after it.
leaks_nothing() {
	before=$(mountinfo)
	rm -f go
	start "$@" sh -c "echo ready; $until_go"
	check "$name: ready" await_line ready
	is "$(mountinfo)" "$before" "$name: nothing shows outside meanwhile"
	touch go
	finish
	is "$status" 0 "$name: status"
	is "$(mountinfo)" "$before" "$name: nothing is left outside"
}

t_leaks() {
	mkdir -p "$here/t"
	mount --make-rshared /
	for value in private slave shared unbindable; do
		name=--propagation=$value
		leaks_nothing --isolate --propagation=$value \
		    --tmpfs="$here/t" --bind=/usr:"$here/u":ro,rprivate \
		    --mask="$tests_folder/bin" --read-only=/etc --
	done 2>/dev/null
	name=unchanged
	leaks_nothing --mount --propagation=unchanged --
	mount --make-rprivate /
}

# What each value makes of every mount of a shared tree.
t_values() {
	mount --make-rshared /
	while read -r value expected; do
		run --isolate --propagation="$value" -- \
		    findmnt -rno PROPAGATION /
		is "$(sort -u "$out" | tail -n 1)" "$expected" \
		    "--propagation=$value: the root"
	done <<-EOF
		private private
		slave private,slave
		shared shared,slave
		unbindable private,unbindable
	EOF
	run --isolate -- findmnt -rno PROPAGATION
	is "$(sort -u "$out")" private "by default every mount is private"
	run --isolate --propagation=unbindable -- findmnt -rno PROPAGATION
	is "$(sort -u "$out")" private,unbindable "unbindable: every mount is"
	mount --make-rprivate /
}

# The namespace is a plain copy, peer groups and all.
t_unchanged() {
	mount --make-rshared /
	run --mount --propagation=unchanged -- cat /proc/self/mountinfo
	is "$(cut -d ' ' -f 3- "$out" | sort)" \
	    "$(mountinfo | cut -d ' ' -f 3- | sort)" "unchanged changes nothing"
	mount --make-rprivate /
	run --propagation=unchanged --mount --tmpfs="$here" -- true
	fails_with '^podinit: .*unchanged' "unchanged excludes what mounts"
}

# sees PATH MARK OPTION...: what is mounted at PATH/sub after the start shows
# inside at the places MARK names, one by one.
sees() {
	places=$1
	shift
	rm -f go
	start "$@" sh -c "echo ready; $until_go
	    for place in $places; do
		if [ -e \$place/sub/mark ]; then echo yes; else echo no; fi
	    done"
	check "$name: ready" await_line ready
	mount -t tmpfs tmpfs "$here/src/sub"
	touch "$here/src/sub/mark"
	touch go
	finish
	umount "$here/src/sub"
	sed -i 1d "$out"
}

t_following() {
	mkdir -p "$here/src/sub" "$here/S" "$here/P"
	mount -t tmpfs tmpfs "$here/src"
	mkdir "$here/src/sub"
	mount --make-rshared /
	name=slave
	sees "$here/src" --isolate --propagation=slave --
	is "$(cat "$out")" yes "slave: what is mounted outside appears"
	name=private
	sees "$here/src" --isolate --
	is "$(cat "$out")" no "private: what is mounted outside does not"
	for value in private slave shared; do
		name="two binds in a tree that is $value"
		sees "$here/S $here/P" --isolate --propagation=$value \
		    --bind="$here/src:$here/S:rslave" \
		    --bind="$here/src:$here/P:rprivate" --
		is "$(tr '\n' ' ' <"$out")" "yes no " \
		    "$name: one follows, one does not"
	done
	name="a bind that is shared"
	sees "$here/S" --isolate --bind="$here/src:$here/S:rshared" --
	is "$(cat "$out")" yes "$name follows too"
	run --isolate --bind="$here/src:$here/S:rshared" -- sh -c \
	    "mount -t tmpfs none $here/S/sub && touch $here/S/sub/mark"
	is "$status" 0 "$name can be mounted in"
	check "$name does not lead out" not test -e "$here/src/sub/mark"
	run --isolate --bind="$here/src:$here/S:unbindable" -- \
	    findmnt -rno PROPAGATION "$here/S"
	is "$(cat "$out")" private,unbindable "a bind can be unbindable alone"
	run --isolate --propagation=unbindable \
	    --bind="$here/src:$here/S:rslave" -- true
	fails_with 'expected without --propagation=unbindable' \
	    "following in an unbindable tree"
	via="deny $(old_kernel ENOSYS) --"
	name="without open_tree in a tree that is slave"
	sees "$here/S" --isolate --propagation=slave \
	    --bind="$here/src:$here/S:rslave" --
	is "$(cat "$out")" yes "$name a bind follows"
	run --isolate --bind="$here/src:$here/S:rslave" -- true
	fails_with 'Linux 5.2: add --propagation=slave' \
	    "without open_tree in a tree that is private"
	via=
	mount --make-rprivate /
	umount "$here/src"
}

# --- binds

fresh_source() {
	rm -rf "$here/s" "$here/d"
	mkdir -m 777 "$here/s" "$here/d"
	echo text >"$here/s/file"
	chmod -R a+rwX "$here/s"
}

t_bind() {
	fresh_source
	run --isolate --bind="$here/s:$here/d" -- sh -c \
	    "cat $here/d/file && echo new >$here/d/file"
	check "a folder$tag" told text
	is "$(cat "$here/s/file")" new "a bind is writable unless ro"
	run --isolate --bind="$here/s/file:$here/made/deep" -- \
	    cat "$here/made/deep"
	check "a file, its target is made" told new
	rm -rf "$here/made"
	run --isolate --bind="$here/s:$here/d:ro,nosuid,nodev,noexec" -- sh -c \
	    "findmnt -rno VFS-OPTIONS $here/d; touch $here/d/x"
	check "flags" grep -q '^ro,nosuid,nodev,noexec' "$out"
	check "read-only" said 'Read-only file system'
	run --isolate --bind="$here/s/file:$here/s/f2:ro,nosuid" -- sh -c \
	    "findmnt -rno VFS-OPTIONS $here/s/f2; echo x >$here/s/f2"
	check "flags of a file" grep -q '^ro,nosuid' "$out"
	is "$(cat "$here/s/file")" new "a file that is read-only"
	run --isolate --bind="$here/s:$here/d:ro,rw" -- touch "$here/d/x"
	is "$status" 0 "of ro and rw the last"
}

# Read-only is read-only all the way down, and without it stays as it was.
t_below() {
	fresh_source
	mkdir "$here/s/one" "$here/s/two words"
	mount -t tmpfs tmpfs "$here/s/one"
	mkdir "$here/s/one/deep"
	mount -t tmpfs tmpfs "$here/s/one/deep"
	mount -t tmpfs tmpfs "$here/s/two words"
	mount -t tmpfs tmpfs "$here/s/two words"
	chmod 777 "$here/s/one" "$here/s/one/deep" "$here/s/two words"
	run --isolate --bind="$here/s:$here/d:ro" -- sh -c "cd $here/d
	    for f in . one one/deep 'two words'; do
		test -w \"\$f\" && echo \"\$f is writable\"; done; :"
	check "read-only to the last mount below" told ""
	run --isolate --bind="$here/s:$here/d" -- sh -c "cd $here/d
	    for f in . one one/deep 'two words'; do
		test -w \"\$f\" && echo writable; done"
	is "$(grep -c writable "$out")" 4 "writable where not asked for"
	umount "$here/s/two words" "$here/s/two words" "$here/s/one/deep" \
	    "$here/s/one"
}

t_shallow() {
	fresh_source
	mkdir "$here/s/one"
	mount -t tmpfs tmpfs "$here/s/one"
	touch "$here/s/one/mark"
	run --isolate --bind="$here/s:$here/d:bind" -- ls "$here/d/one"
	check "bind takes one mount" told ""
	run --isolate --bind="$here/s:$here/d:rbind" -- ls "$here/d/one"
	check "rbind takes all" told mark
	umount "$here/s/one"
}

# A user namespace may not take these flags away, and so has to say them.
t_locked() {
	fresh_source
	mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$here/s"
	chmod 777 "$here/s"
	touch "$here/s/file"
	run --isolate --bind="$here/s:$here/d:ro" \
	    --bind="$here/s/file:$here/f:ro" -- \
	    sh -c "findmnt -rno VFS-OPTIONS $here/d
	    findmnt -rno VFS-OPTIONS $here/f"
	is "$status" 0 "a bind of a locked mount"
	is "$(grep -c '^ro,nosuid,nodev,noexec' "$out")" 2 \
	    "locked flags are kept"
	umount "$here/s"
}

# A source is what the caller sees, whatever is mounted over it.
t_source() {
	fresh_source
	run --isolate --tmpfs="$here" --bind="$here/s:$here/kept" -- sh -c \
	    "ls $here; cat $here/kept/file"
	is "$(tr '\n' ' ' <"$out")" "kept text " \
	    "a source below an earlier tmpfs"
}

# --- the others

t_order() {
	fresh_source
	run --isolate --bind="$here/s:$here/d" --tmpfs="$here/d" -- \
	    ls "$here/d"
	check "the later covers the earlier" told ""
	run --isolate --tmpfs="$here/d" --bind="$here/s:$here/d/in" -- \
	    cat "$here/d/in/file"
	check "the later is mounted in the earlier" told text
}

t_tmpfs() {
	mkdir -p "$here/t"
	run --isolate --tmpfs="$here/t:size=64k,mode=700,noexec" -- \
	    findmnt -rno FSTYPE,OPTIONS "$here/t"
	check "tmpfs reads its own options" grep -Eq \
	    '^tmpfs rw,nosuid,nodev,noexec,.*size=64k.*mode=700' "$out"
	run --isolate --tmpfs="$here/t:bogus=1" -- true
	fails_with "mount tmpfs at $here/t with bogus=1: Invalid argument" \
	    "an option that tmpfs does not know"
}

t_dev() {
	mkdir -p "$here/dev"
	# shellcheck disable=SC2016 # for the inner shell
	run --isolate --dev="$here/dev" -- sh -c 'cd '"$here"'/dev
	    echo *; readlink fd stdin stdout stderr ptmx
	    stat -c %t:%T null zero full random urandom tty
	    echo x >null; head -c 3 zero | wc -c; echo x >full
	    stat -c %a pts/ptmx shm'
	is "$(sed -n 1p "$out")" "fd full null ptmx pts random shm stderr \
stdin stdout tty urandom zero" "--dev: what is there"
	is "$(sed -n 2,6p "$out" | tr '\n' ' ')" "/proc/self/fd \
/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 pts/ptmx " "--dev: links"
	is "$(sed -n 7,12p "$out" | tr '\n' ' ')" \
	    "1:3 1:5 1:7 1:8 1:9 5:0 " "--dev: numbers"
	is "$(sed -n 13,15p "$out" | tr '\n' ' ')" "3 666 1777 " \
	    "--dev: they work"
	check "--dev: full is full" said 'I/O error|No space left'
	run --isolate --dev -- sh -c 'echo x >/dev/null; ls /dev/pts'
	check "--dev over /dev: terminals of its own" told ptmx
}

t_mask() {
	fresh_source
	mkdir "$here/s/folder"
	touch "$here/s/folder/inside"
	chmod -R a+rwX "$here/s"
	run --isolate --mask="$here/s/file" --mask="$here/s/folder" \
	    --mask="$here/s/missing" --mask=/proc/filesystems \
	    --mask=/proc/sys -- sh -c "cd $here/s
	    cat file; ls folder; cat /proc/filesystems; ls /proc/sys
	    findmnt -rno VFS-OPTIONS /proc/filesystems
	    echo x >file; touch folder/x"
	is "$(wc -l <"$out")" 1 "masked files and folders are empty"
	check "they are read-only, nosuid, nodev, noexec" grep -q \
	    '^ro,nosuid,nodev,noexec' "$out"
	is "$(grep -ciE 'read-only|permission' "$err")" 2 "and cannot be written to"
	is "$(cat "$here/s/file")" text "what is masked stays as it was"
	check "what is missing is not made" not test -e "$here/s/missing"
	run --isolate --mask="$here/s/file" -- findmnt -rno TARGET /
	is "$(cat "$out")" / "what the masks were made from is gone"
}

t_read_only() {
	fresh_source
	run --isolate --read-only="$here/s" --tmpfs="$here/s" -- \
	    touch "$here/s/x"
	check "--read-only=PATH is last, wherever it stands" \
	    said 'Read-only file system'
	run --isolate --read-only="$here/s/file" -- \
	    sh -c "echo x >$here/s/file"
	is "$(cat "$here/s/file")" text "--read-only=FILE"
	run --isolate --read-only=/nowhere -- true
	fails_with 'open /nowhere: No such file' "--read-only of what is not"
}

t_kinds() {
	run --isolate=pid,mount,net --mount-sys -- ls /sys/class/net
	check "--mount-sys: the new network namespace" told lo
	run --isolate=pid,mount,ipc --mount-mqueue -- \
	    findmnt -rno FSTYPE /dev/mqueue
	check "--mount-mqueue" told mqueue
	# A namespace that is not new needs privilege, and shows what it did.
	if [ "$place" = root ]; then
		run --isolate --mount-sys -- findmnt -rno FSTYPE /sys
		is "$(tail -n 1 "$out")" sysfs "--mount-sys without --net"
	fi
}

# The path of a new cgroup namespace's own group is its root. In a new root,
# for below "/" the list has the caller's own mounts, covered, as well.
t_cgroup() {
	rm -rf "$here/box"
	make_box "$here/box"
	run --isolate=pid,mount,net,cgroup --root="$here/box" --mount-sys \
	    --mount-cgroup -- cat /proc/self/mountinfo
	awk '$5 ~ "^/sys/fs/cgroup" { print $4, $(NF - 2) }' "$out" |
	    sort -u >"$here/seen"
	expected="/ cgroup2"
	if grep -q '^[1-9]' /proc/self/cgroup; then
		expected="/ cgroup / cgroup2 / tmpfs"
	fi
	# shellcheck disable=SC2046 # lines to words
	# shellcheck disable=SC2005
	is "$(echo $(cat "$here/seen"))" "$expected" \
	    "--mount-cgroup: what the namespace shows"
	run --isolate --mount-cgroup --root="$here/box" -- ls /sys/fs/cgroup
	if [ "$place" = root ]; then
		is "$status" 0 "--mount-cgroup without --cgroup"
	else
		fails_with 'mount cgroup.*add --cgroup' \
		    "--mount-cgroup without --cgroup"
	fi
}

# --- /proc

t_proc() {
	# shellcheck disable=SC2016 # for the inner shell
	run --isolate -- sh -c 'readlink /proc/self; cat /proc/1/comm
	    findmnt -rno VFS-OPTIONS /proc | tail -n 1'
	is "$(tr '\n' ' ' <"$out")" "3 podinit rw,nosuid,nodev,noexec,relatime " \
	    "a fresh /proc"
	run --isolate --proc-options=hidepid=2,subset=pid,ro -- \
	    sh -c 'findmnt -rno OPTIONS /proc | tail -n 1
	    ls /proc/1/comm; ls /proc/uptime; echo x >/proc/self/comm'
	check "--proc-options" grep -Eq \
	    '^ro,.*hidepid=(2|invisible).*subset=pid' "$out"
	check "subset=pid" said "/proc/uptime.*No such file"
	check "ro" said 'Read-only file system'
	mkdir -p "$here/p"
	run --isolate --mount-proc="$here/p" -- readlink "$here/p/self"
	check "--mount-proc=DIR" told 2
	run --isolate --proc-options=subset=all -- true
	fails_with '^podinit: --proc-options=subset=all: expected hidepid' \
	    "an unknown option of proc"
}

# Without a new PID namespace it is the caller's.
t_proc_alone() {
	# shellcheck disable=SC2016 # for the inner shell
	run --mount --mount-proc -- sh -c \
	    'test $$ -eq "$(readlink /proc/self)" || exit 3
	    findmnt -rno FSTYPE /proc | tail -n 1'
	is "$status" 3 "the shell is not what readlink sees of itself"
	# shellcheck disable=SC2016 # for the inner shell
	run --mount --mount-proc -- sh -c 'read -r pid rest </proc/self/stat
	    test $$ = $pid && grep -c " /proc .* - proc " /proc/self/mountinfo'
	is "$status" 0 "--mount-proc without --pid: the same PID namespace"
}

# The kernel gives a user namespace no more than can be seen already.
t_masked_proc() {
	mount -t tmpfs tmpfs /proc/sys
	mode=user
	run --isolate -- true
	fails_with 'mount proc at /proc: Operation not permitted.*masked.*--no-mount-proc' \
	    "a masked /proc"
	run --isolate --no-mount-proc -- true
	is "$status" 0 "--no-mount-proc gets by"
	mode=subreaper
	umount /proc/sys
}

# Names below a /proc that is none would mean whatever its owner likes.
t_fake_proc() {
	fresh_source
	mount -t tmpfs tmpfs /proc
	mkdir -p /proc/self/fd
	for number in $(seq 0 40); do
		ln -s "$here/s/file" "/proc/self/fd/$number"
	done
	via="deny $(old_kernel ENOSYS) --"
	run --isolate --no-mount-proc --bind="$here/s/file:$here/f" -- true
	umount /proc
	via=
	fails_with 'no procfs at /proc' "a /proc that is a tmpfs is not used"
}

# --- the surroundings

t_directory() {
	mkdir -p "$here/w"
	cd "$here/w" || return
	run --isolate --tmpfs="$here/t" -- pwd
	check "the working directory stays" told "$here/w"
	run --isolate --tmpfs="$here" -- sh -c 'pwd; ls'
	is "$(head -n 1 "$out")" / "a working directory that is covered is left"
	cd "$tests_folder" || return
}

# PID 1 keeps nothing of what it took to get there.
t_descriptors() {
	fresh_source
	# shellcheck disable=SC2016
	run --isolate --dev --bind="$here/s:$here/d:ro" --mask="$here/s/file" \
	    --bind="$here/s:$here/e:rslave" -- \
	    sh -c 'for fd in /proc/1/fd/*; do readlink "$fd"; done'
	check "no folder stays open" not grep -qE \
	    "^/(dev|proc|)\$|^$here" "$out"
}

t_umask() {
	umask 077
	rm -rf "$here/d"
	run --isolate --bind=/etc:"$here/d" -- sh -c 'umask'
	is "$(cat "$out") $(stat -c %a "$here/d")" "0077 755" \
	    "a mount point is made with 755, and the umask is main's"
	umask 022
}

t_errors() {
	run --isolate --bind=/nowhere:/mnt -- true
	fails_with '^podinit: bind /nowhere: No such file' "no source"
	run --isolate --bind=/etc/passwd:/mnt -- true
	fails_with '^podinit: bind /etc/passwd at /mnt: Is a directory' \
	    "a file on a folder"
	for value in /etc /etc: /etc:mnt :/mnt /etc:/mnt:bogus /etc:/mnt: /etc:/; do
		run --isolate --bind="$value" -- true
		fails_with "^podinit: --bind=$value: expected SRC:DST" "--bind=$value"
	done
	run --isolate --tmpfs=mnt -- true
	fails_with '^podinit: --tmpfs=mnt: expected DST' "--tmpfs=mnt"
	run --isolate --mask=/ -- true
	fails_with '^podinit: --mask=/: expected an absolute path' "--mask=/"
	run --isolate --mount-proc=proc -- true
	fails_with '^podinit: --mount-proc=proc: expected' "--mount-proc=proc"
}

t_leaks
t_values
t_unchanged
t_following
every_kernel t_bind t_below t_shallow t_source t_mask t_read_only t_dev
in_all_places() {
	each_place t_locked
}
every_kernel in_all_places
each_place t_dev
each_place t_mask
each_place t_order
each_place t_tmpfs
each_place t_kinds
each_place t_cgroup
each_place t_read_only
t_proc
t_proc_alone
t_masked_proc
t_fake_proc
t_directory
t_descriptors
t_umask
t_errors
tap_end
