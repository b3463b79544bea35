/*
 * The states of podinit's life and what leads from one to the next.  Pure: no
 * system call is in this file, and nothing is carried out here.
 *
 *            signal hold      stop      main-exited nothing-left deadline
 * running    .      delaying  stopping  END         .            .
 * delaying   .      stopping  stopping  END         .            stopping
 * stopping   .      .         .         END         .            overdue
 * overdue    .      .         .         END         .            .
 * pausing    .      END       END       .           .            .
 * waiting    .      .         .         .           over         .
 * draining   .      .         .         .           over         killing
 * killing    .      .         .         .           over         over
 *
 * A dot stays; END is where --on-exit says: draining (killing, where no grace
 * is given), waiting or over.
 */
#include "config.h"

#include "lifecycle.h"

#include <signal.h>

#include "os.h"

/* How long what was sent KILL may take to be gone; some cannot be killed. */
#define KILL_PATIENCE (2 * OS_SECOND)

enum { END = PHASE_COUNT };

static const unsigned char following[PHASE_COUNT][EVENT_COUNT] = {
	[PHASE_RUNNING] = { PHASE_RUNNING, PHASE_DELAYING, PHASE_STOPPING,
	    END, PHASE_RUNNING, PHASE_RUNNING },
	[PHASE_DELAYING] = { PHASE_DELAYING, PHASE_STOPPING, PHASE_STOPPING,
	    END, PHASE_DELAYING, PHASE_STOPPING },
	[PHASE_STOPPING] = { PHASE_STOPPING, PHASE_STOPPING, PHASE_STOPPING,
	    END, PHASE_STOPPING, PHASE_OVERDUE },
	[PHASE_OVERDUE] = { PHASE_OVERDUE, PHASE_OVERDUE, PHASE_OVERDUE,
	    END, PHASE_OVERDUE, PHASE_OVERDUE },
	[PHASE_PAUSING] = { PHASE_PAUSING, END, END,
	    PHASE_PAUSING, PHASE_PAUSING, PHASE_PAUSING },
	[PHASE_WAITING] = { PHASE_WAITING, PHASE_WAITING, PHASE_WAITING,
	    PHASE_WAITING, PHASE_OVER, PHASE_WAITING },
	[PHASE_DRAINING] = { PHASE_DRAINING, PHASE_DRAINING, PHASE_DRAINING,
	    PHASE_DRAINING, PHASE_OVER, PHASE_KILLING },
	[PHASE_KILLING] = { PHASE_KILLING, PHASE_KILLING, PHASE_KILLING,
	    PHASE_KILLING, PHASE_OVER, PHASE_OVER },
	[PHASE_OVER] = { PHASE_OVER, PHASE_OVER, PHASE_OVER,
	    PHASE_OVER, PHASE_OVER, PHASE_OVER },
};

enum phase
lifecycle_first(const struct plan *plan)
{
	return plan->mode == MODE_PAUSE ? PHASE_PAUSING : PHASE_RUNNING;
}

enum event
lifecycle_event_of(const struct plan *plan, enum phase phase, int number)
{
	int stop = plan->forward_as[SIGTERM];

	if (phase == PHASE_PAUSING)
		return number == SIGTERM || number == SIGINT ? EVENT_STOP :
		    EVENT_SIGNAL;
	if (stop == 0 || plan->forward_as[number] != stop)
		return EVENT_SIGNAL;
	return number == SIGTERM ? EVENT_HOLD : EVENT_STOP;
}

enum phase
lifecycle_next(const struct plan *plan, enum phase phase, enum event event)
{
	unsigned char next = following[phase][event];

	if (next != END)
		return next;
	switch (plan->on_exit) {
	case ON_EXIT_WAIT:
		return PHASE_WAITING;
	case ON_EXIT_LEAVE:
		return PHASE_OVER;
	default:
		return plan->grace == 0 ? PHASE_KILLING : PHASE_DRAINING;
	}
}

int64_t
lifecycle_allowance(const struct plan *plan, enum phase phase)
{
	switch (phase) {
	case PHASE_DELAYING:
		return plan->stop_delay;
	case PHASE_STOPPING:
		return plan->kill_after;
	case PHASE_DRAINING:
		return plan->grace;
	case PHASE_KILLING:
		return KILL_PATIENCE;
	default:
		return PLAN_NEVER;
	}
}

enum audience
lifecycle_audience(enum phase phase)
{
	switch (phase) {
	case PHASE_RUNNING:
	case PHASE_DELAYING:
	case PHASE_STOPPING:
	case PHASE_OVERDUE:
		return AUDIENCE_SCOPE;
	case PHASE_WAITING:
	case PHASE_DRAINING:
		return AUDIENCE_REST;
	default:
		return AUDIENCE_NOBODY;
	}
}

bool
lifecycle_waits_for_rest(enum phase phase)
{
	return phase == PHASE_WAITING || phase == PHASE_DRAINING ||
	    phase == PHASE_KILLING;
}

const char *
lifecycle_name(enum phase phase)
{
	static const char names[PHASE_COUNT][10] = {
		"running", "delaying", "stopping", "overdue", "pausing",
		"waiting", "draining", "killing", "over",
	};

	return names[phase];
}
