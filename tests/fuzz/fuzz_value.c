/*
 * The readers of a single value: signals, durations, truth, statuses, choices.
 * The input is the text of one, up to its first NUL.
 */
#include "config.h"

#include <ctype.h>
#include <signal.h>
#include <stdbool.h>
#include <strings.h>

#include "fuzz.h"
#include "os.h"
#include "signame.h"
#include "status.h"
#include "value.h"

/* What a result is before; nothing that is read may leave it behind. */
enum { UNTOUCHED = -77 };

/* A reader that refuses says what it expects, and one that takes does not. */
static bool
is_taken(const char *expected)
{
	HOLDS(expected == NULL || fuzz_is_line(expected));
	return expected == NULL;
}

static void
check_signal(const char *text)
{
	int number = signame_number(text), again = UNTOUCHED;
	struct signame name = signame_of(number);

	HOLDS(number >= 0 && number <= SIGNAME_MAX);
	HOLDS(memchr(name.text, '\0', sizeof(name.text)) != NULL);
	/* 32 and 33, which the C library keeps for itself, have no name. */
	if (number != 0 && number != 32 && number != 33)
		HOLDS(signame_number(name.text) == number);
	HOLDS(is_taken(value_signal(text, &again)) == (number != 0));
	HOLDS(again == (number != 0 ? number : UNTOUCHED));
}

/* Reads a duration once more, in another way; -1 where it is none. */
static int64_t
duration_of(const char *text)
{
	const int64_t most = INT64_MAX / 2;
	int64_t count = 0, unit = OS_SECOND;
	const char *at;

	for (at = text; isdigit((unsigned char)*at); at++)
		if (__builtin_mul_overflow(count, 10, &count) ||
		    __builtin_add_overflow(count, *at - '0', &count))
			return -1;
	if (at == text)
		return -1;
	if (strcmp(at, "ms") == 0)
		unit = OS_MILLISECOND;
	else if (strcmp(at, "m") == 0)
		unit = 60 * OS_SECOND;
	else if (strcmp(at, "h") == 0)
		unit = 3600 * OS_SECOND;
	else if (at[0] != '\0' && strcmp(at, "s") != 0)
		return -1;
	return count > most / unit ? -1 : count * unit;
}

static void
check_duration(const char *text)
{
	int64_t length = UNTOUCHED;

	if (is_taken(value_duration(text, &length))) {
		HOLDS(length >= 0);
		HOLDS(length == duration_of(text));
	} else {
		HOLDS(length == UNTOUCHED);
		/* So many digits are refused, even where they are zeros. */
		HOLDS(duration_of(text) == -1 || strlen(text) >= 24);
	}
}

static void
check_rewrite(const char *text)
{
	int from = UNTOUCHED, to = UNTOUCHED;

	if (is_taken(value_rewrite(text, &from, &to))) {
		HOLDS(strchr(text, ':') != NULL);
		HOLDS(from >= 1 && from <= SIGNAME_MAX);
		HOLDS(to >= 0 && to <= SIGNAME_MAX);
		HOLDS(signame_is_catchable(from) && from != SIGCHLD);
		HOLDS(to == signame_number(strchr(text, ':') + 1));
	} else {
		HOLDS(from == UNTOUCHED && to == UNTOUCHED);
	}
}

static void
check_status(const char *text)
{
	int number = UNTOUCHED;

	if (is_taken(value_status(text, &number))) {
		HOLDS(number >= 0 && number <= 255);
		HOLDS(number < STATUS_FAILED || number > STATUS_NOT_FOUND);
		HOLDS(number == strtol(text, NULL, 10));
	} else {
		HOLDS(number == UNTOUCHED);
	}
}

static void
check_boolean(const char *text)
{
	bool yes = true, no = false, taken;

	taken = is_taken(value_boolean(text, &yes));
	HOLDS(is_taken(value_boolean(text, &no)) == taken);
	HOLDS((yes == no) == taken);
}

static void
check_choice(const char *text)
{
	static const char words[][8] = { "group", "child", "session", "all" };
	int place = value_choice(text, "group|child|session|all");

	HOLDS(place >= -1 && place < 4);
	for (int i = 0; i < 4; i++)
		HOLDS((strcasecmp(text, words[i]) == 0) == (place == i));
	/* Any text can be the choices, too: this one is among its words. */
	if (text[0] != '\0' && strchr(text, '|') == NULL)
		HOLDS(value_choice(text, text) == 0);
	HOLDS(value_choice("all", text) >= -1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_string(data, size);

	check_signal(text);
	check_duration(text);
	check_rewrite(text);
	check_status(text);
	check_boolean(text);
	check_choice(text);
	free(text);
	return 0;
}
