#ifndef PODINIT_USERMAP_H
#define PODINIT_USERMAP_H

#include <sys/types.h>

#include "plan.h"
#include "signals.h"

/* Room for a phrase in parentheses that follows an error. */
struct usermap_hint {
	char text[128];
};

/*
 * From the parent user namespace, in the caller's view: maps the ids of pid's
 * new user namespace as the plan says, mapfile_write().  Dies on any failure,
 * and where main would be nobody there.
 */
void
usermap_write(const struct plan *plan, pid_t pid,
    const struct signals_started *started);

/*
 * In the new user namespace, once it is mapped: becomes the user and group
 * that main starts as there, and leaves all other groups where setgroups(2) is
 * not denied.  Dies on failure.
 */
void
usermap_become(void);

/*
 * After usermap_become(), for a file or directory that could not be had for
 * error: " (has to belong to ...)", who would own it outside; empty where that
 * is not it.  errno is kept, so that both fit into one diagnostic.
 */
struct usermap_hint
usermap_owner_hint(int error);

#endif
