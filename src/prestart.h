#ifndef PODINIT_PRESTART_H
#define PODINIT_PRESTART_H

#include <sys/types.h>

#include "plan.h"
#include "signals.h"

/*
 * Runs --prestart in the namespaces that podinit is in, with environment and
 * PODINIT_PID, the inner process; its standard input is the state as hooks of
 * the OCI runtime specification get it.  Returns 0 where main may start, else
 * the exit status that podinit is to end with; it has said why.
 */
int
prestart_run(const struct plan *plan, pid_t inner, char **environment,
    const struct signals_started *started);

#endif
