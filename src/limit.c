/*
 * Resource limits: their names, and how one is written.  Pure: whose they are
 * is the caller's affair.
 */
#include "config.h"

#include "limit.h"

#include <sys/resource.h>

#include <bsd/string.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "number.h"
#include "value.h"

static const unsigned char numbers[LIMIT_COUNT] = {
	[LIMIT_AS] = RLIMIT_AS,
	[LIMIT_CORE] = RLIMIT_CORE,
	[LIMIT_CPU] = RLIMIT_CPU,
	[LIMIT_DATA] = RLIMIT_DATA,
	[LIMIT_FSIZE] = RLIMIT_FSIZE,
	[LIMIT_LOCKS] = RLIMIT_LOCKS,
	[LIMIT_MEMLOCK] = RLIMIT_MEMLOCK,
	[LIMIT_MSGQUEUE] = RLIMIT_MSGQUEUE,
	[LIMIT_NICE] = RLIMIT_NICE,
	[LIMIT_NOFILE] = RLIMIT_NOFILE,
	[LIMIT_NPROC] = RLIMIT_NPROC,
	[LIMIT_RSS] = RLIMIT_RSS,
	[LIMIT_RTPRIO] = RLIMIT_RTPRIO,
	[LIMIT_RTTIME] = RLIMIT_RTTIME,
	[LIMIT_SIGPENDING] = RLIMIT_SIGPENDING,
	[LIMIT_STACK] = RLIMIT_STACK,
};

/* Reads the first length bytes of text; false where they are no limit. */
static bool
read_number(const char *text, size_t length, uint64_t *number)
{
	char word[24];
	long long value;

	if (length >= sizeof(word))
		return false;
	strlcpy(word, text, length + 1);
	if (strcmp(word, "-1") == 0 || strcasecmp(word, "unlimited") == 0) {
		*number = LIMIT_NONE;
		return true;
	}
	if (!number_decimal(word, 0, LLONG_MAX, &value))
		return false;
	*number = (uint64_t)value;
	return true;
}

const char *
limit_parse(const char *text, struct limit *limits)
{
	size_t length = strcspn(text, "="), first;
	uint64_t soft, hard;
	char name[sizeof(struct limit_name)];
	const char *value;
	int resource = -1;

	if (length < sizeof(name)) {
		strlcpy(name, text, length + 1);
		resource = value_choice(name, LIMIT_NAMES);
	}
	if (resource == -1)
		return "NAME=SOFT[:HARD], NAME one of " LIMIT_NAMES;
	value = text + length + (text[length] == '=');
	first = strcspn(value, ":");
	if (!read_number(value, first, &soft))
		return "NAME=SOFT[:HARD], numbers or unlimited";
	hard = soft;
	if (value[first] == ':' && !read_number(value + first + 1,
	    strlen(value + first + 1), &hard))
		return "NAME=SOFT[:HARD], numbers or unlimited";
	if (soft > hard)
		return "SOFT to be no more than HARD";
	limits[resource].set = true;
	limits[resource].soft = soft;
	limits[resource].hard = hard;
	return NULL;
}

struct limit_name
limit_name(enum limit_resource resource)
{
	const char *word = LIMIT_NAMES;
	struct limit_name name;

	for (int place = 0; place < (int)resource; place++)
		word += strcspn(word, "|") + 1;
	strlcpy(name.text, word, strcspn(word, "|") + 1);
	return name;
}

int
limit_number(enum limit_resource resource)
{
	return numbers[resource];
}
