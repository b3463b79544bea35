#!/bin/sh
# The first milliseconds: a signal, or the death of the parent, at any moment
# from the first act of main() on.
# shellcheck source=tests/system/lib.sh
. "$(dirname "$0")/lib.sh"

if [ "$quick" = 1 ]; then
	starts=400 kills=100
else
	starts=10000 kills=1000
fi

# race NAME ARG...: racer with these, as the mode has it.
race() {
	name=$1
	shift
	status=0
	case $mode in
	pid1) racer -1 "$@" ;;
	user) launch -u racer "$@" ;;
	subreaper) racer "$@" ;;
	esac >"$out" 2>"$err" || status=$?
	echo "# $name$tag: $(cat "$out")"
}

no_signal_is_lost() {
	race "TERM during the start" -n "$starts" "$podinit" -- racer -m
	is "$status" 0 "no TERM is lost in $starts starts"
}

# Those that come before main() cannot be had; how many that are, beside the
# peers, is told and not judged.
before_main() {
	race "podinit, from exec on" -e -n 100 "$podinit" -- racer -m
	for peer in "tini -s -g --" dumb-init "catatonit -g --"; do
		if command -v "${peer%% *}" >/dev/null; then
			# shellcheck disable=SC2086 # words
			race "$peer, from exec on" -e -n 100 $peer racer -m
		fi
	done
}

parent_dies() {
	for window in 4000 300; do
		race "the parent dies during the start" -p -n "$kills" \
		    -w $window "$podinit" --pdeathsig=TERM -- racer -m
		is "$status" 0 "--pdeathsig: $kills parents killed within $window us"
	done
}

# Without the option, the parent's death is no news.
parent_is_no_matter() {
	start report -n 1
	await_line ready
	kill -s KILL "$launcher"
	await gone "$launcher"
	kill -s HUP "$pid"
	await_line 1
	is "$(xargs <"$out")" "ready 1" "without --pdeathsig nothing is sent"
}

for mode in $modes; do
	if [ "$mode" = user ]; then
		starts=$((starts / 10))
	fi
	in_mode "$mode" no_signal_is_lost
done
every_mode parent_is_no_matter
in_mode subreaper parent_dies
if [ "$quick" != 1 ]; then
	in_mode subreaper before_main
	in_mode pid1 before_main
fi
tap_end
