#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include "subject.h"

/* How many live orphans end together in a storm. */
#define MEASURE_STORM 5000

/* What is measured again and again, each in microseconds. */
enum measure {
	MEASURE_LAUNCH,		/* exec of the init to the command's last act */
	MEASURE_SIGNAL,		/* kill(init) to the handler in the command */
	MEASURE_END,		/* TERM to the init to its status */
	MEASURE_ORPHAN,		/* KILL to an orphan until it is reaped */
	MEASURE_STORM_EACH,	/* the gate opens until all are: for each */
	MEASURE_COUNT,
};

/* Takes up to size figures of one start.  Returns how many. */
int
measure_take(enum measure measure, const struct subject *subject,
    double *figures, int size);

/* What an init costs by being there. */
struct measure_state {
	long private_dirty;	/* KiB */
	long faults;		/* from its exec to its sleep */
	long calls;		/* of its own, before the command is executed */
	long child_calls;	/* of the command's process before that */
};

struct measure_state
measure_state(const struct subject *subject);

/* How often it has been woken up since it was started. */
long
measure_wakeups(const struct run *run);

/* KiB of memory that no other process shares, and of its page tables. */
long
measure_private(const struct run *run);
long
measure_page_tables(const struct run *run);

#endif
