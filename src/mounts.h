#ifndef PODINIT_MOUNTS_H
#define PODINIT_MOUNTS_H

#include "plan.h"

/*
 * In a new mount namespace, as the process that main will be started by:
 * makes the whole tree private or slave, makes the root a mount of its own,
 * mounts the fresh procfs, does what the plan's rows say in their order, makes
 * read-only what is to be, makes the root the root, and gives the tree the
 * propagation that was asked for.  With a new root the working directory is
 * "/", else it is where it was, as that path leads now.  Dies on any failure;
 * a mount namespace that dies takes its mounts along.
 */
void
mounts_make(const struct plan *plan);

#endif
