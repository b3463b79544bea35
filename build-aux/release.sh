#!/bin/sh
# release.sh [SOURCE]: builds the release, a static PIE on musl, and leaves it
# in release/ of the current folder, with its SHA-256.
#
# SOURCE is what a release tarball holds; `make release` passes it.  Without
# it, the folder that this script is in is made ready and `make release` run.
#
# Debian's musl-gcc has no libbsd and turns -static-pie into a dynamic PIE. So
# libmd and libbsd are built here from Debian's sources, and the link is
# spelled out.
set -eu
umask 022
unset MAKEFLAGS MFLAGS MAKELEVEL	# of a make that runs this

aux=$(cd "$(dirname "$0")" && pwd)
"$aux/packages" build release

if [ $# -eq 0 ]; then
	cd "$aux/.."
	[ -x configure ] || ./autogen.sh
	[ -f Makefile ] || ./configure --quiet
	exec make release
fi

out=$(pwd)/release
source=$(cd "$1" && pwd)
# Built once for every version of what goes into them; a caller that has a
# place which lasts longer than this folder names it.
cache=${RELEASE_DEPS:-$out/deps}
jobs=$(getconf _NPROCESSORS_ONLN)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# Small, hardened, and the same bytes wherever it is built.
compile_flags="-Os -fPIE -ffunction-sections -fdata-sections \
-fno-asynchronous-unwind-tables -fstack-protector-strong \
-ffile-prefix-map=$work=. -ffile-prefix-map=$source=."

fail() {
	echo "release.sh: $*" >&2
	exit 1
}

# Says what goes on, and runs it; its output is shown only if it fails.  The
# subshell is no condition of anything, for there `set -e` would not hold.
step() {
	echo "  $1"
	shift
	set +e
	(
		set -e
		"$@"
	) >"$work/log" 2>&1 </dev/null
	status=$?
	set -e
	[ "$status" -eq 0 ] || {
		cat "$work/log" >&2
		fail "failed: $*"
	}
}

# --- libmd and libbsd for musl

source_version() {
	dpkg-query -W -f '${source:Version}' "$1"
}

# What the two libraries are made of: their own sources, the compiler, the C
# library, and this script.
deps_key() {
	{
		dpkg-query -W -f '${Package} ${Architecture} ${Version}\n' \
		    gcc musl-dev linux-libc-dev libmd-dev libbsd-dev
		gcc --version
		cat "$aux/release.sh"
	} | sha256sum | cut -c 1-16
}

# apt-get with the machine's own archives as sources of source packages, and
# all its state in a folder of ours.
private_apt() {
	apt-get -q -o Dir::Etc::sourcelist=/dev/null \
	    -o Dir::Etc::sourceparts="$work/apt/etc" \
	    -o Dir::State::lists="$work/apt/lists" \
	    -o Dir::Cache="$work/apt/cache" \
	    -o APT::Sandbox::User= "$@"
}

fetch_sources() {
	mkdir -p "$work/apt/etc" "$work/apt/lists/partial" "$work/apt/cache"
	for list in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
		[ ! -f "$list" ] || sed -e 's/^Types:.*/Types: deb-src/' \
		    -e '/^deb-src/d' -e 's/^deb\([[:space:]]\)/deb-src\1/' \
		    "$list" >"$work/apt/etc/${list##*/}"
	done
	private_apt update
	cd "$work"
	private_apt source "libmd=$(source_version libmd-dev)" \
	    "libbsd=$(source_version libbsd-dev)"
}

# musl's headers come without the kernel's, of which libbsd wants some.
link_kernel_headers() {
	mkdir -p "$work/deps/include"
	for folder in linux asm-generic; do
		ln -s "/usr/include/$folder" "$work/deps/include/$folder"
	done
	ln -s "/usr/include/$(gcc -print-multiarch)/asm" \
	    "$work/deps/include/asm"
}

build_library() {
	cd "$work/$1"-[0-9]*
	./configure --quiet --disable-shared --prefix="$work/deps" \
	    CC=musl-gcc CFLAGS="$compile_flags" \
	    CPPFLAGS="-I$work/deps/include" LDFLAGS="-L$work/deps/lib"
	make -s -j "$jobs"
	make -s install
}

# Another run may be at the same: each builds for itself, the first to come
# leaves its own.
build_deps() {
	step "fetching the sources of libmd and libbsd" fetch_sources
	link_kernel_headers
	step "building libmd for musl" build_library libmd
	step "building libbsd for musl" build_library libbsd
	mkdir -p "$cache"
	mv -T "$work/deps" "$deps" 2>/dev/null || [ -d "$deps" ]
}

# --- podinit

# Compiles by the project's own Makefile; what is found for glibc is not asked.
compile() {
	mkdir "$work/build"
	cd "$work/build"
	"$source/configure" --quiet --disable-dependency-tracking CC=musl-gcc \
	    CFLAGS="$compile_flags" CPPFLAGS="-I$deps/include" \
	    LIBBSD_CFLAGS=" " LIBBSD_LIBS="-L$deps/lib -lbsd -lmd" \
	    CHECK_CFLAGS=" " CHECK_LIBS=" "
	make -s -j "$jobs" src/libpodinit.a "src/main.o"
}

link() {
	musl=$(dirname "$(dpkg-query -L musl-dev | grep '/rcrt1\.o$')")
	gcc -nostdlib -static-pie \
	    -Wl,-z,relro,-z,now,-z,noexecstack,--gc-sections \
	    -Wl,--build-id=none,-T,"$aux/release.ld" -o "$work/podinit" \
	    "$musl/rcrt1.o" "$musl/crti.o" "$work/build/src/main.o" \
	    "$work/build/src/libpodinit.a" \
	    "$deps/lib/libbsd.a" "$deps/lib/libmd.a" \
	    -Wl,--start-group "$musl/libc.a" -lgcc -Wl,--end-group \
	    "$musl/crtn.o"
}

deps=$cache/$(deps_key)
[ -d "$deps" ] || build_deps
step "compiling podinit for musl" compile
step "linking release/podinit" link
"$aux/check-binary" "$work/podinit"
strip "$work/podinit"
grep -qF -e "$work" -e "$source" "$work/podinit" &&
    fail "the binary holds a path of this machine"
mkdir -p "$out"
mv "$work/podinit" "$out/podinit"
cd "$out"
sha256sum podinit >SHA256SUMS
