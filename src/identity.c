/*
 * Who main is and what it may do: decided by podinit, done by the child that
 * becomes main, in the one order in which each step is still allowed and none
 * undoes an earlier one: bounding set, groups, group, user, permitted and
 * inheritable, ambient.  Where the names come from is account.c's.
 *
 * What main has after its exec comes, by the rules of capabilities(7), of the
 * bounding set for root, and of the ambient set for all others; what the child
 * has in between matters for nothing but the steps of the child.
 *
 * The calls are made by number: those of libc change every thread of what they
 * take for one process.
 */
#include "config.h"

#include "identity.h"

#include <sys/prctl.h>

#include <errno.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capability.h"
#include "diag.h"
#include "die.h"
#include "ids.h"

bool
identity_is_asked_for(const struct plan *plan)
{
	return plan->run_as != NULL || plan->given[OPTION_CAP_DROP] ||
	    plan->given[OPTION_CAP_KEEP];
}

/* Dies where main is to keep a capability that podinit cannot hand on. */
static void
need(uint64_t kept, uint64_t had)
{
	if ((kept & ~had) != 0)
		die("--cap-keep: podinit has not got %s itself",
		    capability_name(capability_first(kept & ~had)).text);
}

void
identity_decide(struct identity *identity, const struct plan *plan)
{
	uint64_t bounding, ambient, kept, handed_on = 0;
	struct creds_sets own;

	if (creds_read(&own) == -1)
		die("capget: %s", strerror(errno));
	if (creds_bounding(&bounding) == -1)
		die("prctl PR_CAPBSET_READ: %s", strerror(errno));
	if (creds_ambient(&ambient) == -1)
		die("prctl PR_CAP_AMBIENT_IS_SET: %s", strerror(errno));
	kept = bounding & ~plan->cap_drop;
	if (plan->given[OPTION_CAP_KEEP]) {
		kept = plan->cap_keep;
		need(kept, bounding & own.permitted);
	}
	identity->changes_capabilities = true;
	identity->forbidden = bounding & ~kept;
	if (!identity->changes_user)
		identity->uid = geteuid();
	if (identity->uid != 0 && plan->given[OPTION_CAP_KEEP])
		handed_on = kept;
	else if (identity->uid != 0 && !identity->changes_user)
		handed_on = ambient & kept;
	identity->ambient = handed_on;
	identity->until_exec = (struct creds_sets){
		.permitted = identity->uid == 0 ? own.permitted & kept :
		    handed_on,
		.inheritable = handed_on,
	};
	identity->until_exec.effective = identity->until_exec.permitted;
}

/* Says what failed, and what it takes.  Returns -1. */
static int __attribute__((format(printf, 1, 2)))
fail(const char *format, ...)
{
	char text[256];
	va_list arguments;
	int error = errno;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	diag(DIAG_ERROR, "%s", text);
	errno = error;
	return -1;
}

/* What a change of a user or group id that was refused takes. */
static const char *
hint_for(int error, const char *privilege, const char *not_mapped)
{
	return error == EINVAL ? not_mapped : error == EPERM ? privilege : "";
}

static int
drop_from_bounding(uint64_t set)
{
	for (; set != 0; set &= set - 1) {
		unsigned int number = capability_first(set);

		if (prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == -1)
			return fail("prctl PR_CAPBSET_DROP %s: %s%s",
			    capability_name(number).text, strerror(errno),
			    errno == EPERM ? " (needs CAP_SETPCAP, which root"
			    " of a user namespace has: --user)" : "");
	}
	return 0;
}

/* Whether these, and no others, are the groups. */
static bool
has_groups(const struct identity *identity)
{
	long count = ids_groups(identity->group_count + 1, identity->scratch);

	return count == (long)identity->group_count &&
	    memcmp(identity->scratch, identity->groups,
	    identity->group_count * sizeof(identity->groups[0])) == 0;
}

