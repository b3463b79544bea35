#ifndef PODINIT_USAGE_H
#define PODINIT_USAGE_H

#include <stddef.h>

#include "personality.h"

/* More than the usage takes. */
#define USAGE_MAX 16384

/*
 * Writes who's usage, by its rows, to text; called is what it is called by.
 * Returns its length.
 */
size_t
usage_format(const struct personality *who, const char *called, char *text,
    size_t size);

#endif
