#!/bin/sh
# The networks of examples/network: each example is run for real, as root and
# without privilege, with the traffic that it shows, and leaves nothing behind.
. "$(dirname "$0")/lib.sh"

for tool in ip nft busybox iptables /usr/lib/cni/bridge; do
	if ! command -v "$tool" >/dev/null; then
		cannot "$tool is not installed" "the examples of networks"
		tap_end
		exit 0
	fi
done

# Where others than root can read it. The name has what a shell would split at.
tree="$tests_folder/the tree"
mkdir -p "$tree/examples" "$tree/build-aux" "$tree/tests"
cp -r "${top_srcdir:?}/examples/network" "$tree/examples/"
cp "$top_srcdir/build-aux/packages" "$tree/build-aux/"
cp "$top_srcdir/tests/packages.txt" "$tree/tests/"
chmod -R a+rX "$tree"

# What an example could change of the machine.
machine() {
	uname -n
	ip -o link | sed 's/ qlen .*//'
	nft list ruleset
	ls /run/netns 2>/dev/null || :
	sed 's/^[0-9]* [0-9]* //' /proc/self/mountinfo
	cat /proc/sys/net/ipv4/ip_forward
}

# example NAME: to its end.
example() {
	example=$1
	# shellcheck disable=SC2046 # none, or one word
	launch $(mode_flags) -s "$tests_folder/status" -t "$((4 * deadline))" \
	    env PODINIT="$podinit" TMPDIR=/tmp \
	    "$tree/examples/network/$example.sh" \
	    <"$input" >"$out" 2>"$err" || :
	is "$(cat "$tests_folder/status")" 0 "$example: it works"
	rm -f "$tests_folder/status"
}

# showed WHAT ANSWER: the example asked and got that answer.
showed() {
	check "$example: $1" grep -qx "  => $1: $2" "$out"
}

t_bridge() {
	example bridge
	showed "web1 asks web2" "this is web2"
	showed "web2 asks web1" "this is web1"
	showed "web1 asks it, and it sees" "203.0.113.1"
	showed "it asks port 8080 of the machine" "this is web1"
	showed "ports left on the bridge" 0
}

t_cni() {
	example cni
	showed "web1 asks 192.0.2.[23]" "this is web2"
	showed "web2 asks 192.0.2.[23]" "this is web1"
	showed "web1 asks it, and it sees" "203.0.113.1"
	showed "it asks port 8081 of the machine" "this is web1"
	showed "it asks port 8082 of the machine" "this is web2"
	showed "addresses that are taken" 0
}

t_host() {
	example host
	showed "the neighbour asks the machine" "this is web"
	showed "it is in the machine's network" "net:\[[0-9]*\]"
}

t_overlay() {
	example overlay
	showed "web1 asks web2" "this is web2"
	showed "web2 asks web1" "this is web1"
	showed "it came to machine one by VXLAN" yes
	showed "it came to machine two by VXLAN" yes
	showed "web1 asks web2" nothing
}

t_join() {
	example join
	showed "the machine asks itself" nothing
	showed "client asks 127.0.0.1" "this is web"
	showed "lo is" unknown
}

# A variable that somebody happens to have set must not take an example for
# staged. In namespaces, so that a broken guard reaches nothing either.
t_guard() {
	launch -s "$tests_folder/status" -t "$deadline" \
	    unshare --net --mount env PODINIT="$podinit" \
	    example_stage="$tests_folder" "$tree/examples/network/host.sh" \
	    >"$out" 2>"$err" || :
	check "an example without its stage does nothing" \
	    said 'this is the machine itself'
	check "nothing at all" not test -s "$out"
}

machine >machine_before
modes=$(echo "$modes" | sed 's/pid1//')
every_mode t_bridge t_cni t_host t_overlay t_join
alone t_guard
machine >machine_after
check "the examples leave the machine as it was" \
    cmp machine_before machine_after
tap_end
