#ifndef PODINIT_NUMBER_H
#define PODINIT_NUMBER_H

#include <stdbool.h>

/*
 * Reads a decimal number from least to most: digits and nothing else, where
 * strtonum(3) by itself would take " +5".  Returns whether text is one.
 */
bool
number_decimal(const char *text, long long least, long long most,
    long long *number);

/*
 * Reads the number that *text begins with, blanks before it passed over, as
 * the files of /proc have them, and moves *text behind it.  Returns whether
 * there is one.  In place of sscanf(3), which brings floating point.
 */
bool
number_next(const char **text, long long *number);

#endif
