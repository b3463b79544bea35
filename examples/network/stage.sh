# shellcheck shell=sh
# stage.sh: what the examples of this folder share. Sourced first by each:
#
#	. "$(dirname "$0")/stage.sh"
#
# The script then runs on a machine of its own, as it were: in new network,
# mount and PID namespaces, where it is root, so that nothing leaves this
# machine, nothing of it is changed, and all is gone when the script ends. The
# addresses are those that RFC 5737 keeps for examples.
#
# PODINIT=FILE in the environment says which podinit is run, else it is that of
# this tree, else that of PATH.
set -eu

die() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

find_podinit() {
	for file in "${PODINIT-}" "$top/release/podinit" "$top/src/podinit" \
	    "$(command -v podinit || :)"; do
		if [ -x "$file" ]; then
			echo "$file"
			return
		fi
	done
}

# --- outside

if [ -z "${example_stage:-}" ]; then
	top=$(cd "$(dirname "$0")/../.." && pwd)
	"$top/build-aux/packages" network
	podinit=$(find_podinit)
	[ -n "$podinit" ] || die "build podinit first, or say PODINIT=FILE"
	example_stage=$(mktemp -d)
	trap 'rm -rf "$example_stage"' EXIT
	trap 'exit 1' HUP INT TERM
	example_machine=$(readlink /proc/self/ns/net)
	export podinit example_stage example_machine
	PATH=$PATH:/usr/sbin:/sbin
	user=
	[ "$(id -u)" -eq 0 ] || user="--user --map-root-user"
	status=0
	# shellcheck disable=SC2086 # none, or two words
	unshare $user --net --mount --pid --fork --kill-child --mount-proc \
	    "$0" "$@" || status=$?
	exit "$status"
fi

# --- on the stage

# Nothing of what follows may ever be done to the machine.
case ${example_machine:-} in
"" | "$(readlink /proc/self/ns/net)") die "this is the machine itself" ;;
esac
stage=$example_stage
get=$stage/get

# prepare: what a machine has of itself, and the command get.
prepare() {
	mount -t tmpfs none /run
	ip link set lo up
	cat >"$get" <<-'GET'
	#!/bin/sh
	# get URL: the page, as soon as there is a server, 20 seconds at most.
	for _ in $(seq 100); do
		timeout 5 busybox wget -q -O - "$1" 2>/dev/null && exit
		sleep 0.2
	done
	exec timeout 5 busybox wget -O - "$1"
	GET
	chmod +x "$get"
}

say() {
	printf '%s\n' "$*"
}

# container ARG...: podinit with them, in the background; its pid is $!. With
# a machine in $on, in the network of that one.
on=
container() {
	say "  \$ podinit $*"
	${on:+ip netns exec "$on"} "$podinit" "$@" &
}

# page FOLDER TEXT: a folder for a web server, with one page that says TEXT,
# and one that says who asks.
page() {
	mkdir -p "$stage/$1/cgi-bin"
	echo "$2" >"$stage/$1/index.html"
	cat >"$stage/$1/cgi-bin/who" <<-'WHO'
	#!/bin/sh
	asking=${REMOTE_ADDR#'[::ffff:'}
	printf 'Content-Type: text/plain\r\n\r\n%s\n' "${asking%]}"
	WHO
	chmod +x "$stage/$1/cgi-bin/who"
}

# make_neighbour: another machine on the same wire, 203.0.113.0/24, that knows of
# no other network. It serves a page.
make_neighbour() {
	ip netns add neighbour
	ip link add uplink type veth peer name eth0 netns neighbour
	ip address add 203.0.113.1/24 dev uplink
	ip link set uplink up
	ip -n neighbour address add 203.0.113.2/24 dev eth0
	ip -n neighbour link set eth0 up
	page neighbour "this is the neighbour"
	in_neighbour busybox httpd -p 80 -h "$stage/neighbour"
}

in_neighbour() {
	ip netns exec neighbour "$@"
}

# expect WHAT ANSWER COMMAND...: that is what COMMAND says.
expect() {
	what=$1
	wanted=$2
	shift 2
	answer=$("$@") || answer="nothing"
	[ "$answer" = "$wanted" ] || die "$what: $answer; expected: $wanted"
	say "  => $what: $answer"
}

# inner PODINIT: the process inside that podinit with this pid supervises, which
# is the one that --prestart is told of, as soon as it is there: its child in
# another PID namespace than ours.
inner() {
	while :; do
		for child in $(xargs <"/proc/$1/task/$1/children"); do
			case $(readlink "/proc/$child/ns/pid") in
			"" | "$(readlink /proc/self/ns/pid)") ;;
			*)
				echo "$child"
				return
				;;
			esac
		done
		sleep 0.05
	done
}

# inside_of PODINIT COMMAND...: in the network of that container.
inside_of() {
	target=$(inner "$1")
	shift
	nsenter --target "$target" --net "$@"
}

# stop PODINIT...: ends these containers.
stop() {
	for supervisor; do
		kill -s TERM "$supervisor"
		wait "$supervisor" || :
	done
	say "  stopped"
}
