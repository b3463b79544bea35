#ifndef PODINIT_NARRATE_H
#define PODINIT_NARRATE_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>

#include "plan.h"
#include "status.h"

/*
 * Each says one thing that has happened, where the program that podinit
 * stands in for has words for it.  podinit's own are in report.c.
 */

/* podinit is no init, and adopts orphans or does not. */
void
narrate_no_init(bool adopts);

/* Variables were read that it has a word about. */
void
narrate_obeyed(const struct plan *plan);

/* Main was started, in a session of its own or in podinit's. */
void
narrate_started(pid_t main_process, const char *command, bool own_session);

/* A signal came; what it is to be forwarded as, 0 for not at all. */
void
narrate_signal(int number, int as);

/* The same for one that was not received. */
void
narrate_rewritten(int number, int as);

/* A signal is about to be sent, and has been. */
void
narrate_forwarding(int number);
void
narrate_forwarded(int number);

void
narrate_shutdown(int number);

void
narrate_suspending(void);

/* A process was reaped, main or another; of others one may want to know. */
void
narrate_reaped(const siginfo_t *record, bool is_main, bool warn_reap);

/* Whether it has words for an adopted process that was reaped. */
bool
narrate_knows_reaped(void);

/* What was started could not be executed and has ended so; podinit, too. */
void
narrate_failed(const struct plan *plan, pid_t pid,
    const struct ending *ending, int status);

/* podinit ends with that status, and no child or one is left. */
void
narrate_leaving(int status, bool alone);

#endif
