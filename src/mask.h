#ifndef PODINIT_MASK_H
#define PODINIT_MASK_H

#include "attach.h"

/*
 * Makes the file or folder at path, below the root, empty and read-only.  What
 * is not there needs no mask: kernels differ in what /proc has.  Dies on
 * failure.
 */
void
mask_path(const struct attach *attach, const char *path);

#endif
