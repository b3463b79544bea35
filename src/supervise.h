#ifndef PODINIT_SUPERVISE_H
#define PODINIT_SUPERVISE_H

#include "plan.h"
#include "signals.h"

/*
 * Carries the plan out: starts the main process with environment, forwards
 * signals, reaps, and sees to what is left when main has ended.  Returns
 * podinit's exit status.
 */
int
supervise(const struct plan *plan, char **environment,
    const struct signals_started *started);

#endif
