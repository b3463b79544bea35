#ifndef PODINIT_USAGE_H
#define PODINIT_USAGE_H

#include <stddef.h>

/* More than the usage takes. */
#define USAGE_MAX 16384

/* Writes the usage, by the option table, to text; returns its length. */
size_t
usage_format(char *text, size_t size);

#endif
