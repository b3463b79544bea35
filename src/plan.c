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

#define PAUSE_AND(option) { OPTION_PAUSE, option, "there is no main process" }

static const struct plan_conflict conflicts[] = {
	{ OPTION_VERBOSE, OPTION_QUIET, "one asks for more, one for less" },
	PAUSE_AND(OPTION_GROUP),
	PAUSE_AND(OPTION_SCOPE),
	PAUSE_AND(OPTION_SINGLE_CHILD),
	PAUSE_AND(OPTION_SETSID),
	PAUSE_AND(OPTION_REWRITE),
	PAUSE_AND(OPTION_STOP_SIGNAL),
	PAUSE_AND(OPTION_STOP_DELAY),
	PAUSE_AND(OPTION_KILL_AFTER),
	PAUSE_AND(OPTION_SUCCESS_EXIT_STATUS),
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
	};

	for (int signal = 1; signal <= SIGNAME_MAX; signal++)
		plan.forward_as[signal] = (unsigned char)signal;
	/* Which child has died is podinit's own affair, and no news to main. */
	plan.forward_as[SIGCHLD] = 0;
	return plan;
}

void
plan_settle(struct plan *plan)
{
	if (plan->mode == MODE_PAUSE &&
	    !(plan->given & UINT64_C(1) << OPTION_ON_EXIT))
		plan->on_exit = ON_EXIT_LEAVE;
}

const struct plan_conflict *
plan_find_conflict(const struct plan *plan)
{
	for (size_t i = 0; i < sizeof(conflicts) / sizeof(conflicts[0]); i++) {
		uint64_t both = UINT64_C(1) << conflicts[i].first |
		    UINT64_C(1) << conflicts[i].second;

		if ((plan->given_here & both) == both)
			return &conflicts[i];
	}
	return NULL;
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
