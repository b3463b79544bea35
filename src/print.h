#ifndef PODINIT_PRINT_H
#define PODINIT_PRINT_H

#include <stddef.h>

/* Lines on their way to standard output. */
struct print {
	size_t length;
	char bytes[4096];
};

/* A longer line is cut, and the cut is shown. */
#define PRINT_LINE_MAX 256

/* Writes text on a standard stream.  Dies where that fails. */
void
print_text(int fd, const char *text);

/*
 * Adds one line, whose end is added too; bytes that do not print are escaped.
 * The first line of all needs a length of 0.  Dies where writing fails.
 */
void
print_line(struct print *print, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds a line as it is, its end with it; PRINT_LINE_MAX bytes at the most. */
void
print_whole_line(struct print *print, const char *line, size_t length);

/* Writes what is left of the lines. */
void
print_end(struct print *print);

#endif
