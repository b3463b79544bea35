#!/bin/sh
# Nothing but diag has state of its own: no object of the library holds a
# writable variable.  Constants that need relocation are writable for the
# linker alone (.data.rel.ro) and are none.
set -eu
. "$top_srcdir/tests/tap.sh"

# Prints "diag.o highest" for every variable that can be written to: objects,
# and what is each thread's own, which has no flag. A common symbol has no
# section but *COM*.
variables() {
	LC_ALL=C objdump -t "$top_builddir/src/libpodinit.a" | awk '
	    / file format / { object = $1; sub(/:$/, "", object) }
	    / \.data\.rel\.ro/ { next }
	    /^[0-9a-f]+ ......[O ] (\.t?(data|bss)|\*COM\*)/ { print object, $NF }'
}

elsewhere() {
	variables | grep -v '^diag\.o '
}

# Were there none at all, the test would have looked at nothing.
unseen() {
	variables | grep -q '^diag\.o ' || echo "none found in diag.o"
}

if nm "$PODINIT" 2>/dev/null | grep -q ' __asan_init$'; then
	skip "the sanitizers add variables" "only diag has variables"
else
	none "only diag has variables" elsewhere
	none "those of diag are seen" unseen
fi
tap_end
