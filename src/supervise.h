#ifndef PODINIT_SUPERVISE_H
#define PODINIT_SUPERVISE_H

#include "link.h"
#include "outlets.h"
#include "plan.h"
#include "signals.h"
#include "surroundings.h"
#include "terminal.h"

/* What there is to supervise. */
struct supervise_request {
	const struct plan *plan;
	struct surroundings *surroundings;	/* of the main process */
	bool gives_up_privilege;	/* keeps only what it takes to signal */
	const struct signals_started *started;
	const struct outlets *outlets;
	/* In the inner process of two: the way to the outer one, else NULL. */
	struct link *outer;
	/* In the outer one: the inner one, which runs already, else 0. */
	pid_t running;
	struct link *inner;
	const struct terminal *terminal;
};

/*
 * Carries the plan out: starts the main process, where none runs already,
 * forwards signals, reaps, and sees to what is left when main has ended.
 * Returns podinit's exit status.
 */
int
supervise(const struct supervise_request *request);

#endif
