#!/bin/sh
# dockerd and what it starts: an image with podinit as its ENTRYPOINT, and
# podinit as what `docker run --init' puts into the container, as a distribution
# would ship it.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

engine=docker
programs="dockerd docker runc containerd"
ways="ENTRYPOINT --init"
container=$unique
image=podinit-test
init_path=$state/docker-init
daemon=

docker_() {
	# shellcheck disable=SC2086 # words
	timeout -k 5 "$deadline" $via docker --config "$state/client" \
	    --host "unix://$state/socket" "$@"
}

# Nothing of what it does for the containers' network, for they have none.
engine_up() {
	ln "$tests_folder/bin/podinit" "$init_path"
	echo "{}" >"$state/daemon.json"
	dockerd --config-file "$state/daemon.json" \
	    --host "unix://$state/socket" --data-root "$state/data" \
	    --exec-root "$state/exec" --pidfile "$state/pid" \
	    --cgroup-parent "/$unique" --bridge=none \
	    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
	    --userland-proxy=false --storage-driver vfs \
	    --init-path "$init_path" >"$daemon_log" 2>&1 &
	daemon=$!
	if ! await answers || gone "$daemon"; then
		tail -n 1 "$daemon_log"
		return 1
	fi
}
daemon_log=$state/dockerd

answers() {
	gone "$daemon" || docker_ version
}

engine_image() {
	case $way in
	ENTRYPOINT)
		cp "$1" "$root/init"
		make_image --change 'ENTRYPOINT ["/init", "--"]'
		options="--network none" ;;
	--init)
		rm -f "$root/init"
		make_image
		ln -f "$1" "$init_path"
		options="--network none --init" ;;
	esac
}

# Builders differ in what they need; this is an image without one.
make_image() {
	tar -C "$root" -c . | docker_ import --change 'ENV PATH=/bin' "$@" \
	    - "$image"
}

engine_run() {
	# shellcheck disable=SC2086 # the options are words
	docker_ run --rm $io $options "$image" "$@"
}

engine_start() {
	# shellcheck disable=SC2086 # the options are words
	docker_ run --detach --name "$container" $options "$image" "$@"
	init=$(docker_ inspect --format '{{.State.Pid}}' "$container")
}

engine_exec() {
	docker_ exec "$container" "$@"
}

engine_stop() {
	docker_ stop --time "$1" "$container"
	stopped=$(docker_ inspect --format '{{.State.ExitCode}}' "$container")
	docker_ rm --force "$container"
	return "${stopped:-98}"
}

engine_down() {
	[ -z "$daemon" ] || kill "$daemon"
	wait "$daemon"
}

# The daemon asks the init for its version, and finds the commit in it.
reads_version() {
	seen=$(docker_ info --format '{{.InitCommit.ID}}' 2>>"$log")
}

engine_extra() {
	commit=$(podinit --version | sed 's/.* - git\.//')
	expect "docker info tells no version of bad_init" N/A reads_version
	ln -f "$tests_folder/bin/podinit" "$init_path"
	expect "docker info tells the commit" "$commit" reads_version
}

engine_checks
