#include "config.h"

#include "usage.h"

#include <stdbool.h>
#include <stdio.h>

#include "optable.h"
#include "unit.h"

/* The usage in memory that ends with it. */
static char *
whole_usage(void)
{
	char *text = unit_room(USAGE_MAX);
	size_t length = usage_format(personality_of(PERSONA_PODINIT),
	    "podinit", text, USAGE_MAX);

	ck_assert_uint_lt(length, USAGE_MAX);
	ck_assert_uint_eq(strlen(text), length);
	return text;
}

START_TEST(it_begins_and_ends_as_a_usage)
{
	const char *text = whole_usage();
	static const char synopsis[] =
	    "Usage: podinit [OPTION]... [--] COMMAND [ARG]...\n"
	    "       podinit [OPTION]... --pause\n"
	    "       podinit --status[=PID]\n"
	    "       podinit --help | --version | --license\n\n";

	ck_assert_int_eq(strncmp(text, synopsis, strlen(synopsis)), 0);
	ck_assert_int_eq(text[strlen(text) - 1], '\n');
	ck_assert_ptr_nonnull(strstr(text, "\n\nExit status: "));
}
END_TEST

/* Each as it is looked for by who reads: at the start of a line of its own. */
START_TEST(every_option_has_its_line)
{
	const char *text = whole_usage(), *last = text, *at;
	char line[160];

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct optable_row *row = &optable[i];

		snprintf(line, sizeof(line), "\n  %s%c%s%s%s%s%s%s%s",
		    row->letter != '\0' ? "-" : "  ",
		    row->letter != '\0' ? row->letter : ' ',
		    row->letter != '\0' && row->name[0] != '\0' ? "," : "",
		    row->name[0] != '\0' ? " --" : "", row->name,
		    row->optional ? "[" : "",
		    row->value[0] != '\0' ? "=" : "", row->value,
		    row->optional ? "]" : "");
		at = strstr(text, line);
		/* One may begin as another does. */
		while (at != NULL && strchr(" \n", at[strlen(line)]) == NULL)
			at = strstr(at + 1, line);
		ck_assert_msg(at != NULL, "no \"%s\"", line + 1);
		ck_assert_msg(at >= last, "\"%s\" is out of order", line + 1);
		last = at;
		at += strlen(line);
		ck_assert_msg(strspn(at, " \n") >= 1, "\"%s\" goes on",
		    line + 1);
		at += strspn(at, " \n");
		ck_assert_msg(strncmp(at, row->help, strlen(row->help)) == 0 &&
		    at[strlen(row->help)] == '\n', "the help of \"%s\"",
		    line + 1);
	}
}
END_TEST

START_TEST(help_begins_in_one_column)
{
	const char *text = whole_usage(), *start, *at;
	size_t column = 0;

	for (size_t i = 0; i < OPTION_COUNT; i++) {
		at = strstr(text, optable[i].help);
		ck_assert_ptr_nonnull(at);
		for (start = at; start[-1] != '\n'; start--)
			;
		if (column == 0)
			column = (size_t)(at - start);
		ck_assert_msg((size_t)(at - start) == column, "\"%s\"",
		    optable[i].help);
	}
	ck_assert_uint_gt(column, 0);
}
END_TEST

START_TEST(lines_fit_a_terminal)
{
	const char *text = whole_usage();

	for (size_t length; *text != '\0'; text += length + 1) {
		length = strcspn(text, "\n");
		ck_assert_msg(length <= 80, "%.*s", (int)length, text);
		ck_assert_msg(length == 0 || text[length - 1] != ' ',
		    "\"%.*s\" ends in a blank", (int)length, text);
		for (size_t i = 0; i < length; i++)
			ck_assert_msg(text[i] >= ' ' && text[i] <= '~',
			    "\"%.*s\" has byte %d", (int)length, text,
			    text[i]);
	}
}
END_TEST

/* What does not fit is left out; what is there is ended, and is the start. */
START_TEST(no_room_is_overrun)
{
	const char *text = whole_usage();
	size_t length = strlen(text);

	for (size_t size = 1; size <= length + 1; size++) {
		char *room = unit_room(size);

		usage_format(personality_of(PERSONA_PODINIT), "podinit", room,
		    size);
		ck_assert_uint_eq(strnlen(room, size), size - 1);
		ck_assert_mem_eq(room, text, size - 1);
	}
	ck_assert_uint_eq(usage_format(personality_of(PERSONA_PODINIT),
	    "podinit", NULL, 0), 0);
}
END_TEST

/* Under the name that it was called by, and as getopt(3) reads its options. */
START_TEST(others_have_one_of_their_own)
{
	static const char wanted[] = "docker-init (tini version "
	    PACKAGE_VERSION "_podinit)\n"
	    "Usage: docker-init [OPTION]... [--] PROGRAM [ARG]...\n\n"
	    "This is podinit in place of docker-init; see podinit(1), UNDER"
	    " ANOTHER NAME.\n\n";
	char *text = unit_room(USAGE_MAX);

	usage_format(personality_of(PERSONA_TINI), "docker-init", text,
	    USAGE_MAX);
	ck_assert_int_eq(strncmp(text, wanted, strlen(wanted)), 0);
	ck_assert_ptr_nonnull(strstr(text, "\n  -p SIGNAL "));
	ck_assert_ptr_nonnull(strstr(text, "\n  -e STATUS "));
	usage_format(personality_of(PERSONA_PAUSE), "pause", text, USAGE_MAX);
	ck_assert_int_eq(strncmp(text, "Usage: pause [-v]\n", 18), 0);
}
END_TEST

UNIT_MAIN("usage", it_begins_and_ends_as_a_usage, every_option_has_its_line,
    help_begins_in_one_column, lines_fit_a_terminal, no_room_is_overrun,
    others_have_one_of_their_own)
