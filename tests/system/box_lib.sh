# shellcheck shell=sh
# box_lib.sh: what the tests of mounts and roots share, beyond lib.sh.

# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

# make_box FOLDER: a root file system with busybox in it and nothing else, in
# which everybody may make mount points.
make_box() {
	mkdir -p "$1/bin"
	cp "$(command -v busybox)" "$1/bin/busybox"
	for applet in cat id ls mkdir pwd readlink sh stat test touch true wc; do
		ln -s busybox "$1/bin/$applet"
	done
	chmod 777 "$1"
}

if ! busybox true 2>/dev/null; then
	cannot "busybox is not installed" "$0"
	tap_end
	exit 0
fi

# The system calls of Linux 5.2 to 5.12 that podinit does without.
old_kernel() {
	for call in openat2 open_tree move_mount mount_setattr; do
		printf '%s=%s ' "$call" "$1"
	done
}

# every_kernel FUNCTION...: runs each with these calls, and without them as an
# old kernel and a strict sandbox refuse them.
every_kernel() {
	for function; do
		for kernel in new ENOSYS EPERM; do
			plain_tag=$tag
			tag="$tag [$kernel]"
			refusing=
			if [ "$kernel" != new ]; then
				refusing="deny $(old_kernel "$kernel") --"
			fi
			via=$refusing
			"$function"
			tag=$plain_tag
		done
	done
	refusing=
	via=
}

# The third place besides root and an unprivileged user: root of another user
# namespace, with a mount and a PID namespace of its own.
nested="setpriv --reuid 65534 --regid 65534 --clear-groups \
unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc"

# each_place FUNCTION: as root, as nobody, as root of a user namespace.
each_place() {
	for place in root nobody nested; do
		mode=subreaper
		via=$refusing
		case $place in
		nobody) mode=user ;;
		nested) via="$nested ${refusing:-}" ;;
		esac
		outer_tag=$tag
		tag="$tag [$place]"
		"$1"
		tag=$outer_tag
	done
	mode=subreaper
	via=$refusing
}

refusing=

# told TEXT: standard output is just that.
told() {
	[ "$(cat "$out")" = "$1" ]
}

# fails_with REGEX NAME: one line of error, status 125.
fails_with() {
	is "$status" 125 "$2: status"
	check "$2: message" said "$1"
	check "$2: one line" one_line
}
