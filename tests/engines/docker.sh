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
	end_daemon
}

# The daemon asks the init for its version, and finds the commit in it.
reads_version() {
	seen=$(docker_ info --format '{{.InitCommit.ID}}' 2>>"$log")
}

# whoever COMMAND...: who main is, of a command that shows its status.  Docker
# names the group of a number among its supplementary groups as well, where
# --run-as sets none: these are compared with setpriv's.
whoever() {
	"$@" cat /proc/self/status 2>>"$log" |
	    grep -E '^(Uid|Gid|Cap[A-Z].*|NoNewPrivs|Umask):'
}

in_image() {
	docker_ run --rm --network none "$@"
}

# as_docker: the options of docker run before "--" and those of podinit after
# it make the same of main.
as_docker() {
	asked=
	while [ "$1" != -- ]; do
		asked="$asked $1"
		shift
	done
	shift
	# shellcheck disable=SC2086 # words
	whoever in_image $asked "$image" >theirs
	whoever in_image "$image" /init "$@" -- >ours
	seen="$(wc -l <theirs) fields"
	diff theirs ours >differences || seen=$(cat differences)
}

identities() {
	cp "$tests_folder/bin/podinit" "$root/init"
	make_image >>"$log" 2>&1
	expect "as --user" "9 fields" as_docker --user 65534:65534 -- \
	    --run-as=65534:65534
	expect "as --cap-drop" "9 fields" as_docker --cap-drop CHOWN \
	    --cap-drop net_raw -- --cap-drop=CHOWN,net_raw
	expect "as --cap-drop ALL" "9 fields" as_docker --cap-drop ALL -- \
	    --cap-drop=ALL
	expect "as --security-opt no-new-privileges" "9 fields" as_docker \
	    --security-opt no-new-privileges -- --no-new-privs
	expect "as all of it" "9 fields" as_docker --user 65534:65534 \
	    --cap-drop ALL --security-opt no-new-privileges -- \
	    --run-as=65534:65534 --cap-drop=ALL --no-new-privs
	rm "$root/init"
}

# An image in which there is the init and nothing else.
shows_itself() {
	mkdir -p "$state/bare"
	cp "$tests_folder/bin/podinit" "$state/bare/init"
	tar -C "$state/bare" -c . | docker_ import \
	    --change 'ENTRYPOINT ["/init", "--pause"]' - "$image-bare" \
	    >>"$log" 2>&1
	docker_ run --detach --name "$container" --network none \
	    "$image-bare" >>"$log" 2>&1
	engine_exec /init --status >shown 2>>"$log" && seen=$? || seen=$?
	seen="$seen $(grep '^[A-Z]\|init$' shown |
	    awk '/^[A-Z]/ { print $1; next } { print $2, $5 }' | xargs)"
	engine_stop 0 >>"$log" 2>&1
}

engine_extra() {
	way=ENTRYPOINT
	engine_image "$tests_folder/bin/podinit" >>"$log" 2>&1
	expect "the death report" "139 1 1" tells_death docker_
	expect "--status where there is nothing else" \
	    "0 PID 0 init 0 init ZOMBIES NAMESPACE LIMIT" shows_itself
	identities
	commit=$(podinit --version | sed 's/.* - git\.//')
	expect "docker info tells no version of bad_init" N/A reads_version
	ln -f "$tests_folder/bin/podinit" "$init_path"
	expect "docker info tells the commit" "$commit" reads_version
}

engine_checks
