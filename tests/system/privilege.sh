#!/bin/sh
# What main is and may do, field by field, beside what setpriv(1) and capsh(1)
# make of the same request: as root, in a root of its own, in a user namespace,
# without privilege; and whichever system call podinit is denied.
# shellcheck disable=SC2016 # main expands them
set -u
# shellcheck source=tests/system/identity_lib.sh
. "$(dirname "$0")/identity_lib.sh"

# A shell is what capsh(1) executes.
as_capsh() {
	capsh_name=$1
	shift
	as "$capsh_name" capsh "$@" -- -c 'exec "$@"' sh
}

# all_but NAME...: the capabilities that the kernel knows, in capsh's spelling,
# without those.
all_but() {
	last=$(cat /proc/sys/kernel/cap_last_cap)
	number=0
	left=
	while [ "$number" -le "$last" ]; do
		name=$(capsh --explain="$number" | sed -n '1s/ .*//p')
		case " $* " in
		*" $name "*) ;;
		*) left=$left,$name ;;
		esac
		number=$((number + 1))
	done
	echo "${left#,}"
}

t_capsh() {
	identity --run-as=nobody
	as_capsh "--run-as=NAME is capsh's" --user=nobody
	identity --run-as=4242:4343
	as_capsh "--run-as=NUMBER:NUMBER" --groups= --gid=4343 --uid=4242
	identity --cap-drop=ALL
	as_capsh "--cap-drop=ALL" --drop="$(all_but)"
	identity --cap-drop=chown,NET_RAW
	as_capsh "--cap-drop of some" --drop=cap_chown,cap_net_raw
	identity --cap-keep=CHOWN,KILL
	as_capsh "--cap-keep of root" --drop="$(all_but cap_chown cap_kill)"
	identity --cap-keep=KILL,NET_RAW --run-as=nobody
	as_capsh "--cap-keep of another user" \
	    --drop="$(all_but cap_kill cap_net_raw)" --keep=1 --user=nobody \
	    --inh=cap_kill,cap_net_raw --addamb=cap_kill,cap_net_raw
	identity --run-as=nobody --no-new-privs
	as_capsh "with --no-new-privs" --user=nobody --no-new-privs
}

# at_once OPTION...: all of it together.
at_once() {
	(umask 027 && exec setpriv --bounding-set=-all,+net_bind_service \
	    --inh-caps=-all,+net_bind_service \
	    --ambient-caps=-all,+net_bind_service --no-new-privs "$@")
}

t_all_at_once() {
	set -- --umask=027 --no-new-privs --cap-keep=NET_BIND_SERVICE
	identity "$@" --run-as=nobody
	as "all of it at once" at_once --reuid=nobody --regid=nogroup \
	    --init-groups
	identity "$@" --run-as=nobody --isolate
	as "and in namespaces" at_once --reuid=nobody --regid=nogroup \
	    --init-groups
	make_box box
	mkdir box/etc box/proc
	cp /etc/passwd /etc/group box/etc/
	identity "$@" --run-as=nobody --isolate --root=box --read-only
	as "and in a root" at_once --reuid=nobody --regid=nogroup --init-groups
	rm -rf box
}

# A namespace in which more than one id is mapped, to compare in.
t_user_namespace() {
	set -- --map-users=0:100000:65536 --map-groups=0:200000:65536 \
	    --setgroups=allow
	identity "$@" --run-as=nobody
	as "in a user namespace" podinit "$@" -- setpriv --reuid=nobody \
	    --regid=nogroup --init-groups
	identity "$@" --run-as=5:6 --cap-keep=KILL --isolate
	as "with capabilities of that namespace" podinit "$@" --isolate -- \
	    setpriv --reuid=5 --regid=6 --clear-groups \
	    --bounding-set=-all,+kill --inh-caps=-all,+kill \
	    --ambient-caps=-all,+kill
	run "$@" --run-as=70000 -- echo started
	refused 'setresgid 70000: .*\(not mapped .*--map-users' \
	    "an id that it has not got"
	run "$@" --run-as=5:70000 -- echo started
	refused 'setresgid 70000: .*\(not mapped .*--map-groups' \
	    "a group that it has not got"
	run "${1}" --map-groups=0:200000:65536 --setgroups=deny \
	    --run-as=daemon -- echo started
	refused 'setgroups: .*--setgroups=allow' "groups that may not be set"
}

# By who has nothing to give: the same without it.
t_without_privilege() {
	identity --no-new-privs --umask=027
	as "no_new_privs" launch -u sh -c 'umask 027; exec setpriv "$@"' \
	    sh --no-new-privs
	identity --isolate --cap-drop=ALL
	as "root of a user namespace, with no capability" launch -u \
	    unshare --user --map-root-user setpriv --bounding-set=-all
	identity --isolate --cap-keep=KILL,CHOWN
	as "or with two" launch -u unshare --user --map-root-user \
	    setpriv --bounding-set=-all,+kill,+chown
}

# Nobody's securebits(7) leave main more than was asked for.
t_securebits() {
	through setpriv --securebits=+no_setuid_fixup
	identity --run-as=nobody
	main_is CapPrm 0000000000000000 "capabilities that would have stayed"
	main_is CapEff 0000000000000000 "none in effect"
	through setpriv --securebits=+keep_caps_locked
	run --run-as=nobody --cap-keep=KILL -- echo started
	refused 'prctl PR_SET_KEEPCAPS: Operation not permitted' \
	    "capabilities that cannot be kept"
}

# Whatever is denied, main is what was asked for or is not started.  Without
# waitid(2) podinit does not see its end, and goes on.
t_denied() {
	set -- --run-as=daemon --cap-keep=KILL --no-new-privs --umask=027
	identity "$@"
	cp got asked
	for call in $(deny -l | grep -vx waitid); do
		for error in EPERM EINVAL ENOSYS; do
			through deny "$call=$error" --
			identity "$@"
			if cmp -s got asked; then
				started="$started $call"
			elif [ -s "$out" ] || [ "$status" = 0 ]; then
				fail "$call=$error$tag"
				diff asked got | sed 's/^/# /'
				what_was_said
			else
				refused="$refused $call"
			fi
		done
	done
	check "with most calls denied main is who was asked for" \
	    test "$(echo "$started" | wc -w)" -gt 30
	for call in capset prctl setgroups setresgid setresuid; do
		check "without $call it is not started" \
		    not word "$call" "$started"
	done
	echo "# not started without:$(echo "$refused" | xargs -n1 | sort -u |
	    xargs)"
}
started=
refused=

# word WORD WORDS
word() {
	case " $2 " in
	*" $1 "*) return 0 ;;
	*) return 1 ;;
	esac
}

if capsh --print >/dev/null 2>&1; then
	in_mode subreaper t_capsh
else
	cannot "capsh is not installed" "beside capsh"
fi
for place in pid1 subreaper; do
	in_mode "$place" t_all_at_once
	in_mode "$place" t_user_namespace
	in_mode "$place" t_securebits
done
in_mode user t_without_privilege
in_mode subreaper t_denied
tap_end
