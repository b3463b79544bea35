#!/bin/sh
# containerd, spoken to as the kubelet does: podinit as the ENTRYPOINT of a
# container in a pod, and as the sandbox image, called pause there, of a pod
# whose two containers share a PID namespace.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

engine=containerd
programs="containerd ctr runc protoc ip"
ways="ENTRYPOINT pod"
pause=localhost/podinit-pause:latest
image=localhost/podinit-test:latest
address=$state/containerd.sock
daemon=
client=
# What else a container is asked to have, as JSON.
with=

configuration() {
	cat <<-EOT
	version = 2
	root = "$state/root-of-containerd"
	state = "$state/state"
	disabled_plugins = [ "io.containerd.internal.v1.opt" ]
	[grpc]
	address = "$address"
	[plugins."io.containerd.grpc.v1.cri"]
	sandbox_image = "$pause"
	restrict_oom_score_adj = true
	disable_apparmor = true
	[plugins."io.containerd.grpc.v1.cri".containerd]
	snapshotter = "native"
	EOT
}

# cri_py WHAT...: the client, which is not to see the words of the shell.
cri_py() {
	# shellcheck disable=SC2086 # words
	PYTHONPATH=$state timeout -k 5 "$deadline" $via \
	    /usr/bin/python3 "$engines/cri.py" "$address" "$@" 7>&- 8<&-
}

# One client goes on, for it takes longer to start than to do anything.
engine_up() {
	/usr/bin/python3 -c 'import grpc, google.protobuf, websocket' &&
	    protoc --python_out="$state" --proto_path="$engines" cri.proto &&
	    ip link set lo up || return
	configuration >"$state/config.toml"
	containerd --config "$state/config.toml" >"$state/log" 2>&1 &
	daemon=$!
	mkfifo "$state/calls" "$state/answers"
	PYTHONPATH=$state /usr/bin/python3 "$engines/cri.py" "$address" call \
	    <"$state/calls" >"$state/answers" &
	client=$!
	exec 7>"$state/calls" 8<"$state/answers"
	if ! await answers || gone "$daemon"; then
		tail -n 1 "$state/log"
		return 1
	fi
}

answers() {
	gone "$daemon" || cri Version '{}'
}

# cri METHOD REQUEST: sets $answer to what cri.py says of it.
cri() {
	echo "$@" >&7
	read -r failed answer <&8 || return
	echo "$1: $answer"
	return "$failed"
}

engine_image() {
	cp "$1" "$root/init"
	case $way in
	ENTRYPOINT)
		import "$image" '"/init", "--"'
		cp "$tests_folder/bin/podinit" "$root/init"
		import "$pause" '"/init", "--pause"' ;;
	pod)
		import "$image" ''
		cp "$1" "$root/pause"
		import "$pause" '"/pause"' ;;
	esac
}

# import NAME ENTRYPOINT: an image of the folder, once containerd's CRI, which
# hears of it from containerd, has it.
import() {
	mkdir -p "$state/image"
	tar -C "$root" -cf "$state/image/layer.tar" .
	sum=$(sha256sum "$state/image/layer.tar" | cut -d ' ' -f 1)
	cat >"$state/image/config.json" <<-EOT
	{ "architecture": "$(dpkg --print-architecture)", "os": "linux",
	  "config": { "Entrypoint": [ $2 ], "Env": [ "PATH=/bin" ] },
	  "rootfs": { "type": "layers", "diff_ids": [ "sha256:$sum" ] } }
	EOT
	echo "[ { \"Config\": \"config.json\", \"RepoTags\": [ \"$1\" ]," \
	    '"Layers": [ "layer.tar" ] } ]' >"$state/image/manifest.json"
	tar -C "$state/image" -cf "$state/image.tar" \
	    manifest.json config.json layer.tar
	timeout -k 5 "$deadline" ctr --address "$address" --namespace k8s.io \
	    images import --snapshotter native "$state/image.tar"
	sum=$(sha256sum "$state/image/config.json" | cut -d ' ' -f 1)
	await has_image "$1" "sha256:$sum"
}

has_image() {
	cri ImageStatus "{ \"image\": { \"image\": \"$1\" } }" &&
	    [ "$answer" = "$2" ]
}

# The network namespace is the node's, that is this script's.
sandbox_config() {
	cat <<-EOT | tr '\n' ' '
	{ "metadata": { "name": "$unique", "uid": "$unique",
	    "namespace": "default" },
	  "log_directory": "$(dirname "$log")",
	  "linux": { "cgroup_parent": "/$unique",
	    "security_context": { "namespace_options": $namespaces } } }
	EOT
}

