#!/bin/sh
# host.sh: a container in the network of its machine: without --net nothing is
# new there, and a port that it listens on is the machine's. What Docker calls
# --network=host.
. "$(dirname "$0")/stage.sh"

prepare
page web "this is web"
make_neighbour

say "A container with everything new but the network:"
container --isolate=pid,mount,uts,ipc --hostname=web -- \
    busybox httpd -f -p 8080 -h "$stage/web"
web=$!

say "It listens on the machine's own addresses:"
expect "the machine asks itself" "this is web" "$get" http://127.0.0.1:8080/
expect "the neighbour asks the machine" "this is web" \
    in_neighbour "$get" http://203.0.113.1:8080/
expect "it is in the machine's network" "$(readlink /proc/self/ns/net)" \
    readlink "/proc/$(inner "$web")/ns/net"

stop "$web"
