#!/bin/sh
# The files of examples/ for engines, each as it is there. The images are built
# from source; whatever starts the application of helloworld/ is used to start
# it, to count the orphans that stay as zombies, and to stop it: with podinit,
# and once more with bad_init in its place.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

engine=examples
way=files
top=$(cd "$engines/../.." && pwd)
examples=$top/examples
application=localhost/podinit-helloworld
pause=localhost/podinit-pause
DOCKER_HOST=unix://$state/socket
COMPOSE_PROJECT_NAME=$unique
export DOCKER_HOST COMPOSE_PROJECT_NAME
container=
daemon=
runner=
patience=$deadline

# --- the engines

podman_() {
	timeout -k 5 "$patience" podman --root "$state/storage" \
	    --runroot "$state/runroot" --tmpdir "$state/tmp" \
	    --storage-driver overlay --cgroup-manager cgroupfs --runtime crun "$@"
}

docker_() {
	timeout -k 5 "$deadline" docker --config "$state/client" "$@"
}

compose() {
	timeout -k 5 "$deadline" docker-compose \
	    --file "$examples/docker/compose.yaml" "$@"
}

# Every file goes where its first lines say, in this script's mount namespace.
engine_up() {
	mount -t tmpfs tmpfs /usr/local/bin
	mount -t tmpfs tmpfs /opt
	mkdir /opt/helloworld
	cp -r /etc/containers "$state/containers"
	mount --bind "$state/containers" /etc/containers
	cp "$examples/podman/containers.conf" /etc/containers/
	mkdir -p /etc/containers/containers.conf.d /run/systemd/nspawn
	podman_configuration >/etc/containers/containers.conf.d/test.conf
	cp "$examples/nspawn/helloworld.nspawn" /run/systemd/nspawn/
	cp "$tests_folder/bin/podinit" /usr/local/bin/
	make_cgroup
	TMPDIR=$state dockerd --config-file "$examples/docker/daemon.json" \
	    --host "$DOCKER_HOST" --data-root "$state/data" \
	    --exec-root "$state/exec" --pidfile "$state/pid" \
	    --cgroup-parent "/$unique" --bridge=none \
	    --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
	    --userland-proxy=false --storage-driver vfs >"$state/dockerd" 2>&1 &
	daemon=$!
	if ! await answers || gone "$daemon"; then
		tail -n 1 "$state/dockerd"
		return 1
	fi
}

answers() {
	gone "$daemon" || docker_ version
}

engine_down() {
	end_daemon
}

# --- the images

# Debian, as far as this machine is it: nothing has to be fetched.
import_base() {
	mkdir -p "$state/base/usr" "$state/base/etc" "$state/base/tmp" \
	    "$state/base/var/lib/dpkg"
	cp "$packages" "$state/base/var/lib/dpkg/status"
	for link in /bin /lib* /sbin; do
		[ ! -L "$link" ] || cp -P "$link" "$state/base/"
	done
	tar -C "$state/base" -c . |
	    podman_ import --quiet - docker.io/library/debian:12
}
debian="--volume /usr:/usr:ro --volume /etc:/etc:ro"

# What a fresh clone holds, or a tarball.
copy_source() (
	cd "$top" && mkdir "$state/source" && {
		git ls-files --cached --others --exclude-standard 2>/dev/null ||
		    find . -type f
	} >"$state/files" &&
	    tar -c -T "$state/files" | tar -C "$state/source" -x
)

# build NAME OPTION...
build() {
	name_of_image=$1
	shift
	# shellcheck disable=SC2086 # words
	TMPDIR=$state podman_ build --quiet --isolation chroot --pull=never \
	    --layers $debian --tag "$name_of_image:latest" "$@"
}

build_from_source() {
	import_base && copy_source &&
	    build "$pause" --target pause \
	        --file "$examples/docker/Dockerfile" "$state/source" &&
	    build "$application" \
	        --file "$examples/docker/Dockerfile" "$state/source"
}

# The same with bad_init, whoever takes podinit from where.
spoil() {
	for each in "$pause" "$application"; do
		printf '%s\n' "FROM $each" "COPY bad_init /init" |
		    build "$each" --file - "$tests_folder/bin" || return
	done
	rm /usr/local/bin/podinit
	cp "$tests_folder/bin/bad_init" /usr/local/bin/podinit
}

