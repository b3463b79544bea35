#ifndef PODINIT_REPORT_H
#define PODINIT_REPORT_H

#include <sys/types.h>

#include <signal.h>
#include <stdbool.h>

#include "link.h"

/* What podinit says of what happens; costly facts are asked only when said. */

void
report_started(pid_t main_process, const char *command);

/*
 * A signal that podinit got, and who asked: by info, or by what the outer
 * process said of its sender, where that is not NULL.
 */
void
report_signal(const siginfo_t *info, const struct link_message *sender);

/* Whether report_reaped() would say something of an adopted process. */
bool
report_wants_reaped(bool warn_reap);

/*
 * A child that is dead and not yet reaped, so that /proc still has its
 * command.  warn_reap says it as a warning.
 */
void
report_reaped(const siginfo_t *record, bool warn_reap);

void
report_main_ended(const siginfo_t *record);

void
report_stopped(pid_t main_process, int number);

#endif
