/*
 * Words to values: durations, truth, signals, statuses, choices.  Pure: knows
 * no option and prints nothing.
 */
#include "config.h"

#include "value.h"

#include <bsd/string.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "number.h"
#include "os.h"
#include "signame.h"
#include "status.h"

const char *
value_duration(const char *text, int64_t *nanoseconds)
{
	static const struct {
		char suffix[4];
		int64_t length;
	} units[] = {
		{ "", OS_SECOND }, { "ms", OS_MILLISECOND }, { "s", OS_SECOND },
		{ "m", 60 * OS_SECOND }, { "h", 3600 * OS_SECOND },
	};
	size_t digits = strspn(text, "0123456789");
	char number[24];
	long long count;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text + digits, units[i].suffix) != 0)
			continue;
		/* Half the range, so that a duration from now is in range. */
		if (digits >= sizeof(number) ||
		    strlcpy(number, text, digits + 1) < digits ||
		    !number_decimal(number, 0,
		    INT64_MAX / 2 / units[i].length, &count))
			break;
		*nanoseconds = count * units[i].length;
		return NULL;
	}
	return "a duration such as 10, 250ms, 5s, 2m or 1h, up to 146 years";
}

const char *
value_offset(const char *text, int64_t *nanoseconds)
{
	bool minus = text[0] == '-';
	int64_t length;

	if (value_duration(text + minus, &length) != NULL)
		return "a duration such as 10, -5s, 2m or 1h, up to 146 years";
	*nanoseconds = minus ? -length : length;
	return NULL;
}

const char *
value_number(const char *text, int *number)
{
	long long result;

	if (!number_decimal(text, 0, INT_MAX, &result))
		return "a number up to 2147483647";
	*number = (int)result;
	return NULL;
}

const char *
value_mode(const char *text, int *mode)
{
	size_t length = strlen(text);
	int result = 0;

	if (length == 0 || length > 4 || strspn(text, "01234567") != length)
		return "an octal number from 0 to 777";
	for (; *text != '\0'; text++)
		result = result * 8 + (*text - '0');
	if (result > 0777)
		return "an octal number from 0 to 777";
	*mode = result;
	return NULL;
}

const char *
value_boolean(const char *text, bool *answer)
{
	int place = value_choice(text, "0|no|false|1|yes|true");

	if (place == -1)
		return "1, yes, true, 0, no or false";
	*answer = place > 2;
	return NULL;
}

const char *
value_signal(const char *text, int *number)
{
	int signal = signame_number(text);

	if (signal == 0)
		return "a signal such as TERM, SIGTERM, 15 or RTMIN+3";
	*number = signal;
	return NULL;
}

const char *
value_rewrite(const char *text, int *from, int *to)
{
	const char *colon = strchr(text, ':');
	char first[sizeof(struct signame)];
	int source, target;

	if (colon == NULL || (size_t)(colon - text) >= sizeof(first))
		return "FROM:TO, two signals, or FROM:0";
	strlcpy(first, text, (size_t)(colon - text) + 1);
	source = signame_number(first);
	target = strcmp(colon + 1, "0") == 0 ? 0 : signame_number(colon + 1);
	if (source == 0 || (target == 0 && strcmp(colon + 1, "0") != 0))
		return "FROM:TO, two signals, or FROM:0";
	if (!signame_is_catchable(source) || source == SIGCHLD)
		return "a signal that can be forwarded: not KILL, STOP or CHLD";
	*from = source;
	*to = target;
	return NULL;
}

const char *
value_status(const char *text, int *number)
{
	long long status;

	if (!number_decimal(text, 0, 255, &status))
		return "exit statuses from 0 to 255 and signal names";
	if (status >= STATUS_FAILED && status <= STATUS_NOT_FOUND)
		return "a status that is not podinit's own, 125 to 127";
	*number = (int)status;
	return NULL;
}

const char *
value_any_status(const char *text, int *number)
{
	char *end;
	long status = strtol(text, &end, 10);

	if (*end != '\0' || status < 0 || status > 255)
		return "an exit status from 0 to 255";
	*number = (int)status;
	return NULL;
}

const char *
value_numbers(const char *text, int *from, int *to)
{
	char *colon, *end;
	long first = strtol(text, &colon, 10), second = -1;

	if (*colon == ':') {
		second = strtol(colon + 1, &end, 10);
		if (end == colon + 1)
			second = -1;
	}
	if (first < 1 || first > 31 || second < 0 || second > 31)
		return "FROM:TO, two numbers up to 31";
	*from = (int)first;
	*to = (int)second;
	return NULL;
}

int
value_level(const char *text)
{
	long level = strtol(text, NULL, 10);

	return level < INT_MIN / 2 ? INT_MIN / 2 :
	    level > INT_MAX / 2 ? INT_MAX / 2 : (int)level;
}

int
value_choice(const char *text, const char *choices)
{
	size_t length = strlen(text);

	for (int place = 0; length > 0; place++) {
		size_t word = strcspn(choices, "|");

		if (word == length && strncasecmp(text, choices, word) == 0)
			return place;
		if (choices[word] == '\0')
			break;
		choices += word + 1;
	}
	return -1;
}
