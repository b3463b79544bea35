#ifndef PODINIT_WALK_H
#define PODINIT_WALK_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "procs.h"

/* As many processes as one walk tells apart. */
#define WALK_MAX 4096

/* A walk through the processes below podinit. */
struct walk {
	int proc;			/* /proc, verified */
	pid_t self;
	bool has_lists;			/* of each thread's children */
	size_t seen_count, queued;
	pid_t seen[WALK_MAX];		/* by any pass of this walk */
	pid_t queue[WALK_MAX];		/* by this pass, the living */
};

/* Begins a walk below podinit.  Returns whether /proc can be used. */
bool
walk_begin(struct walk *walk);

/*
 * Calls visit once for each process below podinit that no earlier pass of
 * this walk has seen, parents before children: as PID 1 for all of its
 * namespace, those that entered from outside included.  Returns how many there
 * were.  A walk that has seen WALK_MAX processes no longer tells new ones from
 * old ones: they are visited again, and how many there were is 0.
 */
size_t
walk_pass(struct walk *walk,
    void (*visit)(const struct procs_process *, void *), void *context);

void
walk_end(struct walk *walk);

#endif
