/*
 * Does what lifecycle.c decides: what entering a phase means, and to whom a
 * signal goes.  Failures are warnings; none ends podinit.
 */
#include "config.h"

#include "act.h"

#include <signal.h>

#include "diag.h"
#include "narrate.h"
#include "os.h"
#include "procs.h"
#include "scope.h"
#include "signame.h"

void
act_forward(struct supervisor *self, int number)
{
	enum audience audience = lifecycle_audience(self->phase);

	if (number == 0 || audience == AUDIENCE_NOBODY)
		return;
	report_forwarded(self->report, number, audience);
	narrate_forwarding(number);
	if (signame_stops_job(number))
		self->stop_forwarded = number;
	if (audience == AUDIENCE_REST)
		scope_send_to_rest(self->main_process, number, false);
	else
		scope_send((enum scope)self->plan->scope, self->main_process,
		    number);
	narrate_forwarded(number);
}

/*
 * Without children there are no descendants, but PID 1 may have guests.
 * Returns whether there may have been somebody.
 */
static bool
send_to_rest(struct supervisor *self, int number, bool wakes)
{
	/* To send to nobody takes a look at every process of the machine. */
	if (!self->has_children && (!self->is_init ||
	    procs_had_nobody_but(self->main_process)))
		self->found_nobody = true;
	else
		self->found_nobody = !scope_send_to_rest(self->main_process,
		    number, wakes);
	return !self->found_nobody;
}

static void
enter(struct supervisor *self, enum phase phase)
{
	int64_t allowance = lifecycle_allowance(self->plan, phase);

	diag(DIAG_TRACE, "%s, now %s", lifecycle_name(self->phase),
	    lifecycle_name(phase));
	self->phase = phase;
	self->look_interval = ACT_LOOK_FIRST;
	/* act_on() goes on at once from where nothing is to be waited for. */
	self->deadline = allowance == PLAN_NEVER || allowance == 0 ?
	    PLAN_NEVER : os_now() + allowance;
	switch (phase) {
	case PHASE_STOPPING:
		act_forward(self, self->plan->forward_as[SIGTERM]);
		break;
	case PHASE_OVERDUE:
		report_overdue(self->report);
		scope_send((enum scope)self->plan->scope, self->main_process,
		    SIGKILL);
		break;
	case PHASE_DRAINING:
		if (send_to_rest(self, SIGTERM, true))
			report_terminating(self->report);
		break;
	case PHASE_KILLING:
		if (send_to_rest(self, SIGKILL, false))
			report_killing(self->report);
		break;
	default:
		break;
	}
}

void
act_on(struct supervisor *self, enum event event)
{
	enum phase next = lifecycle_next(self->plan, self->phase, event);

	while (next != self->phase) {
		enter(self, next);
		if (lifecycle_allowance(self->plan, next) == 0)
			next = lifecycle_next(self->plan, next,
			    EVENT_DEADLINE);
	}
}

void
act_kill_again(struct supervisor *self)
{
	send_to_rest(self, SIGKILL, false);
}

void
act_goodbye(struct supervisor *self)
{
	int number = self->plan->forward_as[SIGTERM];

	if (!habits_of(self->plan->persona)->says_goodbye)
		return;
	narrate_rewritten(SIGTERM, number);
	if (number == 0)
		return;
	if (self->plan->on_exit == ON_EXIT_LEAVE &&
	    self->plan->scope != SCOPE_CHILD)
		scope_send(SCOPE_GROUP, self->main_process, number);
	narrate_forwarded(number);
}
