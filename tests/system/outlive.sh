#!/bin/sh
# What becomes of the two processes of a container when they are hit at any
# moment: no signal is lost at the start, and nothing outlives the outer one.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

starts=2000
kills=1000
control_kills=30
if [ "$quick" = 1 ] || $sanitized; then
	starts=200
	kills=200
fi
# A main process that is told by its name from podinit.
cp "$(command -v sleep)" bin/app

# strikes ARG...: strike, as root or as nobody; its words go to $out.
strikes() {
	: >"$out"
	: >"$err"
	# shellcheck disable=SC2046 # the flags are words
	launch $(mode_flags) strike "$@" >>"$out" 2>>"$err" || :
}

# podinit's own start, from the block of its signals on, takes about 2 ms here.
none_lost() {
	count=$starts
	[ "$mode" = subreaper ] || count=$((starts / 4))
	strikes -e "$count" 4000 "$podinit" --isolate -- app 1000
	is "$(cat "$out")" "$count starts, 0 lost" \
	    "TERM in the first 4 ms of the outer process"
}

# sum COLUMN [PHASE]: of the table that strike prints.
sum() {
	awk -v column="$1" -v phase="${2:-}" '
	    phase == "" || $1 == phase { sum += $column }
	    END { print sum + 0 }' "$out"
}

# Every phase of a start is hit, so there is a map to write and a command that
# runs before.
nothing_outlives() {
	strikes -k "$kills" "$podinit" --isolate --map-root-user \
	    --prestart='exec app 0.002' -- app 1000
	sed 's/^/# /' "$out"
	check "KILL to the outer process, $(sum 2) times" \
	    between "$kills" "$(sum 2)" $((6 * kills))
	for phase in before-clone before-maps before-prestart prestart \
	    before-exec; do
		check "KILL, $phase: $(sum 2 "$phase") times" \
		    between $((kills / 50)) "$(sum 2 "$phase")" $((6 * kills))
	done
	check "KILL while main runs: $(sum 2 running) times" \
	    between $((kills * 3 / 10)) "$(sum 2 running)" $((6 * kills))
	is "$(sum 3)" 0 "nobody outlives the outer process"
}

# The same by somebody who leaves things behind, or nothing is proved.
survivors_are_seen() {
	strikes -k "$control_kills" unshare --user --map-root-user --pid \
	    --fork app 1000
	check "survivors would be seen: unshare(1) leaves $(sum 3)" \
	    between 1 "$(sum 3 running)" "$(sum 2)"
}

# Left-overs that do not hold still, with main in its last moments.
nothing_outlives_a_brood() {
	strikes -k 30 "$podinit" --isolate --map-root-user --grace=1h -- \
	    sh -c 'hydra 4 500; exec app 1000'
	check "KILL while processes fork below main" \
	    between 10 "$(sum 2 running)" 200
	is "$(sum 3)" 0 "no process that forks outlives the outer one"
}

for who in subreaper user; do
	in_mode "$who" none_lost
	in_mode "$who" nothing_outlives
done
in_mode subreaper survivors_are_seen
in_mode subreaper nothing_outlives_a_brood
tap_end
