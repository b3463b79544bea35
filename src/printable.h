#ifndef PODINIT_PRINTABLE_H
#define PODINIT_PRINTABLE_H

#include <stddef.h>

/*
 * Copies text to line, bytes that do not print as \xNN, and ends it with a
 * newline; there is no NUL.  What does not fit in size bytes is cut, and the
 * cut is shown by "...".  Returns the length.
 */
size_t
printable_line(char *line, size_t size, const char *text);

#endif
