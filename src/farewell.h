#ifndef PODINIT_FAREWELL_H
#define PODINIT_FAREWELL_H

#include <signal.h>
#include <stdbool.h>

#include "report.h"

/*
 * SIGCHLD has come, and nobody has been reaped since: a main process that was
 * killed can still be looked at.
 */
void
farewell_look(struct report *report, const siginfo_t *info);

/* Main could not be executed, for error; or not be set up, for -error. */
void
farewell_not_started(struct report *report, int error);

/*
 * The last word, before podinit exits with status; has_rest says that somebody
 * is left.
 */
void
farewell_say(struct report *report, int status, bool has_rest);

#endif
