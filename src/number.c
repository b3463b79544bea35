/*
 * Decimal numbers: a user's strictly, with no sign, no space, no hexadecimal,
 * and those that the kernel lists.  Pure.
 */
#include "config.h"

#include "number.h"

#include <bsd/stdlib.h>
#include <stdlib.h>
#include <string.h>

bool
number_decimal(const char *text, long long least, long long most,
    long long *number)
{
	const char *wrong;
	long long result;

	if (text[0] == '\0' || text[strspn(text, "0123456789")] != '\0')
		return false;
	result = strtonum(text, least, most, &wrong);
	if (wrong != NULL)
		return false;
	*number = result;
	return true;
}

bool
number_next(const char **text, long long *number)
{
	char *end;

	*number = strtoll(*text, &end, 10);
	if (end == *text)
		return false;
	*text = end;
	return true;
}
