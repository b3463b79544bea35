#ifndef PODINIT_ZOMBIES_H
#define PODINIT_ZOMBIES_H

#include <stdint.h>

#include "events.h"

/* Where nobody looks interval is 0. */
struct zombies {
	int64_t interval;		/* between two looks, nanoseconds */
	int64_t next;			/* by os_now() */
	struct zombies_memory *memory;	/* of the last look; NULL then */
};

/* Looks every interval from now on; 0 is never.  Dies without memory. */
void
zombies_begin(struct zombies *zombies, int64_t interval);

/*
 * If it is time: looks at the processes below podinit for those that are dead
 * and that their living parent does not wait for, which no init can reap.  A
 * parent is named when one of its dead has been so for two looks, and again
 * whenever they are twice as many as last told.  Returns how long it is until
 * the next look, in nanoseconds; -1 is for ever.
 */
int64_t
zombies_look(struct zombies *zombies, struct events *events);

#endif
