#ifndef PODINIT_REMOUNT_H
#define PODINIT_REMOUNT_H

#include <stdbool.h>

#include "attach.h"

/*
 * Adds flags (MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC) to the mount whose
 * root is open as mounted and, where that is asked for, to all below it.  What
 * it has already stays: in a user namespace those flags are locked.  Returns
 * 0, or -1 with errno.
 */
int
remount(const struct attach *attach, int mounted, unsigned long flags,
    bool recursive);

#endif
