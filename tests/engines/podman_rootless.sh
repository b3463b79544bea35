#!/bin/sh
# podman as a user without privilege: what is root in its containers has
# subordinate user and group IDs.
# shellcheck source=tests/engines/podman_lib.sh
. "$(dirname "$0")/podman_lib.sh"

engine="podman, rootless"
programs="podman runc newuidmap newgidmap setpriv"
ways="ENTRYPOINT pod-pause"
runtime=runc
driver=vfs
cgroup=
user=65534
caller="setpriv --reuid $user --regid $user --clear-groups
    env HOME=$state XDG_RUNTIME_DIR=$state/run"

# The files of IDs are these only in the mount namespace of this script.
engine_prepare() {
	mkdir -m 700 "$state/run"
	chown "$user:$user" "$state" "$state/run"
	echo "$user:100000:65536" >"$state/ids"
	mount --bind "$state/ids" /etc/subuid
	mount --bind "$state/ids" /etc/subgid
}

whose_it_is() {
	begin_handler || return
	seen=$(stat -c %u "/proc/$init")
	engine_stop 0 >>"$log" 2>&1
}

engine_extra() {
	expect "PID 1 is that user's, seen from outside" "$user" whose_it_is
}

engine_checks
