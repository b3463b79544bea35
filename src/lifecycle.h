#ifndef PODINIT_LIFECYCLE_H
#define PODINIT_LIFECYCLE_H

#include <stdbool.h>
#include <stdint.h>

#include "plan.h"

/* Where podinit is; what is done on entering a phase stands beside it. */
enum phase {
	PHASE_RUNNING,		/* main runs */
	PHASE_DELAYING,		/* the first TERM is held back */
	PHASE_STOPPING,		/* the stop signal goes out to the scope */
	PHASE_OVERDUE,		/* KILL goes out to the scope */
	PHASE_PAUSING,		/* there is no main; adopt and reap */
	PHASE_WAITING,		/* main has ended; the rest may take its time */
	PHASE_DRAINING,		/* TERM and CONT go out to the rest */
	PHASE_KILLING,		/* KILL goes out to the rest */
	PHASE_OVER,		/* podinit ends */
	PHASE_COUNT,
};

enum event {
	EVENT_SIGNAL,		/* one that says nothing about the end */
	EVENT_HOLD,		/* TERM, which may be held back */
	EVENT_STOP,		/* another that is forwarded as TERM is */
	EVENT_MAIN_EXITED,
	EVENT_NOTHING_LEFT,	/* no process below podinit */
	EVENT_DEADLINE,		/* the phase's time is up */
	EVENT_COUNT,
};

/* To whom a signal goes that was received in a phase and did not end it. */
enum audience {
	AUDIENCE_NOBODY,
	AUDIENCE_SCOPE,
	AUDIENCE_REST,
};

/* The phase that podinit begins in. */
enum phase
lifecycle_first(const struct plan *plan);

/* What kind of event the arrival of signal number is. */
enum event
lifecycle_event_of(const struct plan *plan, enum phase phase, int number);

/* The phase that follows; the same one where the event changes nothing. */
enum phase
lifecycle_next(const struct plan *plan, enum phase phase, enum event event);

/* How long a phase may last, in nanoseconds; PLAN_NEVER without limit. */
int64_t
lifecycle_allowance(const struct plan *plan, enum phase phase);

enum audience
lifecycle_audience(enum phase phase);

/* Whether main has ended and the phase is about what it left behind. */
bool
lifecycle_waits_for_rest(enum phase phase);

/* The phase's name, for the log. */
const char *
lifecycle_name(enum phase phase);

#endif
