#ifndef PODINIT_MOUNTROW_H
#define PODINIT_MOUNTROW_H

#include "attach.h"
#include "mountopts.h"
#include "plan.h"

/* What all rows need. */
struct mountrow_context {
	struct attach attach;
	int devices;			/* the caller's /dev, or -1 */
};

/* Opens the source of a --bind row as the caller sees it now, or dies. */
struct attach_source
mountrow_source(const struct attach *attach, const struct mountopts *options);

/*
 * Does what a row says, --read-only excepted, or dies.  Returns for --bind the
 * root of the new mount, else -1; source is closed.
 */
int
mountrow_make(const struct mountrow_context *context,
    const struct plan_row *row, struct attach_source source);

/* Mounts the fresh procfs, or dies. */
void
mountrow_proc(const struct attach *attach, const struct plan *plan);

/* Makes a path of --read-only and all below it read-only, or dies. */
void
mountrow_read_only(const struct attach *attach, const struct plan_row *row);

#endif
