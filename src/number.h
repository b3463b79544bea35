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

#endif
