#!/bin/sh
# --root: what is inside is all there is, and nothing inside leads out.
set -u
# shellcheck source=tests/system/box_lib.sh
. "$(dirname "$0")/box_lib.sh"

box=$tests_folder/box
outside=$tests_folder/outside
make_box "$box"

fresh() {
	rm -rf "$outside"
	mkdir -m 777 "$outside"
	echo secret >"$outside/secret"
	find "$box" -mindepth 1 -maxdepth 1 ! -name bin -exec rm -rf {} +
}

# --- the root

t_inside() {
	fresh
	run --isolate --root="$box" -- sh -c 'pwd; ls /; cat /proc/1/comm'
	is "$(tr '\n' ' ' <"$out")" "/ bin proc podinit " "what is inside"
	run --isolate --root="$box" -- ls "$outside"
	check "the old root is gone" said 'No such file'
	run --isolate --root="$box" -- sh -c \
	    'ls /..; ls /proc/1/root/; ls /proc/1/cwd/ | wc -l'
	is "$(tr '\n' ' ' <"$out")" "bin proc bin proc 2 " \
	    "not by .., nor by what PID 1 holds"
	run --isolate --root="$box" -- cat /proc/self/mountinfo
	is "$(wc -l <"$out")" 2 "the root and /proc are all the mounts"
	echo 'echo from the box' >"$box/bin/only-here"
	chmod 755 "$box/bin/only-here"
	sed -i '1i #!/bin/sh' "$box/bin/only-here"
	run --isolate --root="$box" -- only-here
	check "COMMAND is looked up inside" told 'from the box'
	rm "$box/bin/only-here"
	run --isolate --root="$box" -- findmnt
	is "$status" 127 "a command that is outside alone is not found"
}

t_directories() {
	fresh
	cd "$outside" || return
	run --isolate --root="$box" -- sh -c 'pwd; readlink /proc/self/cwd'
	is "$(tr '\n' ' ' <"$out")" "/ / " "the working directory is /"
	cd "$tests_folder" || return
	run --isolate --root=box -- true
	is "$status" 0 "a relative DIR"
	ln -sfn box "$tests_folder/link"
	run --isolate --root=link --bind=outside:/o -- cat /o/secret
	check "a DIR and a SRC are the caller's" told secret
	rm "$tests_folder/link"
	run --isolate --root=/ -- cat "$outside/secret"
	check "/ itself" told secret
}

t_mounted() {
	fresh
	mkdir -p "$tests_folder/m"
	mount -t tmpfs tmpfs "$tests_folder/m"
	make_box "$tests_folder/m"
	run --isolate --root="$tests_folder/m" -- ls /bin/busybox
	is "$status" 0 "a DIR that is a mount point"
	mkdir -p "$box/below"
	mount -t tmpfs tmpfs "$box/below"
	touch "$box/below/mark"
	run --isolate --root="$box" -- ls /below
	check "what is mounted below DIR comes along" told mark
	umount "$box/below"
	umount "$tests_folder/m"
}

t_read_only_dir() {
	fresh
	mkdir "$box/proc"
	mount --bind "$box" "$box"
	mount -o remount,bind,ro "$box"
	run --isolate --root="$box" -- touch /x
	check "a DIR that is read-only" said 'Read-only file system'
	run --isolate --root="$box" --bind="$outside:/o" -- true
	fails_with 'make mount point /o: Read-only file system \(make it' \
	    "a mount point that cannot be made"
	umount "$box"
}

t_read_only() {
	fresh
	run --isolate --root="$box" --tmpfs=/tmp --read-only -- \
	    sh -c 'touch /tmp/x && echo yes; touch /x'
	check "--read-only leaves what is mounted" told yes
	check "--read-only is the root's" said '/x: Read-only file system'
	run --isolate --root="$box" --read-only=/bin -- \
	    sh -c 'touch /x && echo yes; touch /bin/x'
	check "--read-only=PATH leaves the rest" told yes
	check "--read-only=PATH" said '/bin/x: Read-only file system'
}

