/*
 * What is about to be done: defaults, and the rules between options.  Pure:
 * how the options were spelled, and how the plan is carried out, are others'
 * affairs.
 */
#include "config.h"

#include "plan.h"

#include <signal.h>
#include <stdio.h>

#include "os.h"

/* Why two exclude each other; apart from them, for those are always read. */
enum { AMOUNT, NO_MAIN, OPPOSITES, ONE_MAP, NO_MOUNT };

static const char whys[][48] = {
	[AMOUNT] = "one asks for more, one for less",
	[NO_MAIN] = "there is no main process",
	[OPPOSITES] = "they are opposites",
	[ONE_MAP] = "each maps the user ids",
	[NO_MOUNT] = "unchanged is for what does not mount",
};

#define PAUSE_AND(option) { OPTION_PAUSE, option, NO_MAIN }
#define UNCHANGED_AND(option) { OPTION_PROPAGATION, option, NO_MOUNT }
#define EITHER(first, second) { first, second, ONE_MAP }

static const struct plan_conflict conflicts[] = {
	{ OPTION_VERBOSE, OPTION_QUIET, AMOUNT },
	PAUSE_AND(OPTION_GROUP),
	PAUSE_AND(OPTION_SCOPE),
	PAUSE_AND(OPTION_SINGLE_CHILD),
	PAUSE_AND(OPTION_SETSID),
	PAUSE_AND(OPTION_REWRITE),
	PAUSE_AND(OPTION_STOP_SIGNAL),
	PAUSE_AND(OPTION_STOP_DELAY),
	PAUSE_AND(OPTION_KILL_AFTER),
	PAUSE_AND(OPTION_SUCCESS_EXIT_STATUS),
	PAUSE_AND(OPTION_RUN_AS),
	PAUSE_AND(OPTION_NO_NEW_PRIVS),
	PAUSE_AND(OPTION_CAP_DROP),
	PAUSE_AND(OPTION_CAP_KEEP),
	PAUSE_AND(OPTION_SECCOMP),
	PAUSE_AND(OPTION_ULIMIT),
	PAUSE_AND(OPTION_CHDIR),
	PAUSE_AND(OPTION_UMASK),
	PAUSE_AND(OPTION_CLEAR_ENV),
	PAUSE_AND(OPTION_ENV),
	PAUSE_AND(OPTION_ENV_FILE),
	PAUSE_AND(OPTION_FILE_ENV),
	PAUSE_AND(OPTION_PID_FILE),
	PAUSE_AND(OPTION_TERMINATION_LOG),
	{ OPTION_MOUNT_PROC, OPTION_NO_MOUNT_PROC, OPPOSITES },
	EITHER(OPTION_MAP_ROOT_USER, OPTION_MAP_CURRENT_USER),
	EITHER(OPTION_MAP_ROOT_USER, OPTION_MAP_USERS),
	EITHER(OPTION_MAP_ROOT_USER, OPTION_MAP_GROUPS),
	EITHER(OPTION_MAP_ROOT_USER, OPTION_USERNS_REMAP),
	EITHER(OPTION_MAP_CURRENT_USER, OPTION_MAP_USERS),
	EITHER(OPTION_MAP_CURRENT_USER, OPTION_MAP_GROUPS),
	EITHER(OPTION_MAP_CURRENT_USER, OPTION_USERNS_REMAP),
	EITHER(OPTION_MAP_USERS, OPTION_USERNS_REMAP),
	EITHER(OPTION_MAP_GROUPS, OPTION_USERNS_REMAP),
	UNCHANGED_AND(OPTION_MOUNT_PROC),
	UNCHANGED_AND(OPTION_ROOT),
	UNCHANGED_AND(OPTION_BIND),
	UNCHANGED_AND(OPTION_TMPFS),
	UNCHANGED_AND(OPTION_DEV),
	UNCHANGED_AND(OPTION_MOUNT_SYS),
	UNCHANGED_AND(OPTION_MOUNT_CGROUP),
	UNCHANGED_AND(OPTION_MOUNT_MQUEUE),
	UNCHANGED_AND(OPTION_MASK),
	UNCHANGED_AND(OPTION_READ_ONLY),
};

