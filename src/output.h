#ifndef PODINIT_OUTPUT_H
#define PODINIT_OUTPUT_H

#include <sys/types.h>

/*
 * Writes bytes to fd, which others may share, with one write that does not
 * wait and raises no signal but SIGPIPE and SIGXFSZ.  O_NONBLOCK is left as it
 * is, for it would show in every process that has the descriptor.  A regular
 * file makes nobody wait.
 *
 * Returns how many bytes were written, which are fewer than count only where
 * there was no room for more, or -1 with errno where none were.
 */
ssize_t
output_now(int fd, const void *bytes, size_t count);

#endif