# The caller's mounts do not change, and what is mounted outside shows inside
# or does not.
t_propagation() {
	fresh
	mkdir -p "$box/sub"
	mount --make-rshared /
	before=$(cat /proc/self/mountinfo)
	while read -r value expected; do
		rm -f "$box/go"
		start --isolate --propagation="$value" --root="$box" \
		    --tmpfs=/t -- sh -c 'echo ready
		    until [ -e /go ]; do true; done
		    if [ -e /sub/mark ]; then echo yes; else echo no; fi
		    echo m; cat /proc/self/mountinfo'
		check "--propagation=$value: starts" await_line ready
		is "$(cat /proc/self/mountinfo)" "$before" \
		    "--propagation=$value: nothing shows outside"
		mount --bind "$box/sub" "$box/sub"
		mount -t tmpfs tmpfs "$box/sub"
		touch "$box/sub/mark" "$box/go"
		finish
		umount "$box/sub" "$box/sub"
		is "$(sed -n 2p "$out")" "$expected" \
		    "--propagation=$value: a mount made outside is seen: $expected"
		is "$(sed '1,/^m$/d' "$out" | grep -c ' shared:')" \
		    "$(if [ "$value" = shared ]; then
			sed '1,/^m$/d' "$out" | wc -l; else echo 0; fi)" \
		    "--propagation=$value: shared, or not"
	done <<-EOF
		private no
		slave yes
		shared yes
		unbindable no
	EOF
	mount --make-rprivate /
}

# --- links, and who moves them

t_links() {
	fresh
	ln -s "$outside" "$box/absolute"
	ln -s ../../../../../../../.."$outside" "$box/relative"
	ln -s .. "$box/up"
	mkdir -m 777 "$box/in"
	ln -s /in "$box/fine"
	ln -s loop "$box/loop"
	for link in absolute relative up/../../absolute; do
		run --isolate --root="$box" --tmpfs="/$link/x" -- true
		check "$link: nothing is made outside" not test -e "$outside/x"
	done
	# A link to nothing inside is an error, or its target made inside.
	mkdir -p "$box$outside"
	run --isolate --root="$box" --tmpfs=/absolute -- \
	    sh -c "touch /absolute/x; ls $outside"
	check "an absolute link is one of the root" told x
	run --isolate --root="$box" --tmpfs=/relative -- \
	    sh -c "touch /relative/x; ls $outside"
	check "a relative link stays in the root" told x
	run --isolate --root="$box" --tmpfs=/up/up/../in -- \
	    sh -c 'touch /in/x; ls /in'
	check ".. ends at the root" told x
	run --isolate --root="$box" --tmpfs=/fine/made/deep -- ls /in/made
	check "below a link that stays inside" told deep
	run --isolate --root="$box" --tmpfs=/loop/x -- true
	# As glibc has it, and as musl has it.
	fails_with 'open mount point /loop/x: .*link' "a loop"
	ln -s /nowhere "$box/dangling"
	run --isolate --root="$box" --tmpfs=/dangling -- true
	fails_with 'open mount point /dangling: No such file' "a dangling link"
	run --isolate --root="$box" --mask=/absolute/secret -- true
	is "$(cat "$outside/secret")" secret "nor does a mask lead out"
	is "$(ls "$outside")" secret "nothing has changed outside"
}