is_true() {
	"$@" && echo true || echo false
}

# create NAME COMMAND...: a container in the sandbox, which is started; sets
# $container. What it says before anybody is attached is only in the log.
create() {
	label=$1
	shift
	cri CreateContainer "$(tr '\n' ' ' <<-EOT
	{ "pod_sandbox_id": "$sandbox",
	  "config": { "metadata": { "name": "$label" },
	    "image": { "image": "$image" },
	    "$command": [ $(json_words "$@") ], $with
	    "log_path": "$(basename "$log")",
	    "stdin": $(is_true test "$io"), "stdin_once": $(is_true test "$io"),
	    "tty": $(is_true test "$io" = -it),
	    "linux": { "security_context": {
	      "namespace_options": $namespaces } } },
	  "sandbox_config": $(sandbox_config) }
	EOT
	)" || return
	container=$answer
	cri StartContainer "{ \"container_id\": \"$container\" }"
}

begin_sandbox() {
	case $way in
	ENTRYPOINT) command=args mode=CONTAINER ;;
	pod) command=command mode=POD ;;
	esac
	namespaces="{ \"network\": \"NODE\", \"pid\": \"$mode\" }"
	cri RunPodSandbox "{ \"config\": $(sandbox_config) }" || return
	sandbox=$answer
}

end_sandbox() {
	cri StopPodSandbox "{ \"pod_sandbox_id\": \"$sandbox\" }" &&
	    cri RemovePodSandbox "{ \"pod_sandbox_id\": \"$sandbox\" }"
}

has_ended() {
	cri ContainerStatus "{ \"id\": \"$container\" }" >/dev/null
	[ "${answer% *}" = CONTAINER_EXITED ]
}

# The exit status, and away with it.
conclude() {
	await has_ended
	code=${answer#* }
	end_sandbox
	return "${code:-98}"
}

engine_run() {
	begin_sandbox && create main "$@" || return
	case $io in
	-i) cri_py attach "$container" ;;
	-it) cri_py attach "$container" terminal ;;
	esac
	conclude
}

engine_start() {
	begin_sandbox && create main "$@" &&
	    cri ContainerStatus "{ \"id\": \"$container\", \"verbose\": true }" ||
	    return
	init=$answer
	containers=$container
	if [ "$way" = pod ]; then
		main=$init
		create second "$@" && cri PodSandboxStatus \
		    "{ \"id\": \"$sandbox\", \"verbose\": true }" || return
		init=$answer
		containers="$containers $container"
	fi
}

# In each of the containers; by a client of its own, for it may take its time.
engine_exec() {
	for each in $containers; do
		echo "ExecSync { \"container_id\": \"$each\"," \
		    "\"cmd\": [ $(json_words "$@") ] }"
	done | cri_py call
}

engine_stop() {
	cri StopContainer \
	    "{ \"container_id\": \"$container\", \"timeout\": $1 }"
	conclude
}

# Its containers are stopped first, and a sandbox is not asked twice: the end of
# it does not tell how the init took TERM.
stop_sandbox() {
	end_sandbox >>"$log" 2>&1 && seen=$? || seen=$?
	await gone "$init" || seen="$seen, late"
}

contrast_pod() {
	contrast "orphans of exec in two containers" \
	    "$orphans orphans, zombies: 0" \
	    "$orphans orphans, zombies: $orphans" reaps_orphans
	expect "StopPodSandbox, RemovePodSandbox" 0 stop_sandbox
}

# The log, and the file that the kubelet mounts for a terminationMessagePath.
tells_death_to_kubelet() {
	: >"$state/termination-log"
	with='"envs": [ { "key": "PODINIT_TERMINATION_LOG", "value": "yes" } ],'
	with="$with \"mounts\": [ { \"container_path\": \
\"/dev/termination-log\", \"host_path\": \"$state/termination-log\" } ],"
	ends sh -c 'kill -s SEGV $$'
	with=
	count_deaths "$log" "$state/termination-log"
}

engine_extra() {
	way=ENTRYPOINT
	engine_image "$tests_folder/bin/podinit" >>"$log" 2>&1
	expect "the death report" "139 1 1" tells_death_to_kubelet
}

engine_down() {
	exec 7>&- 8<&-
	[ -z "$client" ] || wait "$client"
	end_daemon
}

engine_checks
