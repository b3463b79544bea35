#!/bin/sh
# A kernel of its own, User Mode Linux, in which the control groups are those of
# version 2 whatever the machine has: processes are killed there for want of
# memory, by oom.sh.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

engine="Linux with cgroup v2"
tap=$state/tap

engine_up() {
	cat >"$state/init" <<-EOT
	#!/bin/sh
	PATH=/usr/sbin:/usr/bin:/sbin:/bin
	export PATH
	mount -t proc proc /proc
	mount -t sysfs sysfs /sys
	mount -t cgroup2 cgroup2 /sys/fs/cgroup
	echo +memory >/sys/fs/cgroup/cgroup.subtree_control
	mount -t tmpfs tmpfs /run
	mount -t hostfs -o "$state" none /mnt
	cd "$tests/system"
	env TMPDIR=/run PODINIT="$tests_folder/bin/podinit" \
	    HELPERS="$tests_folder/bin" PODINIT_TESTS_STRICT=1 \
	    PODINIT_TESTS_DEADLINE=100 sh oom.sh >/mnt/tap 2>&1 </dev/null
	poweroff -f
	EOT
	chmod 755 "$state/init"
	TMPDIR=$state timeout -k 5 200 linux.uml mem=256M uml_dir="$state" \
	    rootfstype=hostfs rootflags=/ ro init="$state/init" \
	    con=null con0=null,null
	[ -s "$tap" ]
}

engine_down() { :; }

engine_begin linux.uml
while read -r line; do
	case $line in
	"ok "*) pass "$engine: ${line#ok * - }" ;;
	"not ok "*) fail "$engine: ${line#not ok * - }" ;;
	*) echo "# $line" ;;
	esac
done <"$tap"
is "$(tail -n 1 "$tap")" "1..$tap_points" "$engine: all of it"
engine_end
