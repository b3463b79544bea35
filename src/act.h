#ifndef PODINIT_ACT_H
#define PODINIT_ACT_H

#include <sys/types.h>

#include <stdbool.h>
#include <stdint.h>

#include "lifecycle.h"
#include "link.h"
#include "os.h"
#include "plan.h"
#include "report.h"
#include "terminal.h"

/* How often to look for what nobody tells: at first, and in the end. */
#define ACT_LOOK_FIRST (10 * OS_MILLISECOND)
#define ACT_LOOK_LAST (250 * OS_MILLISECOND)

/* All that podinit keeps while it supervises. */
struct supervisor {
	const struct plan *plan;
	struct terminal terminal;
	struct link *outer;		/* of two processes: to the other, */
	struct link *inner;		/* else NULL */
	struct report *report;
	enum phase phase;
	bool is_init;			/* PID 1 of its namespace */
	bool may_have_dead;		/* reaping has not come to its end */
	bool has_children;		/* as reaping last found */
	bool found_nobody;		/* the last signal to the rest */
	bool main_ended;		/* and lifecycle.c does not know yet */
	pid_t main_process;		/* and its group; 0 in a pause */
	int stop_forwarded;		/* the last job control signal, or 0 */
	int status;			/* podinit's own, in the end */
	int64_t deadline;		/* of the phase, or PLAN_NEVER */
	int64_t look_interval;
};

/*
 * Sends number, as the plan has it forwarded already, to whom the phase says;
 * 0 is nothing to send.
 */
void
act_forward(struct supervisor *self, int number);

/* Enters the phase that follows event, if another does, and does its part. */
void
act_on(struct supervisor *self, enum event event);

/* Sends KILL again to all that is left; what forked meanwhile gets it too. */
void
act_kill_again(struct supervisor *self);

/*
 * Tells main's group that main has ended, where that is the habit and nobody
 * else will.  The group is main's as long as it has a member.
 */
void
act_goodbye(struct supervisor *self);

#endif
