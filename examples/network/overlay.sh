#!/bin/sh
# overlay.sh: one network of containers across two machines, as swarm and
# flannel make it. The bridges of the machines are joined by a VXLAN, which
# carries their frames in UDP from machine to machine.
#
#	machine one                          machine two
#	    eth0 203.0.113.1 ---------------- eth0 203.0.113.2
#	    vxlan0 - - - - - - (UDP 4789) - - - - vxlan0
#	    pods (bridge)                     pods (bridge)
#	        `-- eth0 198.51.100.11            `-- eth0 198.51.100.12
#	            container web1                    container web2
. "$(dirname "$0")/stage.sh"

# connect ADDRESS: what --prestart runs, in the network of the container's
# machine. The frames must leave room for what VXLAN puts around them.
connect() {
	ip link add pod type veth peer name eth0 netns "$PODINIT_PID"
	ip link set pod master pods up
	nsenter --target "$PODINIT_PID" --net sh -ec "
	    ip address add $1/24 dev eth0
	    ip link set eth0 mtu 1450 up"
}

# make_overlay MACHINE ADDRESS PEER: its bridge, and the way to the other's.
make_overlay() {
	ip -n "$1" link set lo up
	ip -n "$1" address add "$2/24" dev eth0
	ip -n "$1" link set eth0 up
	ip -n "$1" link add pods type bridge
	ip -n "$1" link set pods up
	ip -n "$1" link add vxlan0 type vxlan id 42 local "$2" remote "$3" \
	    dstport 4789 dev eth0
	ip -n "$1" link set vxlan0 master pods up
}

# start MACHINE NAME ADDRESS: a web server in a container of that machine.
start() {
	say "  machine $1:"
	on=$1
	container --isolate=pid,mount,uts,ipc,net --hostname="$2" \
	    --prestart="'$0' connect $3" -- \
	    busybox httpd -f -p 80 -h "$stage/$2"
}

# carried MACHINE: whether frames of containers came to it in UDP.
carried() {
	[ "$(ip netns exec "$1" \
	    cat /sys/class/net/vxlan0/statistics/rx_bytes)" -gt 0 ] && echo yes
}

if [ "${1-}" = connect ]; then
	connect "$2"
	exit
fi

prepare
page web1 "this is web1"
page web2 "this is web2"
ip netns add one
ip netns add two
ip -n one link add eth0 type veth peer name eth0 netns two
make_overlay one 203.0.113.1 203.0.113.2
make_overlay two 203.0.113.2 203.0.113.1

say "A container on each machine:"
start one web1 198.51.100.11
web1=$!
start two web2 198.51.100.12
web2=$!

say "They reach each other by address:"
expect "web1 asks web2" "this is web2" \
    inside_of "$web1" "$get" http://198.51.100.12/
expect "web2 asks web1" "this is web1" \
    inside_of "$web2" "$get" http://198.51.100.11/
expect "web2 sees of web1" 198.51.100.11 \
    inside_of "$web1" "$get" http://198.51.100.12/cgi-bin/who
expect "it came to machine one by VXLAN" yes carried one
expect "it came to machine two by VXLAN" yes carried two

say "Without the VXLAN there is no way:"
ip -n one link set vxlan0 down
expect "web1 asks web2" nothing \
    inside_of "$web1" timeout 2 busybox wget -q -O - http://198.51.100.12/

stop "$web1" "$web2"
