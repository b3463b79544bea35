#ifndef PODINIT_OUTLETS_H
#define PODINIT_OUTLETS_H

#include "pidfile.h"
#include "plan.h"
#include "termination.h"

/* What is told besides standard error: descriptors, -1 for what is not. */
struct outlets {
	int events;
	struct termination termination;
	struct pidfile pidfile;
};

/*
 * Opens what the plan asks for as the caller sees it, before any namespace is
 * entered.  Dies where --events or --pid-file cannot be had.
 */
void
outlets_open(const struct plan *plan, struct outlets *outlets);

#endif