# docker has no use for the name of a registry, and nspawn takes a folder.
hand_over() {
	podman_ save --quiet "$application:latest" | docker_ load &&
	    docker_ tag "$application:latest" "${application#*/}" || return
	folder=/var/lib/machines/helloworld
	rm -rf "$folder"
	mkdir -p "$folder/usr" "$folder/etc"
	echo ID=podinit-test >"$folder/etc/os-release"
	podman_ create --name export "$application" &&
	    podman_ export export | tar -C "$folder" -x &&
	    podman_ rm export &&
	    cp "$folder"/app/* /opt/helloworld/
}

# --- the examples: each has a start, a log, and a stop

by_hand() {
	[ "$1" -eq 0 ] || kill -s TERM "$runner"
	ended "$1" || kill -s KILL "$init"
	wait "$runner"
}

compose_start() {
	compose up --detach --no-build "$service"
	container=$(compose ps --quiet "$service")
}

compose_log() {
	docker_ logs "$container"
}

compose_stop() {
	compose stop --timeout "$1" "$service"
	stopped=$(docker_ inspect --format '{{.State.ExitCode}}' "$container")
	compose rm --force "$service"
	return "${stopped:-98}"
}

pod_start() {
	podman_ kube play "$examples/kubernetes/$pod.yaml"
}

pod_log() {
	podman_ pod logs --latest
}

pod_stop() {
	podman_ pod stop --time "$1" --all
	exit_status "$container"
	podman_ pod rm --all --force --time 0
	return "$stopped"
}

exit_status() {
	stopped=$(podman_ inspect --format '{{.State.ExitCode}}' "$1")
	stopped=${stopped:-98}
}

# quadlet is not in every podman: this is as much of it as the example needs.
quadlet_start() {
	set --
	while IFS='=' read -r key value; do
		case $key in
		Image) image=$value ;;
		ContainerName) set -- "$@" --name "$value" ;;
		Environment) set -- "$@" --env "$value" ;;
		Network) set -- "$@" --network "$value" ;;
		*) return 1 ;;
		esac
	done <<-EOT
	$(sed -n '/^\[Container\]/,/^$/ { /=/p; }' \
	    "$examples/podman/helloworld.container")
	EOT
	podman_ run --detach --cgroup-parent "/$unique" "$@" "$image"
}

quadlet_log() {
	podman_ logs helloworld
}

quadlet_stop() {
	podman_ stop --time "$1" helloworld
	exit_status helloworld
	podman_ rm --force --time 0 helloworld
	return "$stopped"
}

init_start() {
	podman_ run --detach --init --env PODINIT_SCOPE=group \
	    --network none --entrypoint /app/main \
	    --cgroup-parent "/$unique" --name helloworld "$application"
}

init_log() {
	quadlet_log
}

init_stop() {
	quadlet_stop "$1"
}

nspawn_start() {
	(
		echo 0 >"$cgroup/cgroup.procs"
		exec systemd-nspawn --quiet --register=no --keep-unit \
		    --console=pipe --machine=helloworld
	) &
	runner=$!
}

nspawn_log() {
	cat "$log"
}

nspawn_stop() {
	by_hand "$1"
	stopped=$?
	# It says 1 where its container was killed.
	[ "$stopped" -ne 1 ] || stopped=137
	return "$stopped"
}

# What systemd does with it, without a systemd.
unit() {
	sed -n "s/^$1=//p" "$examples/host/helloworld.service"
}

host_start() {
	# shellcheck disable=SC2046 # words
	env $(unit Environment) $(unit ExecStart) &
	runner=$!
}

host_stop() {
	by_hand "$1"
	stopped=$?
	pids=$(ps -e -o pid=,comm= |
	    awk '$2 ~ /^(main|api|log|compute)$/ { print $1 }')
	# shellcheck disable=SC2086 # words
	[ -z "$pids" ] || kill -s KILL $pids
	return "$stopped"
}

host_log() {
	cat "$log"
}

# --- what is seen of each

engine_stop() {
	"${example}_stop" "$1"
}

ready() {
	"${example}_log" 2>&1 | grep ': ready$'
}

zombies() {
	ps -o stat=,comm= --ppid "$init" | awk '$1 ~ /^Z/ && $2 == "worker"'
}

# looks_after PROCESSES: that many are ready, the orphans among them. Above these
# is the process of a pod that they share, or main's parent.
looks_after() {
	"${example}_start" >>"$log" 2>&1 </dev/null
	if ! await counts ready "$1"; then
		engine_stop 0 >>"$log" 2>&1
		return
	fi
	if [ "$pod" = shared-pid ]; then
		container=$(podman_ ps --quiet --filter "ancestor=$pause")
		init=$(podman_ inspect --format '{{.State.Pid}}' "$container")
	else
		init=$(ps -e -o ppid=,comm= | awk '$2 == "main" { print $1 }')
	fi
	await counts zombies "${wanted%% *}"
	zombies=$(zombies | wc -l)
	stop
	seen="$zombies zombies, $seen"
}

contrast_each() {
	lost="3 zombies, 137, late"
	for service in own given; do
		example=compose
		contrast "compose.yaml, $service" "0 zombies, 7" "$lost" \
		    looks_after 7
	done
	example=pod pod=entrypoint container=helloworld-app
	contrast "entrypoint.yaml" "0 zombies, 7" "$lost" looks_after 7
	pod=shared-pid
	contrast "shared-pid.yaml" "0 zombies, 0" "$lost" looks_after 5
	pod=
	for example in quadlet init nspawn; do
		contrast "$example" "0 zombies, 7" "$lost" looks_after 7
	done
	# bad_init is no subreaper, and TERM ends it as it is not PID 1.
	example=host
	contrast "helloworld.service" "0 zombies, 7" "0 zombies, 143" \
	    looks_after 7
}
pod=

# prints COMMAND...: in one line.
prints() {
	seen=$("$@" 2>>"$log" | xargs)
}

takes() {
	"$@" >>"$log" 2>&1 && seen=0 || seen=$?
}

in_toml() {
	/usr/bin/python3 -c 'import sys, tomllib
values = tomllib.load(open(sys.argv[1], "rb"))
for key in sys.argv[2:]:
    values = values[key]
print(values)' "$@"
}

# in_schema KIND FILE: what schema.json has against it; nothing is fine.
in_schema() {
	seen=$(/usr/bin/python3 -c 'import json, sys, tomllib
import jsonschema, yaml
schema = json.load(open(sys.argv[1]))
schema["$ref"] = "#/$defs/" + sys.argv[2]
jsonschema.Draft202012Validator.check_schema(schema)
with open(sys.argv[3], "rb") as file:
    value = (yaml.safe_load if sys.argv[2] == "pod" else tomllib.load)(file)
for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
    print(error.message)' "$engines/schema.json" "$@" 2>&1)
}

# A file, and the same with a word of it that is none.
expect_schema() {
	expect "$(basename "$2"), as its schema has it" "" in_schema "$1" "$2"
	sed "s/$3/${3}s/" "$2" >"$state/misspelt"
	expect "$(basename "$2"): a misspelt $3 is seen" "Additional\
 properties are not allowed ('${3}s' was unexpected)" \
	    in_schema "$1" "$state/misspelt"
}

of_crio() {
	in_toml "$examples/kubernetes/crio.conf" crio image "$1" 2>>"$log"
}

# The command is one word to CRI-O, blanks or not, and where there is none it is
# what the image has.
holds_pod() {
	image=$(of_crio pause_image) && word=$(of_crio pause_command) || return
	set -- --detach --name sandbox --network none
	[ -z "$word" ] || set -- "$@" --entrypoint "[\"$word\"]"
	podman_ run --cgroup-parent "/$unique" "$@" "$image" >>"$log" 2>&1 &&
	    owner=$(stat -c %u:%g "/proc/$(podman_ inspect \
	        --format '{{.State.Pid}}' sandbox)") &&
	    podman_ stop --time 5 sandbox >>"$log" 2>&1 &&
	    exit_status sandbox 2>>"$log" && seen="$stopped by $owner"
	podman_ rm --force --time 0 sandbox >>"$log" 2>&1
}

expect_valid() {
	for pod in entrypoint shared-pid; do
		expect_schema pod "$examples/kubernetes/$pod.yaml" \
		    terminationGracePeriodSeconds
	done
	pod=
	expect_schema crio "$examples/kubernetes/crio.conf" pause_command
	expect "daemon.json" /usr/local/bin/podinit prints \
	    docker_ info --format '{{.InitBinary}}'
	expect "containerd.toml" "sandbox_image = $pause:latest" prints sh -c \
	    "containerd --config '$examples/kubernetes/containerd.toml' \
config dump | grep sandbox_image"
	expect "crio.conf, as CRI-O takes it" "0 by 65535:65535" holds_pod
	expect "systemd has nothing to say" "" prints \
	    systemd-analyze verify "$examples/host/helloworld.service"
}

# --- the script

packages=$tests_folder/packages
cp /var/lib/dpkg/status "$packages"
engine_begin dockerd docker docker-compose podman crun systemd-nspawn \
    containerd systemd-analyze
patience=120
expect "Dockerfile" 0 takes build_from_source
patience=$deadline
expect "Containerfile" 0 takes build localhost/podinit-debian \
    "$examples/podman"
# shellcheck disable=SC2086 # words
expect "an image with podinit and Debian" 42 takes podman_ run --rm $debian \
    --network none localhost/podinit-debian /bin/bash -c 'exit 42'
# Nothing of what follows makes sense without them.
[ "$seen" = 42 ] || exit
hand_over >>"$log" 2>&1
expect_valid
subject=podinit
allowed=10
contrast_each
spoil >>"$log" 2>&1
hand_over >>"$log" 2>&1
subject=bad_init
allowed=1
contrast_each
engine_end
