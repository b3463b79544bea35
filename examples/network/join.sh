#!/bin/sh
# join.sh: a container in the network of another one, as the containers of a pod
# are. --pin gives that network a name, and --join enters it; it stays when
# the container that brought it has ended.
. "$(dirname "$0")/stage.sh"

prepare
page web "this is web"
network=$stage/network

say "A container with a network of its own, which the machine cannot reach:"
container --isolate=pid,mount,uts,ipc,net --hostname=web \
    --pin="net:$network" -- busybox httpd -f -p 80 -h "$stage/web"
web=$!
expect "web asks itself" "this is web" inside_of "$web" "$get" http://127.0.0.1/
expect "the machine asks itself" nothing \
    timeout 2 busybox wget -q -O - http://127.0.0.1/

say "Another one joins it, and has nothing else in common with it:"
expect "client asks 127.0.0.1" "this is web" \
    "$podinit" --join="$network" --isolate=pid,mount,uts,ipc \
    --hostname=client -- "$get" http://127.0.0.1/

say "The first one ends; its network stays."
stop "$web"
expect "lo is" unknown \
    "$podinit" --join="$network" --isolate --mount-sys -- \
    cat /sys/class/net/lo/operstate
umount "$network"