struct plan
plan_default(void)
{
	struct plan plan = {
		.mode = MODE_RUN,
		.scope = SCOPE_GROUP,
		.on_exit = ON_EXIT_TERMINATE,
		.kill_after = PLAN_NEVER,
		.grace = 5 * OS_SECOND,
		.setgroups = SETGROUPS_AUTO,
		.preserve_fds = -1,
		.umask = -1,
	};

	for (int signal = 1; signal <= SIGNAME_MAX; signal++)
		plan.forward_as[signal] = (unsigned char)signal;
	/* Which child has died is podinit's own affair, and no news to main. */
	plan.forward_as[SIGCHLD] = 0;
	return plan;
}

bool
plan_contains(const struct plan *plan)
{
	return plan->new_namespaces != 0 || plan->given[OPTION_JOIN];
}

bool
plan_has_own_pids(const struct plan *plan)
{
	return (plan->new_namespaces & 1U << NAMESPACE_PID) ||
	    plan->given[OPTION_JOIN];
}

bool
plan_maps_users(const struct plan *plan)
{
	return plan->given[OPTION_MAP_ROOT_USER] ||
	    plan->given[OPTION_MAP_CURRENT_USER] ||
	    plan->given[OPTION_MAP_USERS] ||
	    plan->given[OPTION_MAP_GROUPS] ||
	    plan->given[OPTION_USERNS_REMAP];
}

struct plan
plan_passing_on(const struct plan *plan)
{
	struct plan passing_on = plan_default();

	passing_on.scope = SCOPE_CHILD;
	passing_on.on_exit = ON_EXIT_LEAVE;
	passing_on.command = plan->command;
	return passing_on;
}

#define NEW(kind) (1U << (kind))

/* What depends on whether main shares podinit's session. */
static void
settle_session(struct plan *plan)
{
	if (!habits_of(plan->persona)->leads_session)
		return;
	if (!plan->given[OPTION_SETSID])
		plan->setsid = plan->scope != SCOPE_CHILD;
	for (int signal = 1; signal <= SIGNAME_MAX; signal++)
		if (plan->forward_as[signal] == PLAN_UNDECIDED)
			plan->forward_as[signal] = plan->setsid ? SIGSTOP :
			    (unsigned char)signal;
}

void
plan_settle(struct plan *plan)
{
	const unsigned int fresh = NEW(NAMESPACE_PID) | NEW(NAMESPACE_MOUNT);

	if (plan->given[OPTION_MOUNT_PROC] ||
	    (plan->mount_proc == MOUNT_PROC_AUTO &&
	    (plan->new_namespaces & fresh) == fresh))
		plan->mount_proc = MOUNT_PROC_YES;
	if (plan->mode == MODE_PAUSE && !plan->given[OPTION_ON_EXIT])
		plan->on_exit = ON_EXIT_LEAVE;
	settle_session(plan);
}

bool
plan_only_tells(const struct plan *plan)
{
	return plan->mode == MODE_HELP || plan->mode == MODE_VERSION ||
	    plan->mode == MODE_LICENSE;
}

const struct plan_conflict *
plan_find_conflict(const struct plan *plan)
{
	for (size_t i = 0; i < sizeof(conflicts) / sizeof(conflicts[0]); i++) {
		const struct plan_conflict *pair = &conflicts[i];

		/* Of the propagations only one excludes anything. */
		if (pair->first == OPTION_PROPAGATION &&
		    plan->propagation != PROPAGATION_UNCHANGED)
			continue;
		if (plan->given_here[pair->first] &&
		    plan->given_here[pair->second])
			return pair;
	}
	return NULL;
}

const char *
plan_why_not_both(const struct plan_conflict *conflict)
{
	return whys[conflict->why];
}

bool
plan_adopts(const struct plan *plan)
{
	/* Only who adopts them finds them all. */
	return plan->subreaper || plan->on_exit != ON_EXIT_LEAVE ||
	    plan->scope == SCOPE_ALL ||
	    !habits_of(plan->persona)->leaves_orphans;
}

int
plan_exit_status(const struct plan *plan, struct ending ending)
{
	int code = status_code(ending);

	if (plan->success_status[code] ||
	    (ending.killed && plan->success_signal[ending.number]))
		return 0;
	return code;
}
