#ifndef PODINIT_BIND_H
#define PODINIT_BIND_H

#include "attach.h"

/*
 * Binds source at target, adds flags to what is bound, and closes both; from
 * and path are what messages call them.  Returns the root of the new mount.
 * Dies on failure.
 */
int
bind_at(const struct attach *attach, struct attach_source source, int target,
    unsigned long flags, const char *from, const char *path);

#endif
