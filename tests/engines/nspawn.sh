#!/bin/sh
# A folder under systemd-nspawn, where no systemd runs. It has no exec of its
# own without one: nsenter(1) does the same.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

engine=systemd-nspawn
programs="systemd-nspawn nsenter"
ways=folder
nspawn=

# It makes control groups beside its own, and leaves them: so give it one.
engine_up() {
	make_cgroup
}

engine_image() {
	cp "$1" "$root/init"
}

has_console() {
	[ "$io" = -it ] && echo interactive || echo pipe
}

# Instead of the shell. timeout(1) forwards a TERM, only once where it is in the
# foreground; at the second one nspawn kills.
container() {
	echo 0 >"$cgroup/cgroup.procs"
	# shellcheck disable=SC2086 # words
	exec timeout --foreground -k 5 "$deadline" $via \
	    systemd-nspawn --quiet --register=no --keep-unit \
	    --link-journal=no --resolv-conf=off --timezone=off \
	    --kill-signal=SIGTERM --console="$(has_console)" \
	    --machine="$unique" --directory="$root" -- /init -- "$@"
}

engine_run() (
	container "$@"
)

engine_start() {
	container "$@" &
	nspawn=$!
	await is_made
}

# The first process of a PID namespace of its own, a child of the child of timeout(1);
# before it is podinit it is nspawn's.
is_made() {
	for init in $(children "$(children "$nspawn")"); do
		[ "$(field NSpid "$init" | awk '{ print $NF }')" = 1 ] &&
		    cmp -s "/proc/$init/exe" "$root/init" && return
	done
	init=none
	return 1
}

engine_exec() {
	nsenter --target "$init" --all --root --wd=/ "$@"
}

# It exits with 1 when its container was killed.
engine_stop() {
	[ "$1" -eq 0 ] || kill -s TERM "$nspawn"
	if ended "$1"; then
		wait "$nspawn"
	else
		kill -s KILL "$init"
		wait "$nspawn" || return 137
	fi
}

engine_down() { :; }

engine_checks
