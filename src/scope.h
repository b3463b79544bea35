#ifndef PODINIT_SCOPE_H
#define PODINIT_SCOPE_H

#include <sys/types.h>

#include <stdbool.h>

#include "plan.h"

/*
 * Sends number to what scope says of the main process, which leads its own
 * process group: the group, the process alone, those of its session that are
 * below podinit, or all below podinit.  Each process gets it once, a process
 * forked meanwhile too.  A failure is a warning; that nobody is there is not.
 */
void
scope_send(enum scope scope, pid_t main_process, int number);

/*
 * Sends number to everything that main left behind, and CONT after it where
 * wakes is set, so that what is stopped can act on it.  group is what was the
 * main process's; it serves where /proc does not.  Returns false where it is
 * known that nobody was there: PID 1 alone can know.
 */
bool
scope_send_to_rest(pid_t group, int number, bool wakes);

#endif
