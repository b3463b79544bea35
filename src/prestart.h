#ifndef PODINIT_PRESTART_H
#define PODINIT_PRESTART_H

#include <sys/types.h>

#include "plan.h"
#include "signals.h"

/* The process that stays behind to run --prestart. */
struct prestart {
	pid_t pid;			/* 0 where there is none */
	int fd;				/* tells it whom to run it for */
};

/*
 * Where --prestart is given, makes a process that stays in the namespaces that
 * podinit is in now, whatever podinit joins, and waits there.  It ends where
 * podinit does.
 */
struct prestart
prestart_prepare(const struct plan *plan, char **environment,
    const struct signals_started *started);

/* In a child of podinit's, which has nothing to tell that process. */
void
prestart_forget(const struct prestart *prestart);

/*
 * Has it run --prestart, with environment and PODINIT_PID, the inner process;
 * its standard input is the state as hooks of the OCI runtime specification get
 * it.  Returns 0 where main may start, else the exit status that podinit is to
 * end with; it was said why.
 */
int
prestart_run(const struct prestart *prestart, pid_t inner);

#endif