# A folder that is now a folder, now a link that leads out.
t_race() {
	fresh
	mkdir "$box/a"
	ln -s "../../../../../../../..$outside" "$box/b"
	swap "$box/a" "$box/b" &
	swapping=$!
	end=$(($(now) + race_time))
	tries=0
	entered=0
	while [ "$(now)" -lt "$end" ]; do
		run --isolate --root="$box" --bind="$outside:/a/x" \
		    --tmpfs=/a/y/z -- true
		tries=$((tries + 1))
		if [ "$status" = 0 ]; then
			entered=$((entered + 1))
		fi
		if [ "$(ls "$outside")" != secret ]; then
			break
		fi
		rm -rf "$box/a/x" "$box/a/y" "$box/b/x" "$box/b/y" \
		    "$box$outside" 2>/dev/null
		if [ "$(ls "$outside")" != secret ]; then
			# The clean-up itself follows what is swapped.
			fresh_outside
		fi
	done
	kill "$swapping"
	wait "$swapping" 2>/dev/null
	is "$(ls "$outside")" secret "a racing renamer: nothing outside"
	check "a racing renamer: $entered of $tries starts went well" \
	    test "$entered" -gt 0
}

fresh_outside() {
	rm -rf "$outside"
	mkdir -m 777 "$outside"
	echo secret >"$outside/secret"
}

# --- more than one thing

t_container() {
	fresh
	run --isolate=all --root="$box" --hostname=box --dev --mount-sys \
	    --mount-mqueue --mount-cgroup --tmpfs=/tmp \
	    --bind="$outside:/o:ro" --mask=/o/secret --mask=/proc/sys \
	    --read-only -- sh -c 'cat /o/secret; ls /proc/sys; ls /sys/class/net
	    echo x >/dev/null && touch /tmp/x && echo fine; touch /o/x'
	is "$(tr '\n' ' ' <"$out")" "lo fine " "all of it together"
	check "all of it together: read-only" said '/o/x: Read-only file'
}

t_old_proc_only() {
	fresh
	run --isolate --no-mount-proc --root="$box" -- ls /
	check "--no-mount-proc" told bin
	run --isolate --root="$box" --mount-proc=/p -- readlink /p/self
	check "--mount-proc=DIR is below the root" told 2
	mkdir -m 777 "$box/etc"
	run --isolate --root="$box" --proc-options=ro,subset=pid -- ls /proc
	check "--proc-options" grep -qx self "$out"
	check "--proc-options: no more than processes" \
	    not grep -qx uptime "$out"
}

t_descriptors() {
	fresh
	# shellcheck disable=SC2016
	run --isolate --root="$box" --dev --bind="$outside:/o:ro" -- sh -c \
	    'for fd in /proc/1/fd/* /proc/self/fd/*; do readlink $fd; done'
	check "no folder is kept, of either root" not grep -q "^/\$\|^/dev\$\|^/o\|$outside" "$out"
}

# What the caller has mounted over its own root is reached by ".." alone, and so
# it would be from the new one.
cat >covered <<'COVERED'
#!/bin/sh
mount -t tmpfs none / && mount -t tmpfs none / && exec "$@"
COVERED
cat >bin/without_proc <<'WITHOUT'
#!/bin/sh
mount -t tmpfs none /proc && exec "$@"
WITHOUT
chmod 755 covered bin/without_proc

t_covered() {
	fresh
	for denied in "" "statx=ENOSYS" "statx=EPERM"; do
		via="unshare --mount ./covered ${denied:+deny $denied $(
		    old_kernel "${denied#*=}") --}"
		run --isolate --root="$box" -- sh -c 'ls /..
		    wc -l </proc/self/mountinfo'
		is "$(xargs <"$out")" "bin proc 2" \
		    "a root that is covered leaves nothing behind: $denied"
	done
	via="unshare --mount ./covered without_proc deny statx=ENOSYS --"
	run --isolate --no-mount-proc --root="$box" -- true
	via=
	fails_with 'umount the old root: nobody tells' \
	    "a root of which nobody can tell"
}

# What a root has at /proc of its own is no list of what podinit has open.
t_false_list() {
	fresh
	mkdir -p "$box/proc/self/fd"
	via="with-state -o 9 deny close_range=ENOSYS --"
	run --isolate --no-mount-proc --root="$box" -- \
	    sh -c 'if (: >&9); then echo open; fi'
	via=
	is "$status: $(cat "$out")" "0: " \
	    "no descriptor is kept by a false list of them"
}

