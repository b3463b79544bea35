#ifndef PODINIT_WATCH_H
#define PODINIT_WATCH_H

#include <stdint.h>

#include "report.h"

/*
 * What is looked at from time to time, or once some time after main's start:
 * how long until then in nanoseconds, or -1 for never; and looking, if it is
 * time.
 */
int64_t
watch_time_left(const struct report *report);

void
watch_look(struct report *report);

/*
 * How many processes of podinit's control group have been killed for want of
 * memory since main was started, or -1.
 */
int64_t
watch_oom_kills(const struct report *report);

#endif
