/*
 * The usage text, made from the option table.  Pure.
 */
#include "config.h"

#include "usage.h"

#include <stdio.h>
#include <string.h>

#include "optable.h"
#include "setting.h"

/* Where the help of an option begins. */
enum { COLUMN = 34 };

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
	if (row->name[0] != '\0')
		ADD("%s --%s", row->letter != '\0' ? "," : " ", row->name);
	if (row->value[0] != '\0')
		ADD(row->optional ? "[=%s]" : "=%s", row->value);
	if (at >= COLUMN) {
		ADD("\n");
		ADD("%*s%s\n", COLUMN, "", row->help);
	} else {
		ADD("%*s%s\n", (int)(COLUMN - at), "", row->help);
	}
	return at;
}

size_t
usage_format(char *text, size_t size)
{
	size_t at = 0;

	ADD("Usage: podinit [OPTION]... [--] COMMAND [ARG]...\n"
	    "       podinit [OPTION]... --pause\n"
	    "       podinit --status[=PID]\n"
	    "       podinit --help | --version | --license\n\n"
	    "Starts COMMAND as its main process, forwards signals to it, adopts"
	    " and reaps\norphans, and ends with its status.  As PID 1 it is the"
	    " init of a container.\n\n");
	for (size_t i = 0; i < OPTION_COUNT && at < size; i++)
		at += format_row(&optable[i], text + at, size - at);
	ADD("\nA DURATION is 10 (seconds), 250ms, 5s, 2m or 1h.  A SIG is"
	    " TERM, SIGTERM, 15,\nRTMIN+3 or RTMAX-1.  The options before"
	    " --isolate, but not --pause and\n--status, can be given in the"
	    " environment, as"
	    " PODINIT_GRACE=10s is --grace=10s.\n\n"
	    "Exit status: COMMAND's, 128 and the signal that killed it, 127 not"
	    " found,\n126 not executable, 125 podinit's own failure.\n");
	return at;
}
