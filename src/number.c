/*
 * Decimal numbers, strictly: no sign, no space, no hexadecimal.  Pure.
 */
#include "config.h"

#include "number.h"

#include <bsd/stdlib.h>
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