# Nor is what such a place says of ids believed.
cat >false_ids <<'FALSE'
#!/bin/sh
mount -t tmpfs none /proc && mkdir /proc/self
echo "0 4242 1" >/proc/self/uid_map
exec "$@"
FALSE
chmod 755 false_ids

t_false_ids() {
	fresh
	mkdir -m 700 "$tests_folder/closed"
	via="$nested ./false_ids"
	run --isolate --no-mount-proc --root="$tests_folder/closed" -- true
	via=
	fails_with 'root .*/closed: Permission denied$' \
	    "no false file is asked who an owner is"
	rmdir "$tests_folder/closed"
}

# refusing_one CALL=ERRNO: a container with all that there is, which tells what
# it is.
refusing_one() {
	via="deny $1 --"
	run --isolate=all --map-root-user --root="$box" --hostname=box --dev \
	    --mount-sys --tmpfs=/tmp --bind="$outside:/o:ro" --mask=/proc/sys \
	    --read-only --boottime=1000s --prestart=true -- sh -c '
	    cat /proc/self/uid_map /proc/self/timens_offsets /proc/1/comm
	    hostname; readlink /proc/self/cwd
	    ls / /.. /dev /proc/sys /sys/class/net
	    cut -d " " -f 4-6 /proc/self/mountinfo
	    grep -E "^(Cap|Sig|Sec)" /proc/self/status'
	# In what order binds stand there is the kernel's affair.
	sort -o "$out" "$out"
}

is_all_or_nothing() {
	if [ "$status" = 0 ]; then
		cmp -s whole "$out"
	else
		[ "$status" = 125 ] && one_line && ! [ -s "$out" ]
	fi
}

# The shell inside needs the two first of those that are left out, and two
# processes tell of a refused waitid(2).
t_refused_calls() {
	fresh
	for applet in cut grep hostname; do
		ln -sf busybox "$box/bin/$applet"
	done
	refusing_one faccessat2=ENOSYS
	cp "$out" whole
	is "$status: $(grep -cx -e box -e podinit -e lo whole)" "0: 3" \
	    "a container with all that there is"
	wrong=
	for call in $(deny -l | grep -vx -e fcntl -e getdents64 -e waitid); do
		for error in EPERM ENOSYS EINVAL; do
			refusing_one "$call=$error"
			is_all_or_nothing || wrong="$wrong $call=$error"
		done
	done
	is "$wrong" "" "whatever is refused, a container is whole or is not"
	refusing_one "$(deny -l | grep poll | sed 's/$/=EPERM/' | xargs)"
	via=
	refused 'poll whether' "unless it ends with the outer process it is not"
}

t_errors() {
	fresh
	run --isolate --root=/nowhere -- true
	fails_with '^podinit: open root /nowhere: No such file' "no DIR"
	run --isolate --root="$outside/secret" -- true
	fails_with '^podinit: open root .*: Not a directory' "a file"
	touch "$box/proc"
	run --isolate --root="$box" -- true
	fails_with '^podinit: mount proc at /proc: Not a directory' \
	    "a /proc that is a file"
}

t_unprivileged() {
	fresh
	chmod 755 "$box"
	mode=user
	run --isolate --root="$box" -- true
	fails_with 'open mount point /proc: Permission denied .has to belong to' \
	    "a DIR that the user may not write to"
	mode=subreaper
	chmod 777 "$box"
}

race_time=500
if [ "$quick" = 1 ]; then
	race_time=100
fi
all_places() {
	each_place t_inside
	each_place t_directories
	each_place t_read_only
	each_place t_links
	each_place t_container
	each_place t_descriptors
	t_race
}
every_kernel all_places t_mounted t_read_only_dir
each_place t_old_proc_only
t_propagation
if $sanitized; then
	skip "a sanitizer needs /proc" "a root that is covered"
else
	t_covered
	t_false_ids
fi
t_false_list
t_refused_calls
t_errors
t_unprivileged
tap_end
