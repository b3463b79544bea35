#ifndef PODINIT_ROOTFS_H
#define PODINIT_ROOTFS_H

#include "attach.h"

/*
 * Makes of the folder directory, as the caller sees it and with what is
 * mounted below it, a mount of its own, and all of attach's targets are below
 * that one from then on.  Dies on failure.
 */
void
rootfs_prepare(struct attach *attach, const char *directory);

/* Makes it the root, and the old root is gone.  Dies on failure. */
void
rootfs_enter(const struct attach *attach, const char *directory);

#endif
