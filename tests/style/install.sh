#!/bin/sh
# What `make install` leaves: podinit alone, or with --enable-links each name
# that it stands in for as well, under which it is that program.
set -eu
. "$top_srcdir/tests/tap.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
names="tini tini-static docker-init dumb-init catatonit podman-init pause"

unlisted() {
	for name in $names; do
		sed -n '/^AS_IF.*enable_links/,/\])/p' \
		    "$top_srcdir/configure.ac" | grep -qw -e "$name" ||
		    echo "$name"
	done
}
put() {
	make -s -C "$top_builddir" "$1" prefix=/usr DESTDIR="$folder" \
	    stand_ins="$2" program_transform_name="s,^,$prefix," \
	    >"$folder/log" 2>&1 || cat "$folder/log"
}
# What --program-prefix says.
prefix=
is_there() {
	find "$folder/usr/bin" -mindepth 1 -printf '%f\n' | sort
}
more_than_podinit() {
	is_there | grep -vx podinit
}
missing() {
	for name in $names; do
		[ "$(readlink "$folder/usr/bin/$name")" = podinit ] ||
		    echo "$name"
	done
}
mute() {
	for name in tini docker-init; do
		"$folder/usr/bin/$name" --version | grep -q '^tini version ' ||
		    echo "$name"
	done
	"$folder/usr/bin/pause" -v | grep -q '^pause.c ' || echo pause
}

none "--enable-links has every name" unlisted
none "make install" put install ""
none "podinit alone is there" more_than_podinit
none "make install with links" put install "$names"
none "each name is a link" missing
none "each is that program" mute
none "make uninstall with links" put uninstall "$names"
none "nothing is left" is_there

prefix=other-
none "make install with links and a prefix" put install "$names"
none "each is a link to where the program is" mute
none "make uninstall with these" put uninstall "$names"
none "nothing is left of them" is_there
tap_end
