/*
 * Diagnostics: formats one line, in words or as JSON, and writes it to
 * standard error.  The only mutable globals of the program are here.
 * When a line is said and what it says is the caller's affair.
 */
#include "config.h"

#include "diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "json.h"
#include "os.h"
#include "output.h"
#include "printable.h"

static enum diag_level highest = DIAG_NOTICE;
static bool closed, as_json;

void
diag_init(void)
{
	closed = fcntl(STDERR_FILENO, F_GETFD) == -1;
}

void
diag_set_level(enum diag_level level)
{
	highest = level;
}

void
diag_use_json(void)
{
	as_json = true;
}

bool
diag_wants(enum diag_level level)
{
	return level <= highest && !closed;
}

/* The line as a JSON object. */
static size_t
make_object(char *line, size_t size, enum diag_level level, const char *text)
{
	static const char names[][8] = {
		"error", "warning", "notice", "info", "debug", "trace",
	};
	struct json json;

	json_begin(&json, line, size);
	json_string(&json, "time", clock_time(os_wall_clock()).text);
	json_string(&json, "level", names[level]);
	json_string(&json, "message", text);
	return json_end(&json);
}

/* By itself, so that who says nothing pays for no lines. */
static __attribute__((noinline, format(printf, 2, 0))) void
say(enum diag_level level, const char *format, va_list arguments)
{
	char text[DIAG_LINE_MAX], line[DIAG_LINE_MAX];
	int prefix = 0;
	size_t length;
	ssize_t ignored;

	if (!as_json)
		prefix = snprintf(text, sizeof(text), "podinit: %s",
		    level == DIAG_WARNING ? "warning: " : "");
	vsnprintf(text + prefix, sizeof(text) - (size_t)prefix, format,
	    arguments);
	length = as_json ? make_object(line, sizeof(line), level, text) :
	    printable_line(line, sizeof(line), text);
	ignored = output_now(STDERR_FILENO, line, length);
	(void)ignored;
}

void
diag(enum diag_level level, const char *format, ...)
{
	int saved = errno;
	va_list arguments;

	if (!diag_wants(level))
		return;
	va_start(arguments, format);
	say(level, format, arguments);
	va_end(arguments);
	errno = saved;
}
