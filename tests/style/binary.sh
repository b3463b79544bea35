#!/bin/sh
# The binary as it is linked: static, position-independent, hardened, and
# without a path of the machine that built it.
set -eu
. "$top_srcdir/tests/tap.sh"

# glibc's own objects bring a stack protector, so ours are looked at, too.
unprotected() {
	nm "$top_builddir/src/libpodinit.a" | grep -q ' U __stack_chk_fail' ||
	    echo "no object refers to __stack_chk_fail"
}

# Only debugging information may name the files it is about.
paths() {
	strip --strip-debug -o stripped.tmp "$PODINIT"
	for path in "$top_srcdir" "$top_builddir"; do
		! grep -qF "$path" stripped.tmp || echo "$path"
	done
	rm -f stripped.tmp
}

if nm "$PODINIT" 2>/dev/null | grep -q ' __asan_init$'; then
	skip "the sanitizers need the dynamic linker" "the binary's linkage"
else
	none "static, position-independent and hardened" \
	    "$top_srcdir/build-aux/check-binary" "$PODINIT"
	none "the stack protector is in our objects" unprotected
	none "no path of the build in it" paths
fi
tap_end
