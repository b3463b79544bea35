#ifndef PODINIT_DESCRIPTORS_H
#define PODINIT_DESCRIPTORS_H

#include <stddef.h>

/*
 * Closes every descriptor but the count ones in keep, which are put in order;
 * a keep of -1 is passed over.  Without close_range(2) (Linux 5.9) the list in
 * /proc/self/fd serves, and without that every number up to 65535.
 */
void
descriptors_close_all_but(int *keep, size_t count);

/*
 * Marks every descriptor from first on to be closed by the next exec, in the
 * ways of descriptors_close_all_but() (CLOSE_RANGE_CLOEXEC: Linux 5.11).
 */
void
descriptors_close_on_exec_from(int first);

#endif
