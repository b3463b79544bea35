#!/bin/sh
# cni.sh: the bridge of bridge.sh, made by the plugins that Kubernetes and
# podman use: bridge makes it and connects the container, host-local gives it an
# address, portmap publishes a port. A plugin gets its configuration on standard
# input and the rest in CNI_* variables, and answers with JSON.
. "$(dirname "$0")/stage.sh"

plugins=/usr/lib/cni

# plugin NAME COMMAND: runs it with the configuration on standard input.
plugin() {
	CNI_COMMAND=$2 CNI_PATH=$plugins CNI_IFNAME=eth0 "$plugins/$1"
}

bridge_configuration() {
	cat <<-JSON
	{
		"cniVersion": "1.0.0", "name": "pods", "type": "bridge",
		"bridge": "pods", "isGateway": true, "ipMasq": true,
		"ipam": {
			"type": "host-local", "dataDir": "$stage/leases",
			"ranges": [[{ "subnet": "192.0.2.0/24" }]],
			"routes": [{ "dst": "0.0.0.0/0" }]
		}
	}
	JSON
}

# portmap_configuration PORT: what bridge has answered comes on standard input.
portmap_configuration() {
	cat <<-JSON
	{
		"cniVersion": "1.0.0", "name": "pods", "type": "portmap",
		"runtimeConfig": { "portMappings": [
			{ "hostPort": $1, "containerPort": 80, "protocol": "tcp" }
		] },
		"prevResult": $(cat)
	}
	JSON
}

# connect NAME PORT: what --prestart runs.
connect() {
	CNI_CONTAINERID=$1
	CNI_NETNS=/proc/$PODINIT_PID/ns/net
	export CNI_CONTAINERID CNI_NETNS
	bridge_configuration | plugin bridge ADD >"$stage/$1.result"
	portmap_configuration "$2" <"$stage/$1.result" | plugin portmap ADD \
	    >"$stage/$1.portmap"
}

# disconnect NAME PORT: the network is gone by then, the lease and the rules
# are not.
disconnect() {
	CNI_CONTAINERID=$1
	CNI_NETNS=
	export CNI_CONTAINERID CNI_NETNS
	portmap_configuration "$2" <"$stage/$1.result" | plugin portmap DEL
	bridge_configuration | plugin bridge DEL
}

# start NAME PORT: a web server in a container, on that port of the machine too.
start() {
	container --isolate=pid,mount,uts,ipc,net --hostname="$1" \
	    --prestart="'$0' connect $1 $2" -- \
	    busybox httpd -f -p 80 -h "$stage/$1"
}

# address_of NAME: what host-local gave it.
address_of() {
	sed -n 's|.*"address": *"\(192[0-9.]*\)/24".*|\1|p' "$stage/$1.result"
}

leases() {
	find "$stage/leases" -name '192.*' | wc -l
}

if [ "${1-}" = connect ]; then
	connect "$2" "$3"
	exit
fi

prepare
page web1 "this is web1"
page web2 "this is web2"
make_neighbour

say "Two containers, each with port 80:"
start web1 8081
web1=$!
expect "the machine asks web1" "this is web1" "$get" http://127.0.0.1:8081/
start web2 8082
web2=$!
expect "the machine asks web2" "this is web2" "$get" http://127.0.0.1:8082/
address1=$(address_of web1)
address2=$(address_of web2)

say "They reach each other by the address that host-local chose:"
expect "web1 asks $address2" "this is web2" \
    inside_of "$web1" "$get" "http://$address2/"
expect "web2 asks $address1" "this is web1" \
    inside_of "$web2" "$get" "http://$address1/"

say "The neighbour, who knows nothing of 192.0.2.0/24:"
expect "web1 asks it, and it sees" 203.0.113.1 \
    inside_of "$web1" "$get" http://203.0.113.2/cgi-bin/who
expect "it asks port 8081 of the machine" "this is web1" \
    in_neighbour "$get" http://203.0.113.1:8081/
expect "it asks port 8082 of the machine" "this is web2" \
    in_neighbour "$get" http://203.0.113.1:8082/

stop "$web1" "$web2"
expect "addresses that are taken" 2 leases
disconnect web1 8081
disconnect web2 8082
expect "addresses that are taken" 0 leases