static int
set_groups(const struct identity *identity)
{
	/* An unprivileged user namespace denies it, even where it is moot. */
	if (has_groups(identity) ||
	    ids_set_groups(identity->group_count, identity->groups) == 0)
		return 0;
	return fail("setgroups: %s%s", strerror(errno), hint_for(errno,
	    " (needs CAP_SETGID and, in a user namespace, --map-groups and"
	    " --setgroups=allow)",
	    " (a group is not mapped in this user namespace: --map-groups)"));
}

static int
set_user(const struct identity *identity)
{
	static const char not_mapped[] = " (not mapped in this user namespace:"
	    " --map-users, --map-groups)";
	const uint32_t uid = identity->uid, gid = identity->gid;

	if (set_groups(identity) == -1)
		return -1;
	if (ids_set_group(gid) == -1)
		return fail("setresgid %" PRIu32 ": %s%s", gid,
		    strerror(errno), hint_for(errno, " (needs CAP_SETGID)",
		    not_mapped));
	/* What is to be kept would else go with the user id 0. */
	if (identity->until_exec.permitted != 0 &&
	    prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == -1)
		return fail("prctl PR_SET_KEEPCAPS: %s", strerror(errno));
	if (ids_set_user(uid) == -1)
		return fail("setresuid %" PRIu32 ": %s%s", uid,
		    strerror(errno), hint_for(errno, " (needs CAP_SETUID)",
		    not_mapped));
	return 0;
}

static int
set_capabilities(const struct identity *identity)
{
	uint64_t left = identity->ambient;

	if (creds_write(&identity->until_exec) == -1)
		return fail("capset: %s", strerror(errno));
	/* EINVAL: before Linux 4.3 there is none. */
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == -1 &&
	    (errno != EINVAL || left != 0))
		return fail("prctl PR_CAP_AMBIENT_CLEAR_ALL: %s",
		    strerror(errno));
	for (; left != 0; left &= left - 1) {
		unsigned int number = capability_first(left);

		if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, number, 0,
		    0) == -1)
			return fail("prctl PR_CAP_AMBIENT_RAISE %s: %s",
			    capability_name(number).text, strerror(errno));
	}
	return 0;
}

/* Whether an id that may be changed by privilege alone can be. */
static bool
can_return(int (*set)(uint32_t), uint32_t id,
    const struct identity *identity, unsigned int privilege)
{
	return id != 0 && (identity->until_exec.effective &
	    CAPABILITY_BIT(privilege)) == 0 && set(0) == 0;
}

/* A call that was said to have succeeded need not have done anything. */
static const char *
find_fault(const struct identity *identity)
{
	struct creds_sets sets;
	uint64_t set;

	if (identity->changes_user) {
		if (!ids_is_user(identity->uid))
			return "the user is another";
		if (!ids_is_group(identity->gid))
			return "the group is another";
		if (!has_groups(identity))
			return "the groups are others";
	}
	if (creds_read(&sets) == -1 ||
	    memcmp(&sets, &identity->until_exec, sizeof(sets)) != 0)
		return "the capabilities are others";
	if (creds_bounding(&set) == -1 || (set & identity->forbidden) != 0)
		return "the bounding set is larger";
	if (creds_ambient(&set) == -1 || set != identity->ambient)
		return "the ambient set is another";
	if (identity->changes_user &&
	    (can_return(ids_set_user, identity->uid, identity, CAP_SETUID) ||
	    can_return(ids_set_group, identity->gid, identity, CAP_SETGID)))
		return "there is a way back to root";
	return NULL;
}

int
identity_become(const struct identity *identity)
{
	const char *fault;

	if (drop_from_bounding(identity->forbidden) == -1 ||
	    (identity->changes_user && set_user(identity) == -1) ||
	    set_capabilities(identity) == -1)
		return -1;
	fault = find_fault(identity);
	if (fault == NULL)
		return 0;
	diag(DIAG_ERROR, "the change of identity did not take: %s", fault);
	errno = EPERM;
	return -1;
}
