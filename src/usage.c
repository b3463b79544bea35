/*
 * The usage text, made from the rows of a personality.  Pure.
 */
#include "config.h"

#include "usage.h"

#include <stdio.h>
#include <string.h>

#include "optable.h"
#include "setting.h"

/* Where the help of an option begins. */
enum { COLUMN = 34 };

#define VARIABLES "\nVariables, besides those of podinit:\n\n"

/* What stands before the options of podinit. */
static const char head[] =
    "Usage: podinit [OPTION]... [--] COMMAND [ARG]...\n"
    "       podinit [OPTION]... --pause\n"
    "       podinit --status[=PID]\n"
    "       podinit --help | --version | --license\n\n"
    "Starts COMMAND as its main process, forwards signals to it, adopts"
    " and reaps\norphans, and ends with its status.  As PID 1 it is the"
    " init of a container.\n\n";
/* And before those of another, behind its name: of a line before the usage. */
static const char titles[PERSONA_COUNT][32] = {
	[PERSONA_TINI] = "(tini version " PACKAGE_VERSION "_podinit)",
};
/* The same of the usage. */
static const char synopses[PERSONA_COUNT][36] = {
	[PERSONA_TINI] = "[OPTION]... [--] PROGRAM [ARG]...",
	[PERSONA_DUMB_INIT] = "[OPTION]... [--] PROGRAM [ARG]...",
	[PERSONA_CATATONIT] = "[-ghLPV] [--] PROGRAM [ARG]...",
	[PERSONA_PAUSE] = "[-v]",
};
/* What stands between the options and the variables. */
static const char feet[PERSONA_COUNT][400] = {
	[PERSONA_PODINIT] =
	    "\nA DURATION is 10 (seconds), 250ms, 5s, 2m or 1h.  A SIG is"
	    " TERM, SIGTERM, 15,\nRTMIN+3 or RTMAX-1.  The options before"
	    " --isolate, but not --pause and\n--status, can be given in the"
	    " environment, as PODINIT_GRACE=10s is --grace=10s.\n\n"
	    "Exit status: COMMAND's, 128 and the signal that killed it, 127 not"
	    " found,\n126 not executable, 125 podinit's own failure.\n",
	[PERSONA_TINI] = VARIABLES,
	[PERSONA_DUMB_INIT] = VARIABLES,
	[PERSONA_CATATONIT] = VARIABLES,
};

/* Appends as snprintf(3) does; what does not fit is dropped. */
#define ADD(...) do {							\
	if (at < size)							\
		at += (size_t)snprintf(text + at, size - at, __VA_ARGS__); \
} while (0)

static size_t
format_row(const struct optable_row *row, char *text, size_t size)
{
	size_t at = 0;

	if (row->letter != '\0')
		ADD("  -%c", row->letter);
	else
		ADD("    ");
	if (row->source == SOURCE_VARIABLE)
		ADD("%s", row->name);
	else if (row->name[0] != '\0')
		ADD("%s --%s", row->letter != '\0' ? "," : " ", row->name);
	if (row->value[0] != '\0')
		ADD(row->optional ? "[=%s]" :
		    row->name[0] == '\0' ? " %s" : "=%s", row->value);
	if (at >= COLUMN) {
		ADD("\n");
		ADD("%*s%s\n", COLUMN, "", row->help);
	} else {
		ADD("%*s%s\n", (int)(COLUMN - at), "", row->help);
	}
	return at;
}

/* The rows that are options, or those that are variables. */
static size_t
format_rows(const struct personality *who, bool variables, char *text,
    size_t size)
{
	const struct optable_row *row;
	size_t at = 0;

	for (int i = 0; (row = personality_row(who, i)) != NULL; i++)
		if ((row->source == SOURCE_VARIABLE) == variables && at < size)
			at += format_row(row, text + at, size - at);
	return at;
}

static size_t
format_head(const struct personality *who, const char *called, char *text,
    size_t size)
{
	const char *base = strrchr(called, '/');
	size_t at = 0;

	called = base == NULL ? called : base + 1;
	if (who->persona == PERSONA_PODINIT)
		ADD("%s", head);
	else {
		if (titles[who->persona][0] != '\0')
			ADD("%s %s\n", called, titles[who->persona]);
		ADD("Usage: %s %s\n\nThis is podinit in place of %s; see"
		    " podinit(1), UNDER ANOTHER NAME.\n\n", called,
		    synopses[who->persona], called);
	}
	return at;
}

size_t
usage_format(const struct personality *who, const char *called, char *text,
    size_t size)
{
	size_t at = format_head(who, called, text, size);

	if (at < size)
		at += format_rows(who, false, text + at, size - at);
	ADD("%s", feet[who->persona]);
	if (at < size)
		at += format_rows(who, true, text + at, size - at);
	return at;
}
