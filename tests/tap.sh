# shellcheck shell=sh
# tap.sh: what a test script needs to speak TAP.  Sourced; the script ends with
# tap_end, so that one that dies half-way has no plan and counts as an error.

tap_points=0

pass() {
	tap_points=$((tap_points + 1))
	echo "ok $tap_points - $*"
}

fail() {
	tap_points=$((tap_points + 1))
	echo "not ok $tap_points - $*"
}

# skip REASON NAME
skip() {
	tap_points=$((tap_points + 1))
	tap_reason=$1
	shift
	echo "ok $tap_points - $* # SKIP $tap_reason"
}

# none NAME COMMAND...: passes where COMMAND prints nothing; what it prints are
# the findings, one a line.
none() {
	tap_name=$1
	shift
	tap_findings=$("$@" 2>&1) || :
	if [ -z "$tap_findings" ]; then
		pass "$tap_name"
	else
		fail "$tap_name"
		printf '%s\n' "$tap_findings" | sed 's/^/# /'
	fi
}

tap_end() {
	echo "1..$tap_points"
}
