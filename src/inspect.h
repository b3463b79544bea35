#ifndef PODINIT_INSPECT_H
#define PODINIT_INSPECT_H

#include <sys/types.h>

#include <stdbool.h>

/*
 * Prints the processes below init, a number of podinit's own PID namespace,
 * then who leaves zombies, the namespaces and the limits, as the manual has
 * them, in tables or as JSON lines.  For PID 1 those that entered from outside
 * are printed, too.  Nothing but /proc and the control groups is read, and
 * nothing is changed.  Returns the exit status, or dies.
 */
int
inspect(pid_t init, bool as_json);

#endif
