#ifndef PODINIT_WATCH_H
#define PODINIT_WATCH_H

#include <stdint.h>

#include "report.h"

/*
 * Looks at what is looked at from time to time, or once some time after main's
 * start, if it is time.  Returns how long it is until then, in nanoseconds, or
 * -1 for never.
 */
int64_t
watch_look(struct report *report);

/*
 * How many processes of podinit's control group have been killed for want of
 * memory since main was started, or -1.
 */
int64_t
watch_oom_kills(const struct report *report);

#endif
