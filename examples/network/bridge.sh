#!/bin/sh
# bridge.sh: containers on a bridge of their machine, as Docker makes it by
# default. Each has an address there and listens on the same port; what they
# send outwards leaves with the machine's address (NAT), and a port of the
# machine's leads to one of them (a published port).
#
#	neighbour 203.0.113.2
#	    |
#	uplink 203.0.113.1      the machine
#	    |
#	pods 192.0.2.1          its bridge
#	    |-- eth0 192.0.2.11     container web1, port 80
#	    `-- eth0 192.0.2.12     container web2, port 80
. "$(dirname "$0")/stage.sh"

# What --prestart runs for each container: on the machine, where PODINIT_PID is
# the process whose network is to be connected.
connect() {
	address=$1
	port=pod${address##*.}
	ip link add "$port" type veth peer name eth0 netns "$PODINIT_PID"
	ip link set "$port" master pods up
	nsenter --target "$PODINIT_PID" --net sh -ec "
	    ip address add $address/24 dev eth0
	    ip link set eth0 up
	    ip route add default via 192.0.2.1"
}

make_bridge() {
	ip link add pods type bridge
	ip address add 192.0.2.1/24 dev pods
	ip link set pods up
	echo 1 >/proc/sys/net/ipv4/ip_forward
	nft -f - <<-'RULES'
	table ip pods {
		chain outwards {
			type nat hook postrouting priority srcnat
			ip saddr 192.0.2.0/24 oifname != "pods" masquerade
		}
		chain inwards {
			type nat hook prerouting priority dstnat
			iifname "uplink" tcp dport 8080 dnat to 192.0.2.11:80
		}
	}
	RULES
}

# start NAME ADDRESS: a web server in a container.
start() {
	container --isolate=pid,mount,uts,ipc,net --hostname="$1" \
	    --prestart="'$0' connect $2" -- \
	    busybox httpd -f -p 80 -h "$stage/$1"
}

# no_ports: once the kernel has taken the containers' networks away, the ports
# that led to them are gone too.
no_ports() {
	for _ in $(seq 100); do
		[ -n "$(ip link show master pods)" ] || break
		sleep 0.1
	done
	ip link show master pods | wc -l
}

if [ "${1-}" = connect ]; then
	connect "$2"
	exit
fi

prepare
page web1 "this is web1"
page web2 "this is web2"
make_neighbour
make_bridge

say "Two containers, each with port 80:"
start web1 192.0.2.11
web1=$!
start web2 192.0.2.12
web2=$!
expect "the machine asks web1" "this is web1" "$get" http://192.0.2.11/
expect "the machine asks web2" "this is web2" "$get" http://192.0.2.12/

say "They reach each other by address:"
expect "web1 asks web2" "this is web2" \
    inside_of "$web1" "$get" http://192.0.2.12/
expect "web2 asks web1" "this is web1" \
    inside_of "$web2" "$get" http://192.0.2.11/

say "The neighbour, who knows nothing of 192.0.2.0/24:"
expect "web1 asks it, and it sees" 203.0.113.1 \
    inside_of "$web1" "$get" http://203.0.113.2/cgi-bin/who
expect "it asks port 8080 of the machine" "this is web1" \
    in_neighbour "$get" http://203.0.113.1:8080/

stop "$web1" "$web2"
expect "ports left on the bridge" 0 no_ports
