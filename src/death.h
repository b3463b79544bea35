#ifndef PODINIT_DEATH_H
#define PODINIT_DEATH_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sender.h"
#include "status.h"

/* Whether main ran out of memory; the order is that of death_memory_word(). */
enum death_memory {
	DEATH_MEMORY_FINE,
	DEATH_MEMORY_POSSIBLY,
	DEATH_MEMORY_SHORT,
};

/* All that is known of main's end, and of what came of it. */
struct death {
	const char *subject;		/* "main process" */
	const char *command;		/* may hold any bytes */
	pid_t pid;
	struct ending ending;
	int64_t lasted;			/* nanoseconds */
	bool sent_by_podinit;		/* the signal that killed it */
	/* Killed in its control group for want of memory; -1 is unknown. */
	int64_t oom_kills;
	bool had_company;		/* others of it may be among those */
	int asked;			/* the signal to stop, or 0 */
	struct sender asker;
	unsigned long orphans, leftovers;
	int64_t leftovers_after;	/* main's end they were killed */
};

/*
 * Only SIGKILL that podinit did not send can have come of a lack of memory,
 * and it has where the kernel counted one and it hit nobody else.  Where there
 * is no counter, or there were others whom it may have hit: possibly.
 */
enum death_memory
death_memory(const struct death *death);

/* no, possibly, yes */
const char *
death_memory_word(enum death_memory memory);

/* The death report, one sentence without an end, cut where it does not fit. */
void
death_write(const struct death *death, char *text, size_t size);

#endif
