# shellcheck shell=sh
# identity_lib.sh: what the tests of main's identity share, beyond box_lib.sh.

# shellcheck source=tests/system/box_lib.sh
. "$(dirname "$0")/box_lib.sh"

lines='^(Uid|Gid|Groups|CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Umask):'

# identity OPTION...: runs main with these, which says who it is.
identity() {
	run "$@" -- cat /proc/self/status
	grep -E "$lines" "$out" >got
}

# as NAME COMMAND...: it is who COMMAND, with "cat /proc/self/status" after it,
# makes of one.
as() {
	as_name=$1
	shift
	"$@" cat /proc/self/status | grep -E "$lines" >wanted
	if [ "$status" = 0 ] && [ "$(wc -l <wanted)" = 10 ] &&
	    cmp -s got wanted; then
		pass "$as_name$tag"
	else
		fail "$as_name$tag"
		diff wanted got | sed 's/^/# /'
		what_was_said
	fi
}

# as_setpriv NAME SETPRIV_OPTION...
as_setpriv() {
	setpriv_name=$1
	shift
	as "$setpriv_name" setpriv "$@"
}

# main_is FIELD VALUE NAME
main_is() {
	is "$(sed -n "s/^$1:[[:space:]]*//p" got | xargs)" "$2" "$3"
}
