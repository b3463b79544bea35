#ifndef PODINIT_PROCFS_H
#define PODINIT_PROCFS_H

#include <stdbool.h>

/* Whether fd is of a procfs: anything else can have files of such names. */
bool
procfs_is(int fd);

/*
 * Opens /proc where it is a procfs, of whichever PID namespace.  Returns a
 * descriptor, or -1 with errno: ENODEV where it is something else.
 */
int
procfs_open(void);

/*
 * The number of the mount that fd is on, as the procfs proc has it.  Returns
 * -1, with errno, where it cannot be told.
 */
int
procfs_mount_of(int proc, int fd);

#endif
