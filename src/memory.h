#ifndef PODINIT_MEMORY_H
#define PODINIT_MEMORY_H

#include <stddef.h>

#include "lines.h"

/*
 * size bytes, zero, page-aligned, for good; what is not touched costs nothing.
 * Dies where there are none.
 */
void *
memory_take(size_t size);

/* The same for a moment, until it is returned; NULL with errno, not death. */
void *
memory_borrow(size_t size);
void
memory_return(void *start, size_t size);

/*
 * All that can be read from fd, a NUL after it, and its length, without the
 * NUL.  Returns NULL where it cannot be read or is longer than most, and why
 * says so, to follow the file's name.
 */
char *
memory_read(int fd, size_t most, size_t *length, struct lines_reason *why);

/*
 * The content of the regular file fd, a NUL after it, and its length, without
 * the NUL.  Returns NULL where it is no regular file, cannot be read or is
 * longer than most, and why says so, to follow the file's name.  fd, which may
 * be -1 with errno, is closed.
 */
char *
memory_of_file(int fd, size_t most, size_t *length, struct lines_reason *why);

#endif
