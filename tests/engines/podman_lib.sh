# shellcheck shell=sh
# podman_lib.sh: an image built from nothing by podman: with podinit as its
# ENTRYPOINT, as the init that `podman run --init' puts into the container, and
# as the process that holds a pod, by --infra-command and as the ENTRYPOINT of
# the pod's image, which may have the name of another there. The script of an
# engine sets runtime and driver, the one for the containers and the one for the
# storage, besides what lib.sh asks for. What it takes before that is its
# function engine_prepare.

# shellcheck source=tests/engines/lib.sh
. "$(dirname "$0")/lib.sh"

container=$unique
image=localhost/podinit-test
# The words before podman, where another than root calls it.
caller=
# Only root can have the containers in a control group of their own.
cgroup="--cgroup-parent /$unique"

podman_() {
	# shellcheck disable=SC2086 # words
	timeout -k 5 "$deadline" $via $caller podman --root "$state/storage" \
	    --runroot "$state/runroot" --tmpdir "$state/tmp" \
	    --storage-driver "$driver" --cgroup-manager cgroupfs \
	    --runtime "$runtime" "$@"
}

engine_up() {
	podman_configuration >"$state/containers.conf"
	CONTAINERS_CONF=$state/containers.conf
	TMPDIR=$state
	export CONTAINERS_CONF TMPDIR
	engine_prepare
	podman_ info
}

engine_prepare() { :; }

engine_image() {
	infra=
	case $way in
	ENTRYPOINT)
		cp "$1" "$root/init"
		build 'ENTRYPOINT ["/init", "--"]'
		set -- ;;
	pod-infra-command)
		cp "$1" "$root/init"
		build
		infra="/init --pause"
		set -- ;;
	pod-catatonit)
		cp "$1" "$root/catatonit"
		build
		infra="/catatonit -P"
		set -- ;;
	pod-pause)
		cp "$1" "$root/pause"
		build 'ENTRYPOINT ["/pause"]'
		set -- ;;
	pod-ENTRYPOINT)
		cp "$1" "$root/init"
		build 'ENTRYPOINT ["/init", "--pause"]'
		set -- ;;
	--init)
		rm -f "$root/init"
		build
		set -- --init --init-path "$1" ;;
	esac
	options="--network none $cgroup $*"
}

build() {
	printf '%s\n' 'FROM scratch' 'COPY . /' 'ENV PATH=/bin' "$@" \
	    >"$state/Containerfile"
	podman_ build --quiet --isolation chroot --pull=never \
	    --tag "$image:latest" --file "$state/Containerfile" "$root"
}

engine_run() {
	# shellcheck disable=SC2086 # the options are words
	podman_ run --rm $io $options "$image" "$@"
}

pid_of() {
	podman_ inspect --format '{{.State.Pid}}' "$1"
}

engine_start() {
	case $way in
	pod*)
		start_pod "$@"
		return ;;
	esac
	# shellcheck disable=SC2086 # the options are words
	podman_ run --detach --name "$container" $options "$image" "$@"
	init=$(pid_of "$container")
}

start_pod() {
	# shellcheck disable=SC2086 # words
	podman_ pod create --name "$container-pod" --share pid,ipc,uts \
	    --infra-name "$container-infra" --infra-image "$image" \
	    ${infra:+--infra-command "$infra"} $cgroup
	podman_ run --detach --name "$container" --pod "$container-pod" \
	    --entrypoint '[]' "$image" "$@"
	init=$(pid_of "$container-infra")
	main=$(pid_of "$container")
}

engine_exec() {
	podman_ exec "$container" "$@"
}

engine_stop() {
	case $way in
	pod*)
		podman_ pod stop --time "$1" "$container-pod"
		stopped=$(exit_status_of "$container-infra")
		podman_ pod rm --force --time 0 "$container-pod" ;;
	*)
		podman_ stop --time "$1" "$container"
		stopped=$(exit_status_of "$container")
		podman_ rm --force --time 0 "$container" ;;
	esac
	return "${stopped:-98}"
}

exit_status_of() {
	podman_ inspect --format '{{.State.ExitCode}}' "$1"
}

engine_down() {
	podman_ pod rm --all --force --time 0
	podman_ rm --all --force --time 0
}

engine_extra() {
	way=ENTRYPOINT
	engine_image "$tests_folder/bin/podinit" >>"$log" 2>&1
	expect "the death report" "139 1 1" tells_death podman_
}
