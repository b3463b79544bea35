#!/bin/sh
# Makefile.am's list of sources is the order of the layers: a room includes
# config.h first, its own header next, and otherwise only headers of rooms above
# it in that list.
set -eu
. "$top_srcdir/tests/tap.sh"
cd "$top_srcdir"

# The rooms from the bottom up, "os", "diag", ...; main is the roof.
rooms=$(sed -n '/^src_libpodinit_a_SOURCES/,/[^\\]$/p' Makefile.am |
    sed -n 's|.*src/\([a-z]*\)\.c .*|\1|p')
generated="commit license"	# only main.c includes what they say

# The project's own headers that a file includes, in its order.
included() {
	sed -n 's/^#include "\(.*\)\.h"$/\1/p' "$1"
}

# strangers FILE ROOM...: the headers that FILE has no business with.
strangers() {
	file=$1
	shift
	for header in $(included "$file"); do
		# Generated, too; what else is, is for main.c alone.
		[ "$file $header" != "src/capability.c capnames" ] || continue
		case " config $* " in
		*" $header "*) ;;
		*) echo "$file includes $header.h" ;;
		esac
	done
}

# A source file begins with config.h and its own header.
wrong_start() {
	grep '^#include' "$1" | head -n 2 | tr '\n' ' ' |
	    grep -qx "#include \"config.h\" #include \"$2.h\" " ||
	    echo "$1 does not begin with config.h and $2.h"
}

# room_faults ROOM BELOW...
room_faults() {
	wrong_start "src/$1.c" "$1"
	strangers "src/$1.c" "$@"
	strangers "src/$1.h" "$@"
}

unlisted() {
	for file in src/*.c src/*.h; do
		room=$(basename "${file%.*}")
		case " $* " in
		*" $room "*) ;;
		*) echo "$file" ;;
		esac
	done
}

# Set-up dies at the leaf; what runs while main lives warns and goes on.
mortals() {
	for room; do
		included "src/$room.c" | sed -n "s/^die\$/$room.c/p"
	done
}

below=
for room in $rooms; do
	# shellcheck disable=SC2086 # a list of names
	none "$room includes only what is below it" room_faults $room $below
	below="$below $room"
done
# shellcheck disable=SC2086
{
	none "main includes only rooms of the house" \
	    strangers src/main.c $below $generated
	none "every file of src is in the list" \
	    unlisted $below $generated main
}
none "nothing that outlives the start can die" \
    mortals procs walk scope lifecycle report act supervise

tap_end
