/*
 * The capabilities by name and number.  Pure: who has which is the caller's
 * affair.
 */
#include "config.h"

#include "capability.h"

#include <bsd/string.h>
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/*
 * Made of the kernel's headers, CAP_ left out; those that they do not know go
 * by number.  libcap has the names, too, and with them 21 kB of code, malloc(3)
 * and six system calls before main() in every start (libcap 2.66, musl).
 */
static const char names[][20] = {
#include "capnames.h"
};

enum { NAMED = sizeof(names) / sizeof(names[0]) };

/* The number of the capability called word, or -1. */
static int
number_of(const char *word)
{
	if (strncasecmp(word, "CAP_", 4) == 0)
		word += 4;
	for (int number = 0; number < NAMED; number++)
		if (strcasecmp(word, names[number]) == 0)
			return number;
	return -1;
}

const char *
capability_parse(const char *text, bool may_be_all, uint64_t *set)
{
	char word[sizeof(struct capability_name)];
	uint64_t result = *set;

	for (;; text++) {
		size_t length = strcspn(text, ",");
		int number = -1;

		if (length < sizeof(word)) {
			strlcpy(word, text, length + 1);
			number = number_of(word);
		}
		if (number != -1)
			result |= CAPABILITY_BIT(number);
		else if (may_be_all && length < sizeof(word) &&
		    strcasecmp(word, "ALL") == 0)
			result = CAPABILITY_ALL;
		else
			return may_be_all ? "capabilities such as"
			    " NET_BIND_SERVICE, commas between, or ALL" :
			    "capabilities such as NET_BIND_SERVICE, commas"
			    " between";
		text += length;
		if (*text == '\0')
			break;
	}
	*set = result;
	return NULL;
}

struct capability_name
capability_name(unsigned int number)
{
	struct capability_name name;

	if (number < NAMED)
		snprintf(name.text, sizeof(name.text), "CAP_%s",
		    names[number]);
	else
		snprintf(name.text, sizeof(name.text), "CAP_%u", number);
	return name;
}

unsigned int
capability_first(uint64_t set)
{
	return (unsigned int)__builtin_ctzll(set);
}
